import "./fakes.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { Delivery } = await import("../../static/js/chat/delivery.js");
const { Outbox } = await import("../../static/js/chat/outbox.js");

let talks = 0;

/** A delivery whose socket is open or not, with all it transmits and shows. */
function delivery(t, { isOpen = true } = {}) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const seen = { isOpen, sent: [], shown: new Map() };
  const outbox = new Outbox(`talk ${(talks += 1)}`);
  seen.delivery = new Delivery(outbox, {
    isOpen: () => seen.isOpen,
    transmit: ({ text }) => seen.sent.push(text),
    show: ({ text }, state, seconds) => seen.shown.set(text, seconds ? `${state} ${seconds}` : state),
    hide: (id) => seen.shown.delete(id),
  });
  seen.say = (text) => seen.delivery.add(text).id;
  return seen;
}

test("a burst goes out in order, each after the one before has arrived", (t) => {
  const seen = delivery(t);
  const ids = ["하나", "둘", "셋"].map(seen.say);
  assert.deepEqual(seen.sent, ["하나"]);
  seen.delivery.arrived(ids[0]);
  assert.deepEqual(seen.sent, ["하나", "둘"]);
  seen.delivery.arrived(ids[1]);
  seen.delivery.arrived(ids[2]);
  assert.deepEqual(seen.sent, ["하나", "둘", "셋"]);
  assert.ok(!seen.delivery.isWaiting);
});

test("without a socket it waits, and goes once when there is one", (t) => {
  const seen = delivery(t, { isOpen: false });
  const id = seen.say("기다려요");
  assert.equal(seen.shown.get("기다려요"), "waiting");
  assert.deepEqual(seen.sent, []);
  seen.isOpen = true;
  seen.delivery.connected();
  seen.delivery.arrived(id);
  seen.delivery.connected();
  assert.deepEqual(seen.sent, ["기다려요"]);
});

test("what was on its way when the socket broke goes again, before what came after it", (t) => {
  const seen = delivery(t);
  seen.say("잃어버린 말");
  seen.say("다음 말");
  seen.isOpen = false;
  seen.delivery.lost();
  assert.equal(seen.shown.get("잃어버린 말"), "waiting");
  seen.isOpen = true;
  seen.delivery.connected();
  assert.deepEqual(seen.sent, ["잃어버린 말", "잃어버린 말"]);
});

test("what comes too fast waits, shows how long, and goes by itself in order", (t) => {
  const seen = delivery(t);
  const first = seen.say("마흔한 번째");
  seen.say("마흔두 번째");
  seen.delivery.refused(first, 3);
  assert.equal(seen.shown.get("마흔한 번째"), "resting 3");
  assert.equal(seen.shown.get("마흔두 번째"), "resting 3");
  t.mock.timers.tick(1000);
  assert.equal(seen.shown.get("마흔한 번째"), "resting 2");
  assert.deepEqual(seen.sent, ["마흔한 번째"]);
  t.mock.timers.tick(2000);
  assert.deepEqual(seen.sent, ["마흔한 번째", "마흔한 번째"]);
  seen.delivery.refused(first, 1);
  t.mock.timers.tick(1000);
  seen.delivery.arrived(first);
  assert.deepEqual(seen.sent.slice(2), ["마흔한 번째", "마흔두 번째"]);
});

test("one that is refused as it is offers a way out and holds up nobody", (t) => {
  const seen = delivery(t);
  const long = seen.say("너무 긴 말");
  const next = seen.say("다음 말");
  seen.delivery.refused(long);
  assert.equal(seen.shown.get("너무 긴 말"), "failed");
  assert.deepEqual(seen.sent, ["너무 긴 말", "다음 말"]);
  seen.delivery.arrived(next);
  seen.delivery.resend(long);
  assert.deepEqual(seen.sent.slice(2), ["너무 긴 말"]);
});

test("one that is taken back to be written anew is gone", (t) => {
  const seen = delivery(t);
  const id = seen.say("고칠 말");
  seen.delivery.refused(id);
  assert.equal(seen.delivery.take(id), "고칠 말");
  seen.delivery.connected();
  assert.deepEqual(seen.sent, ["고칠 말"]);
});

test("an answer that does not come for twenty seconds is missed", (t) => {
  const seen = delivery(t);
  seen.say("들리나요");
  t.mock.timers.tick(19_999);
  assert.equal(seen.shown.get("들리나요"), "sending");
  t.mock.timers.tick(1);
  assert.equal(seen.shown.get("들리나요"), "failed");
});

test("what arrived twice, or from another page, changes nothing", (t) => {
  const seen = delivery(t);
  const id = seen.say("한 번");
  seen.delivery.arrived("somebody else's");
  seen.delivery.refused("somebody else's");
  seen.delivery.arrived(id);
  seen.delivery.arrived(id);
  seen.say("두 번째");
  assert.deepEqual(seen.sent, ["한 번", "두 번째"]);
});
