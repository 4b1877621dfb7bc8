import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf, toPoints, toUnits, trimmed } from "../src/text/codepoints";

const FACES = "a😀b𝒞é"; // 5 code points, 7 units

test("an emoji is one code point and two units", () => {
  assert.equal(lengthOf(FACES), 5);
  assert.equal(FACES.length, 7);
});

test("units and code points are each other's inverse at every code point", () => {
  for (let points = 0; points <= 5; points += 1) assert.equal(toPoints(FACES, toUnits(FACES, points)), points);
});

test("a unit inside a pair counts as before the pair", () => {
  assert.equal(toPoints(FACES, 2), 1);
});

test("offsets beyond the end stop at the end", () => {
  assert.equal(toUnits(FACES, 99), 7);
  assert.equal(toPoints(FACES, 99), 5);
});

test("a lone surrogate is a code point of its own, as it is in Python", () => {
  assert.equal(lengthOf("a\ud83db"), 3);
});

test("trimming keeps inner space and counts in code points", () => {
  assert.deepEqual(trimmed("  😀 x\n"), { start: 2, end: 5 });
  assert.equal(trimmed(" \n"), null);
});
