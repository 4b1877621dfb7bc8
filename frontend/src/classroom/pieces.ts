/** Words cut where marks begin and end, as the server cuts them. Pure; offsets are code points. */
import { toUnits } from "../text/codepoints";
import type { Span } from "../text/sentences";

export interface Piece {
  words: string;
  marked: boolean;
}

/** The pieces of `text`, which begins at `start`; together they are the whole of it. */
export function piecesOf(text: string, start: number, spans: Span[]): Piece[] {
  const end = start + [...text].length;
  const near = spans.filter((span) => span.start < end && span.end > start);
  const edges = new Set([start, end]);
  for (const span of near) edges.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const sorted = [...edges].sort((one, other) => one - other);
  const found: Piece[] = [];
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    const [from, to] = [sorted[at]!, sorted[at + 1]!];
    const words = text.slice(toUnits(text, from - start), toUnits(text, to - start));
    const marked = near.some((span) => span.start <= from && to <= span.end);
    const last = found.at(-1);
    if (last && last.marked === marked) last.words += words;
    else found.push({ words, marked });
  }
  return found;
}
