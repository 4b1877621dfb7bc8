/** How many passages lie on a sentence, for those who cannot see the marks. */
import { startOf, textNodes } from "../text/blocks";
import { lengthOf } from "../text/codepoints";
import type { Span } from "../text/sentences";
import { idsOf } from "./places";

/** A function that counts the passages with words in a span of the block. */
export function marksOver(block: HTMLElement): (span: Span) => number {
  const pieces: (Span & { ids: string[] })[] = [];
  let at = startOf(block);
  for (const node of textNodes(block)) {
    const end = at + lengthOf(node.data);
    const mark = node.parentElement?.closest<HTMLElement>("mark[data-passages]");
    if (mark) pieces.push({ start: at, end, ids: idsOf(mark) });
    at = end;
  }
  return ({ start, end }) => new Set(pieces.filter((piece) => piece.start < end && piece.end > start).flatMap(({ ids }) => ids)).size;
}
