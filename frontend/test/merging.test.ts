import { test } from "node:test";
import assert from "node:assert/strict";
import { merged } from "../src/classroom/merging";
import { piecesOf } from "../src/classroom/pieces";
import { same } from "../src/fields";

const roomy = (): number => 100;

test("what only one of two changed is as that one has it", () => {
  const { values, differing } = merged({ a: "1", b: "1", c: "1" }, { a: "2", b: "1", c: "1" }, { a: "1", b: "3", c: "1" }, roomy);
  assert.deepEqual(values, { a: "2", b: "3", c: "1" });
  assert.deepEqual(differing, []);
});

test("words that both changed stand one below the other, and are told", () => {
  const { values, differing } = merged({ why: "" }, { why: "mine" }, { why: "theirs" }, roomy);
  assert.equal(values.why, "theirs\nmine");
  assert.deepEqual(differing, [{ name: "why", mine: "mine", theirs: "theirs" }]);
});

test("words that hold the other's are enough", () => {
  assert.equal(merged({ why: "" }, { why: "a b c" }, { why: "a b" }, roomy).values.why, "a b c");
  assert.equal(merged({ why: "" }, { why: "a b" }, { why: "a b c" }, roomy).values.why, "a b c");
});

test("a choice that both changed, and words for which there is no room, are mine and told", () => {
  for (const room of [0, 5]) {
    const { values, differing } = merged({ rating: "" }, { rating: "true" }, { rating: "false" }, () => room);
    assert.equal(values.rating, "true");
    assert.equal(differing.length, 1);
  }
});

test("a tick is taken away by whoever took it away, and a new one stays", () => {
  const { values, differing } = merged({ "mark=a": "1" }, { "mark=a": "", "mark=b": "1" }, { "mark=a": "1", "mark=c": "1" }, roomy);
  assert.deepEqual(values, { "mark=a": "", "mark=b": "1", "mark=c": "1" });
  assert.deepEqual(differing, []);
});

test("nothing that somebody wrote is gone, whatever three people had", () => {
  const words = ["", "a", "b", "a b"];
  for (const was of words)
    for (const mine of words)
      for (const theirs of words) {
        const { values, differing } = merged({ x: was }, { x: mine }, { x: theirs }, roomy);
        for (const wrote of [mine, theirs]) if (wrote !== was && wrote) assert.ok(values.x!.includes(wrote) || values.x === theirs || differing.length);
        if (mine === theirs) assert.equal(values.x, mine);
      }
});

test("a name that is not there is empty", () => {
  assert.ok(same({ a: "" }, {}));
  assert.ok(!same({ a: "1" }, {}));
});

test("pieces are the words, cut where marks begin and end, in code points", () => {
  const text = "💧 one two";
  assert.deepEqual(piecesOf(text, 10, [{ start: 12, end: 15 }]), [
    { words: "💧 ", marked: false },
    { words: "one", marked: true },
    { words: " two", marked: false },
  ]);
  assert.deepEqual(piecesOf(text, 10, [{ start: 0, end: 12 }, { start: 11, end: 99 }]), [{ words: text, marked: true }]);
  assert.deepEqual(piecesOf(text, 10, []), [{ words: text, marked: false }]);
});
