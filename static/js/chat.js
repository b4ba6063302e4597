/** A live talk: joins the writing box, the outbox, the socket and the list of messages. */

import { Composer } from "./chat/composer.js";
import { Connection, onReturn } from "./chat/connection.js";
import { Delivery } from "./chat/delivery.js";
import { Gauge } from "./chat/gauge.js";
import { Messages } from "./chat/messages.js";
import { Outbox } from "./chat/outbox.js";
import { Outgoing } from "./chat/outgoing.js";
import { Scroll } from "./chat/scroll.js";

const byId = (id) => document.getElementById(id);
const SWAP = { swapStyle: "none", swapDelay: 0, settleDelay: 0 }; // each part names its own place

const talk = byId("talk");
const { conversation } = talk.dataset;
const outbox = new Outbox(conversation);
const messages = new Messages(byId("messages"), (clientId) => delivery.arrived(clientId));
const outgoing = new Outgoing(byId("outgoing"), byId("outgoing-message"), { resend, edit });
const scroll = new Scroll(byId("talk-scroll"), byId("messages"), byId("newer"));
const gauge = new Gauge();
const delivery = new Delivery(outbox, {
  isOpen: () => connection?.isOpen ?? false,
  transmit: ({ id, text }) => connection.send({ message: text, client_id: id }),
  show: (item, state, seconds) => outgoing.show(item, state, seconds),
  hide: (id) => outgoing.remove(id),
});
const composer = new Composer(byId("composer"), conversation, send);
let connection;

function send(text) {
  document.querySelector(".starters")?.remove();
  clearRefusal();
  const item = delivery.add(text);
  if (connection.isHopeless) composer.post(item);
  scroll.toEnd();
}

function resend(id) {
  clearRefusal();
  delivery.resend(id);
}

function edit(id) {
  composer.text = delivery.take(id);
  composer.focus();
}

/** The server may have stored what we never saw: ask first, then send again under the same ids. */
function catchUp() {
  lookAgain();
  delivery.connected();
}

function show(frame) {
  htmx.swap(talk, frame, SWAP);
  messages.settle();
  gauge.animate();
  if (frame.includes('id="notice"')) readRefusal();
  if (frame.includes('id="synced"') && byId("synced").dataset.more) lookAgain();
}

/** A refusal names the message it is about, and the seconds after which it goes by itself; without a message it is a look's. */
function readRefusal() {
  const { clientId, retryAfter } = byId("notice").dataset;
  const seconds = retryAfter ? Number(retryAfter) : null;
  if (clientId) delivery.refused(clientId, seconds);
  else if (seconds) setTimeout(lookAgain, seconds * 1000);
}

function lookAgain() {
  if (connection.isOpen) connection.send({ type: "sync", after: messages.lastId });
}

function clearRefusal() {
  byId("notice").replaceChildren();
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

[...outbox.items.keys()].filter((id) => messages.has(id)).forEach((id) => delivery.arrived(id));
delivery.lost(); // shows what waits
const { protocol, host } = location;
connection = new Connection(
  `${protocol.replace("http", "ws")}//${host}${talk.dataset.socket}`,
  byId("connection"),
  { onOpen: catchUp, onFrame: show, onLost: () => delivery.lost(), isWaiting: () => delivery.isWaiting },
);
onReturn(() => connection.returned());
offerStarters();
