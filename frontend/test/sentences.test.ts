import assert from "node:assert/strict";
import { test } from "node:test";
import { toUnits } from "../src/text/codepoints";
import { sentences, stepped, words, type Span } from "../src/text/sentences";

function said(text: string, spans: Span[]): string[] {
  return spans.map(({ start, end }) => text.slice(toUnits(text, start), toUnits(text, end)));
}

test("sentences come without the white space between them", () => {
  const text = "The town knew.  It told nobody!\n";
  assert.deepEqual(said(text, sentences(text)), ["The town knew.", "It told nobody!"]);
});

test("titles, initials and abbreviations end no sentence", () => {
  for (const text of [
    "Dr. Reel met Mrs. Anders on Monday.",
    "It was signed by J. Dostal of the council.",
    "The U.S. Treasury sent a note.",
    "See p. 4 of the report, i.e. the log.",
    "The reading (approx. 31 units) was high.",
  ])
    assert.deepEqual(said(text, sentences(text)), [text]);
});

test("a quotation keeps its closing mark", () => {
  const text = "“We were never warned.” She left.";
  assert.deepEqual(said(text, sentences(text)), ["“We were never warned.”", "She left."]);
});

test("offsets are code points and begin where the block begins", () => {
  const text = "😀 One. Two.";
  assert.deepEqual(sentences(text, "en", 100), [
    { start: 100, end: 106 },
    { start: 107, end: 111 },
  ]);
});

test("a language tag that is none falls back to English", () => {
  assert.equal(sentences("One. Two.", "not a tag").length, 2);
});

test("an empty block has no sentences and no words", () => {
  assert.deepEqual(sentences(" \n"), []);
  assert.deepEqual(words("… —"), []);
});

test("words leave out punctuation", () => {
  const text = "It cost 14.2 million, he said.";
  assert.deepEqual(said(text, words(text)), ["It", "cost", "14.2", "million", "he", "said"]);
});

test("an edge moves by one word, out and in", () => {
  const text = "The town knew of it in May.";
  const all = words(text);
  const span = { start: 4, end: 13 }; // town knew
  assert.deepEqual(stepped(span, all, "start", -1), { start: 0, end: 13 });
  assert.deepEqual(stepped(span, all, "start", 1), { start: 9, end: 13 });
  assert.deepEqual(stepped(span, all, "end", 1), { start: 4, end: 16 });
  assert.deepEqual(stepped(span, all, "end", -1), { start: 4, end: 8 });
});

test("narrowing takes a word together with its punctuation", () => {
  const text = "“We were warned,” he said.";
  const all = words(text);
  assert.deepEqual(stepped({ start: 0, end: 17 }, all, "start", 1), { start: 4, end: 17 });
  assert.deepEqual(stepped({ start: 0, end: 17 }, all, "end", -1), { start: 0, end: 8 });
});

test("a span is never emptied and never leaves the text", () => {
  const text = "One two.";
  const all = words(text);
  assert.deepEqual(stepped({ start: 0, end: 3 }, all, "end", -1), { start: 0, end: 3 });
  assert.deepEqual(stepped({ start: 0, end: 3 }, all, "start", -1), { start: 0, end: 3 });
  assert.deepEqual(stepped({ start: 4, end: 7 }, all, "end", 1), { start: 4, end: 7 });
});
