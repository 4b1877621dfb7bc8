/** The words picked for a claim, a piece of evidence or a note: kept as a span, drawn over the text. */
import { rangeOf } from "../text/blocks";
import type { Span } from "../text/sentences";

let current: Span | null = null;

export function pickedSpan(): Span | null {
  return current;
}

/** Remembers the span and draws it. The drawing changes nothing in the text itself. */
export function pick(text: HTMLElement, span: Span): void {
  current = span;
  const range = rangeOf(text, span);
  if (!range) return;
  // Words may be picked by key in what is folded; nobody should record what they don't see.
  range.startContainer.parentElement?.closest("details:not([open])")?.setAttribute("open", "");
  if (typeof Highlight === "undefined" || !CSS.highlights) {
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return;
  }
  CSS.highlights.set("picked", new Highlight(range));
}

export function unpick(): void {
  current = null;
  if (typeof Highlight !== "undefined") CSS.highlights?.delete("picked");
}

/** The words of the span, for saying them aloud: all of a short one, the ends of a long one. */
export function wordsOf(text: HTMLElement, span: Span): string {
  const said = rangeOf(text, span)?.toString().replace(/\s+/g, " ") ?? "";
  if (said.length <= 160) return said;
  return `${said.slice(0, 80).replace(/\s\S*$/, "")} … ${said.slice(-60).replace(/^\S*\s/, "")}`;
}
