/** A live talk: joins the writing box, the outbox, the socket and the list of messages. */

import { Composer } from "./chat/composer.js";
import { Connection } from "./chat/connection.js";
import { animateGauge } from "./chat/gauge.js";
import { Messages } from "./chat/messages.js";
import { Outbox } from "./chat/outbox.js";
import { Outgoing } from "./chat/outgoing.js";
import { Scroll } from "./chat/scroll.js";

const ANSWER_MS = 20_000; // after this without an answer a message counts as failed
const byId = (id) => document.getElementById(id);

const talk = byId("talk");
const { conversation } = talk.dataset;
const outbox = new Outbox(conversation);
const messages = new Messages(byId("messages"), arrived);
const outgoing = new Outgoing(byId("outgoing"), byId("outgoing-message"), { resend, edit });
const scroll = new Scroll(byId("talk-scroll"), byId("messages"), byId("newer"));
const composer = new Composer(byId("composer"), conversation, send);
const connection = new Connection(talk, byId("connection"), catchUp);

function send(text) {
  hideStarters();
  deliver(outbox.add(text));
  scroll.toEnd();
}

function deliver(item) {
  if (connection.isHopeless) {
    composer.post(item);
    return;
  }
  clearRefusal();
  outgoing.show(item, connection.isOpen ? "sending" : "waiting");
  if (!connection.isOpen) return;
  connection.send({ message: item.text, client_id: item.id });
  setTimeout(() => {
    if (outbox.items.has(item.id) && connection.isOpen) outgoing.show(item, "failed");
  }, ANSWER_MS);
}

/** The server may have stored what we never saw: ask first, then send again under the same ids. */
function catchUp() {
  connection.send({ type: "sync", after: messages.lastId });
  outbox.items.forEach(deliver);
}

function arrived(clientId) {
  if (outbox.remove(clientId)) outgoing.remove(clientId);
}

function resend(id) {
  deliver(outbox.items.get(id));
}

function edit(id) {
  composer.text = outbox.items.get(id).text;
  arrived(id);
  composer.focus();
}

/** A refusal names the message it is about, so that its bubble offers a way out. */
function showRefusal() {
  const item = outbox.items.get(byId("notice").dataset.clientId);
  if (item) outgoing.show(item, "failed");
}

function clearRefusal() {
  const notice = byId("notice");
  notice.dataset.clientId = "";
  notice.replaceChildren();
}

function hideStarters() {
  document.querySelector(".starters")?.remove();
}

function offerStarters() {
  const starters = document.querySelector(".starters");
  if (!starters) return;
  starters.hidden = false;
  starters.addEventListener("click", (event) => {
    if (!event.target.matches("button")) return;
    composer.text = event.target.textContent;
    composer.focus();
  });
}

[...outbox.items.keys()].filter((id) => messages.has(id)).forEach(arrived);
outbox.items.forEach((item) => outgoing.show(item, "waiting"));
talk.addEventListener("htmx:wsAfterMessage", showRefusal);
animateGauge(talk);
offerStarters();
