import { FakeSocket } from "./fakes.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { Connection } = await import("../../static/js/chat/connection.js");

/** Let time pass bit by bit: a timer may start another. */
function pass(t, milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 1) t.mock.timers.tick(1);
}

/** A connection, the sockets it made, and what it told. */
function connection(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  t.mock.method(Math, "random", () => 1);
  FakeSocket.all = [];
  const seen = {
    sockets: FakeSocket.all,
    line: { textContent: "", dataset: { lost: "lost", gone: "gone", back: "back" } },
    opened: 0,
    lost: 0,
    frames: [],
    waiting: false,
  };
  seen.connection = new Connection(
    "ws://here/",
    seen.line,
    {
      onOpen: () => (seen.opened += 1),
      onLost: () => (seen.lost += 1),
      onFrame: (frame) => seen.frames.push(frame),
      isWaiting: () => seen.waiting,
    },
    () => new FakeSocket(),
  );
  seen.last = () => seen.sockets.at(-1);
  return seen;
}

test("a socket that is dead but looks open is replaced five seconds after a message without an answer", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.connection.send({ message: "들리나요" });
  pass(t, 4999);
  assert.equal(seen.sockets.length, 1);
  pass(t, 1);
  assert.equal(seen.sockets.length, 2);
  seen.last().open();
  assert.equal(seen.opened, 2);
});

test("nothing a replaced socket says or does is heard", (t) => {
  const seen = connection(t);
  const dead = seen.last();
  dead.open();
  seen.connection.send({});
  pass(t, 5000);
  seen.last().open();
  dead.say("<p>late</p>");
  dead.break(1006);
  t.mock.timers.tick(60_000);
  assert.deepEqual(seen.frames, []);
  assert.equal(seen.sockets.length, 2);
  assert.ok(seen.connection.isOpen);
});

test("a server that is slow but answers pings keeps its socket", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.waiting = true;
  seen.connection.send({ message: "천천히" });
  for (let second = 0; second < 20; second += 1) {
    t.mock.timers.tick(1000);
    if (seen.last().sent.at(-1).type === "ping") seen.last().say("");
  }
  assert.equal(seen.sockets.length, 1);
  seen.last().say("<p>answer</p>");
  assert.deepEqual(seen.frames, ["<p>answer</p>"]);
});

test("a socket that dies after the first sign of an answer is replaced too", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.waiting = true;
  seen.connection.send({ message: "들리나요" });
  seen.last().say("<i>typing</i>");
  pass(t, 5000);
  assert.equal(seen.sockets.length, 2);
});

test("where nothing is awaited nobody is asked", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.connection.send({ type: "sync" });
  seen.last().say("<span></span>");
  t.mock.timers.tick(3_600_000);
  assert.equal(seen.last().sent.length, 1);
  assert.equal(seen.sockets.length, 1);
});

test("a page that comes back has one new socket at once, however many events tell of it", (t) => {
  const seen = connection(t);
  seen.last().open();
  t.mock.timers.tick(60_000);
  seen.connection.returned();
  seen.connection.returned();
  assert.equal(seen.sockets.length, 2);
  seen.last().open();
  assert.equal(seen.opened, 2);
  assert.equal(seen.line.textContent, "", "nobody is told of what they need not know");
});

test("a page that comes back does not wait for the next attempt", (t) => {
  const seen = connection(t);
  for (let failure = 0; failure < 6; failure += 1) {
    seen.last().break(1006);
    t.mock.timers.tick(30_000);
  }
  const { length } = seen.sockets;
  seen.last().break(1006);
  t.mock.timers.tick(1001);
  seen.connection.returned();
  assert.equal(seen.sockets.length, length + 1);
  pass(t, 5000);
  assert.equal(seen.sockets.length, length + 1, "the attempt that was planned is not made too");
});

test("attempts come ever less often, also where the server opens and closes at once", (t) => {
  const seen = connection(t);
  for (let second = 0; second < 60; second += 1) {
    if (seen.last().readyState === 0) {
      seen.last().open();
      seen.last().break(1013);
    }
    t.mock.timers.tick(1000);
  }
  assert.ok(seen.sockets.length <= 7, `${seen.sockets.length} attempts in a minute`);
});

test("who is logged out is told so and not tried again", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.last().break(4401);
  t.mock.timers.tick(60_000);
  seen.connection.returned();
  assert.equal(seen.sockets.length, 1);
  assert.equal(seen.line.textContent, "gone");
});

test("after three attempts without one success forms take over", (t) => {
  const seen = connection(t);
  for (let failure = 0; failure < 3; failure += 1) {
    assert.ok(!seen.connection.isHopeless);
    seen.last().break(1006);
    t.mock.timers.tick(30_000);
  }
  assert.ok(seen.connection.isHopeless);
});

test("a socket that does not open for ten seconds is given up", (t) => {
  const seen = connection(t);
  t.mock.timers.tick(10_000);
  assert.equal(seen.sockets.length, 2);
});

test("a lost connection and its return are told", (t) => {
  const seen = connection(t);
  seen.last().open();
  seen.last().break(1006);
  assert.equal(seen.line.textContent, "lost");
  t.mock.timers.tick(1000);
  seen.last().open();
  assert.equal(seen.line.textContent, "back");
  t.mock.timers.tick(2000);
  assert.equal(seen.line.textContent, "");
});
