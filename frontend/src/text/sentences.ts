/** Sentences and words of one block of text, as code point spans. Pure.
 *  The browser's segmenter does the work; what it cuts after "Dr." or "p." is joined again. */
import { lengthOf, trimmed } from "./codepoints";

export interface Span {
  start: number;
  end: number;
}

/** Ends of a segment after which a sentence goes on: titles, initials, "No. 4", "approx. 9". */
const GOES_ON =
  /(?:^|[\s("“‘'])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Pres|St|Mt|Jr|Sr|vs|cf|al|ca|approx|No|Nos|Nr|Art|Fig|pp?|ed|eds|vol|e\.g|i\.e|z\.B|d\.h|u\.a|bzw|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.[\s"”’')]*$/u;
const STARTS_LOW = /^[\s"”’')\]]*\p{Ll}/u;
const DOTTED_NAME = /(?:\p{Lu}\.){2,}\s*$/u;

/** True where `next` is more of the sentence that `before` seemed to end. */
function goesOn(before: string, next: string): boolean {
  if (/\n\s*$/.test(before)) return false;
  return GOES_ON.test(before) || DOTTED_NAME.test(before) || (/\.\s*$/.test(before) && STARTS_LOW.test(next));
}

/** The pieces of `text`, in order, that together are the whole of it. */
function pieces(text: string, language: string): string[] {
  const joined: string[] = [];
  for (const { segment } of segmenter(language, "sentence").segment(text)) {
    const before = joined[joined.length - 1];
    if (before !== undefined && goesOn(before, segment)) joined[joined.length - 1] = before + segment;
    else joined.push(segment);
  }
  return joined;
}

/** A segmenter for the language, or for English where the tag is not one. */
function segmenter(language: string, granularity: "sentence" | "word"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language || "en", { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}

/** The sentences of a block that begins at the code point `from`, without the white space around them. */
export function sentences(text: string, language = "en", from = 0): Span[] {
  const found: Span[] = [];
  let at = from;
  for (const piece of pieces(text, language)) {
    const span = trimmed(piece);
    if (span) found.push({ start: at + span.start, end: at + span.end });
    at += lengthOf(piece);
  }
  return found;
}

/** The words of a block that begins at the code point `from`; punctuation is no word. */
export function words(text: string, language = "en", from = 0): Span[] {
  const found: Span[] = [];
  let at = from;
  for (const { segment, isWordLike } of segmenter(language, "word").segment(text)) {
    const length = lengthOf(segment);
    if (isWordLike) found.push({ start: at, end: at + length });
    at += length;
  }
  return found;
}

/** The span with one edge moved by a word, over the punctuation between. Never empty, never beyond the words. */
export function stepped(span: Span, all: Span[], side: "start" | "end", by: 1 | -1): Span {
  const inside = all.filter((word) => word.start >= span.start && word.end <= span.end);
  const moved = side === "start" ? { start: startMoved(span, all, inside, by), end: span.end } : { start: span.start, end: endMoved(span, all, inside, by) };
  return moved.start < moved.end ? moved : span;
}

function startMoved(span: Span, all: Span[], inside: Span[], by: 1 | -1): number {
  const to = by > 0 ? inside[1] : all.filter((word) => word.start < span.start).at(-1);
  return to?.start ?? span.start;
}

function endMoved(span: Span, all: Span[], inside: Span[], by: 1 | -1): number {
  const to = by > 0 ? all.find((word) => word.end > span.end) : inside.at(-2);
  return to?.end ?? span.end;
}
