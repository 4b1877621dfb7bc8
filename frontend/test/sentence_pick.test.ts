import assert from "node:assert/strict";
import { test } from "node:test";
import { go, isIn, nudge, sentenceAt, spanOfPick, startAt } from "../src/reader/sentence_pick";

const SENTENCES = [
  { start: 0, end: 10 },
  { start: 11, end: 20 },
  { start: 22, end: 30 },
];

test("moving picks one sentence, extending picks a run", () => {
  const one = go(startAt(0), 1, false, 3);
  assert.deepEqual(spanOfPick(one, SENTENCES), { start: 11, end: 20 });
  assert.deepEqual(spanOfPick(go(one, 2, true, 3), SENTENCES), { start: 11, end: 30 });
});

test("extending upwards works as well", () => {
  const up = go(go(startAt(2), 1, true, 3), 0, true, 3);
  assert.deepEqual(spanOfPick(up, SENTENCES), { start: 0, end: 30 });
  assert.equal(isIn(up, 1), true);
});

test("the list does not run off its ends", () => {
  assert.equal(go(startAt(0), -1, false, 3).head, 0);
  assert.equal(go(startAt(2), 12, false, 3).head, 2);
});

test("a moved edge is kept until the next sentence is chosen", () => {
  const words = [
    { start: 11, end: 14 },
    { start: 15, end: 19 },
  ];
  const moved = nudge(startAt(1), SENTENCES, words, "start", 1);
  assert.deepEqual(spanOfPick(moved, SENTENCES), { start: 15, end: 20 });
  assert.deepEqual(spanOfPick(go(moved, 1, false, 3), SENTENCES), { start: 11, end: 20 });
});

test("an offset between two sentences belongs to the next", () => {
  assert.equal(sentenceAt(SENTENCES, 21), 2);
  assert.equal(sentenceAt(SENTENCES, 99), 2);
});
