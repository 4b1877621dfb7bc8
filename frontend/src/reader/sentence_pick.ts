/** Which sentences are picked in the sentence list, and the words at its edges. Pure. */
import { stepped, type Span } from "../text/sentences";

export interface Pick {
  /** The sentence where picking began, and the one where it stands now. */
  anchor: number;
  head: number;
  /** The span after its edges were moved by words; null while it is whole sentences. */
  moved: Span | null;
}

export function startAt(index: number): Pick {
  return { anchor: index, head: index, moved: null };
}

/** To sentence `to` (kept within 0 .. count-1); extending keeps the anchor. Moved edges are given up. */
export function go(pick: Pick, to: number, extend: boolean, count: number): Pick {
  const head = Math.max(0, Math.min(count - 1, to));
  return { anchor: extend ? pick.anchor : head, head, moved: null };
}

export function isIn(pick: Pick, index: number): boolean {
  return index >= Math.min(pick.anchor, pick.head) && index <= Math.max(pick.anchor, pick.head);
}

/** The span of text that is picked. */
export function spanOfPick(pick: Pick, sentences: Span[]): Span {
  if (pick.moved) return pick.moved;
  const first = sentences[Math.min(pick.anchor, pick.head)]!;
  const last = sentences[Math.max(pick.anchor, pick.head)]!;
  return { start: first.start, end: last.end };
}

/** One edge moved by one word. */
export function nudge(pick: Pick, sentences: Span[], words: Span[], side: "start" | "end", by: 1 | -1): Pick {
  return { ...pick, moved: stepped(spanOfPick(pick, sentences), words, side, by) };
}

/** The sentence that holds an offset, else the first that ends after it. */
export function sentenceAt(sentences: Span[], offset: number): number {
  const at = sentences.findIndex((sentence) => sentence.end > offset);
  return at < 0 ? Math.max(0, sentences.length - 1) : at;
}
