import "./fakes.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { Outbox, newId } = await import("../../static/js/chat/outbox.js");

test("what was said is there after a reload, in the order it was said, and under its ids", (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const before = new Outbox("a talk");
  const said = ["하나", "둘", "셋"].map((text) => {
    t.mock.timers.tick(5);
    return before.add(text);
  });
  const after = new Outbox("a talk");
  assert.deepEqual([...after.items.values()], said);
  assert.equal(new Outbox("another talk").items.size, 0);
});

test("what arrived is gone for good", () => {
  const outbox = new Outbox("third talk");
  const { id } = outbox.add("안녕");
  assert.ok(outbox.remove(id));
  assert.ok(!outbox.remove(id));
  assert.equal(new Outbox("third talk").items.size, 0);
});

test("two tabs on one talk do not overwrite each other", () => {
  const [one, two] = [new Outbox("shared"), new Outbox("shared")];
  one.add("여기서");
  two.add("저기서");
  assert.equal(new Outbox("shared").items.size, 2);
});

test("ids are UUIDs of version 4, also on plain http", (t) => {
  const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newId(), version4);
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  t.after(() => delete crypto.randomUUID);
  assert.match(newId(), version4);
});
