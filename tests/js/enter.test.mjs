import { FakeBox } from "./fakes.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { Enter } = await import("../../static/js/chat/enter.js");

const SYLLABLE = { key: "Enter", keyCode: 229, isComposing: true };
const SAFARI = { key: "Enter", keyCode: 229, isComposing: false };
const PLAIN = { key: "Enter", keyCode: 13, isComposing: false };

/** A box in which "안녕하세" is written and "요" is being composed, and what was sent from it. */
function writing(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const box = new FakeBox();
  const sent = [];
  new Enter(box, () => {
    if (box.value) sent.push(box.value);
    box.value = "";
  });
  box.tell("compositionstart");
  box.value = "안녕하세ㅇ";
  return { box, sent };
}

/** The syllable is finished, with its events in the order of most browsers. */
function finish(box, data = "요") {
  box.value = `안녕하세${data}`;
  box.tell("input");
  box.tell("compositionend", { data });
}

const ORDERS = {
  "the key of the syllable, then its end": (box) => {
    box.tell("keydown", SYLLABLE);
    finish(box);
    box.tell("keyup", PLAIN);
  },
  "the key of the syllable, its end, and the key again": (box) => {
    box.tell("keydown", SYLLABLE);
    finish(box);
    box.tell("keydown", PLAIN);
    box.tell("keyup", PLAIN);
  },
  "the end of the syllable, then its key (Safari)": (box) => {
    finish(box);
    box.tell("keydown", SAFARI);
    box.tell("keyup", SAFARI);
  },
  "the end of the syllable, then a plain key": (box) => {
    finish(box);
    box.tell("keydown", PLAIN);
    box.tell("keyup", PLAIN);
  },
  "the key of the syllable, its end, and the input last (Firefox)": (box) => {
    box.tell("keydown", SYLLABLE);
    box.tell("compositionend", { data: "요" });
    box.value = "안녕하세요";
    box.tell("input");
    box.tell("keyup", PLAIN);
  },
  "the key of the syllable alone, and the text finished without a word": (box) => {
    box.tell("keydown", SYLLABLE);
    box.value = "안녕하세요";
  },
};

for (const [order, tell] of Object.entries(ORDERS)) {
  test(`one Enter sends the finished text once: ${order}`, (t) => {
    const { box, sent } = writing(t);
    tell(box);
    t.mock.timers.tick(1000);
    assert.deepEqual(sent, ["안녕하세요"]);
  });
}

test("the key again, after the browser has drawn breath, sends nothing more and breaks no line", (t) => {
  const { box, sent } = writing(t);
  box.tell("keydown", SYLLABLE);
  finish(box);
  t.mock.timers.tick(20);
  assert.deepEqual(sent, ["안녕하세요"]);
  assert.ok(!box.tell("keydown", PLAIN), "the browser's line break is prevented");
  assert.ok(!box.tell("beforeinput", { inputType: "insertLineBreak" }));
  assert.equal(sent.length, 1);
});

test("two messages in quick succession are two", (t) => {
  const { box, sent } = writing(t);
  box.tell("keydown", SYLLABLE);
  finish(box);
  t.mock.timers.tick(1);
  box.tell("keyup", PLAIN);
  box.value = "네";
  box.tell("input");
  box.tell("keydown", PLAIN);
  assert.deepEqual(sent, ["안녕하세요", "네"]);
});

test("Shift+Enter breaks the line, also in the middle of a syllable", (t) => {
  const { box, sent } = writing(t);
  assert.ok(box.tell("keydown", { ...SYLLABLE, shiftKey: true }));
  finish(box);
  assert.ok(box.tell("beforeinput", { inputType: "insertLineBreak" }));
  t.mock.timers.tick(1000);
  assert.deepEqual(sent, []);
});

for (const [script, data] of Object.entries({ kana: "にほん", Chinese: "你好", hanja: "安寧" })) {
  test(`Enter that chooses a candidate sends nothing: ${script}`, (t) => {
    const { box, sent } = writing(t);
    box.tell("keydown", SYLLABLE);
    finish(box, data);
    t.mock.timers.tick(1000);
    assert.deepEqual(sent, []);
    box.tell("compositionstart");
    finish(box, data);
    box.tell("keydown", SAFARI);
    assert.deepEqual(sent, []);
    box.tell("keyup", PLAIN);
    box.tell("keydown", PLAIN);
    assert.equal(sent.length, 1);
  });
}

test("a key held down sends once", (t) => {
  const { box, sent } = writing(t);
  finish(box);
  for (let repeated = 0; repeated < 10; repeated += 1) {
    assert.ok(!box.tell("keydown", PLAIN));
    t.mock.timers.tick(30);
  }
  assert.deepEqual(sent, ["안녕하세요"]);
});
