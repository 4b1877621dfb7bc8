import assert from "node:assert/strict";
import { test } from "node:test";
import { levels, type Wanted } from "../src/reader/levels";

const note = (top: number, height = 50): Wanted => ({ top, height });

test("notes with room stand level with their marks", () => {
  assert.deepEqual(levels([note(0), note(100), note(300)], 10, 400), [0, 100, 300]);
});

test("without a focus, a note that would overlap moves down", () => {
  assert.deepEqual(levels([note(0), note(20)], 10, 400), [0, 60]);
});

test("the note under focus stands level and those above move up", () => {
  assert.deepEqual(levels([note(100), note(120)], 10, 400, 1), [60, 120]);
});

test("a note with no room above is folded rather than laid over another", () => {
  assert.deepEqual(levels([note(0), note(20)], 10, 400, 1), [null, 20]);
});

test("a note too far from its mark is folded", () => {
  assert.deepEqual(levels([note(0), note(1), note(2)], 10, 70), [0, 60, null]);
});

test("no two notes ever overlap, and the focus is always level", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  for (let round = 0; round < 300; round += 1) {
    const notes = Array.from({ length: 1 + random(12) }, () => note(random(600), 20 + random(150))).sort((a, b) => a.top - b.top);
    const focus = random(2) ? random(notes.length) : null;
    const tops = levels(notes, 8, 300, focus);
    if (focus !== null) assert.equal(tops[focus], notes[focus]!.top);
    const shown = tops.map((top, i) => ({ top, bottom: (top ?? 0) + notes[i]!.height })).filter((one) => one.top !== null);
    for (let i = 1; i < shown.length; i += 1) assert.ok(shown[i]!.top! >= shown[i - 1]!.bottom + 8);
  }
});
