/** Small questions about the reader's elements, asked by several of its modules. */
import { endOf, rangeOf, spanOf, startOf, textOf } from "../text/blocks";
import { sentences, type Span } from "../text/sentences";

/** The parts of the page that the reader works with. */
export interface Parts {
  reader: HTMLElement;
  text: HTMLElement;
  margin: HTMLElement;
  panel: HTMLElement;
}

const NARROW = window.matchMedia("(max-width: 60rem)");

/** True where the margin stands below the text instead of beside it. */
export function isNarrow(): boolean {
  return NARROW.matches;
}

export function onWidthChange(run: () => void): void {
  NARROW.addEventListener("change", run);
}

/** The words that are selected in the text; null where none are. */
export function selectedSpan(parts: Parts): Span | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const inText = [selection.anchorNode, selection.focusNode].some((node) => node && parts.text.contains(node));
  return inText ? spanOf(parts.text, selection.getRangeAt(0)) : null;
}

/** The segments of a passage, in order; one passage may be cut into many. */
export function segmentsOf(text: HTMLElement, passage: string): HTMLElement[] {
  return [...text.querySelectorAll<HTMLElement>(`mark[data-passages~="${CSS.escape(passage)}"]`)];
}

export function idsOf(element: HTMLElement): string[] {
  return (element.dataset.passages ?? "").split(/\s+/).filter(Boolean);
}

/** The block that holds the last character of a span. */
export function blockAtEnd(text: HTMLElement, span: Span): HTMLElement | null {
  const blocks = [...text.querySelectorAll<HTMLElement>("[data-start][data-end]")];
  return blocks.find((block) => startOf(block) < span.end && span.end <= endOf(block)) ?? null;
}

/** The range that is empty and stands right after the sentence in which the span ends. */
export function afterSentence(text: HTMLElement, span: Span): Range | null {
  const block = blockAtEnd(text, span);
  if (!block) return null;
  const all = sentences(textOf(block), text.lang || "en", startOf(block));
  const end = all.find((sentence) => sentence.end >= span.end)?.end ?? endOf(block);
  const range = rangeOf(text, { start: end - 1, end });
  range?.collapse(false);
  return range;
}
