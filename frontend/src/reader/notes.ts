/** Marks in the text and their notes in the margin: which is under focus, and how one gets from one to
 *  the other, by pointer, by key and by tabulator. */
import { announce } from "../announce";
import { shortcut } from "../keys";
import { startOf, textOf } from "../text/blocks";
import { lengthOf } from "../text/codepoints";
import { focus, place } from "./margin";
import { idsOf, isNarrow, onWidthChange, segmentsOf, type Parts } from "./places";
import { closeUnder, isUnder, openUnder } from "./slot";

/** The note that belongs to a passage. */
export function noteOf(parts: Parts, passage: string): HTMLElement | null {
  return parts.reader.querySelector<HTMLElement>(`.note[data-passages~="${CSS.escape(passage)}"]`);
}

/** Puts a passage and its note under focus; `go` moves the keyboard's focus into the note as well. */
export function openNote(parts: Parts, passage: string, go: boolean): void {
  const card = noteOf(parts, passage);
  if (focus.card && focus.card !== card) closeNote(parts);
  focus.card = card;
  focus.passage = passage;
  light(parts, passage);
  card?.classList.add("on");
  if (card && isNarrow() && !isUnder(card)) openUnder(parts.text, card, passageSpan(parts, passage));
  parts.margin.dataset.settled = "";
  place();
  if (go) focusOn(card);
}

/** The note may be folded until the next frame has placed it. */
function focusOn(card: HTMLElement | null): void {
  if (!card) return;
  card.hidden = false;
  card.focus({ preventScroll: true });
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => card.scrollIntoView({ block: "nearest" })));
}

/** Takes the focus from the note: its mark goes back to rest, and on a phone the note to the margin. */
export function closeNote(parts: Parts): void {
  light(parts, null);
  focus.card?.classList.remove("on");
  if (focus.card) closeUnder(focus.card);
  focus.card = null;
  focus.passage = null;
  place();
}

function light(parts: Parts, passage: string | null): void {
  for (const lit of parts.text.querySelectorAll("mark.on")) lit.classList.remove("on");
  if (passage) for (const segment of segmentsOf(parts.text, passage)) segment.classList.add("on");
}

/** The span of a passage, counted from its last segment: enough to find the sentence it ends in. */
function passageSpan(parts: Parts, passage: string): { start: number; end: number } {
  const last = segmentsOf(parts.text, passage).at(-1);
  const block = last?.closest<HTMLElement>("[data-start]");
  if (!last || !block) return { start: 0, end: 1 };
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEndAfter(last);
  const end = startOf(block) + lengthOf(textOf(before.cloneContents()));
  return { start: end - 1, end };
}

/** A mark may stand for several passages; clicking again goes to the next of them. */
function onMark(parts: Parts, mark: HTMLElement): void {
  const ids = idsOf(mark);
  const at = focus.passage ? ids.indexOf(focus.passage) : -1;
  if (ids.length === 1 && at === 0 && isNarrow()) {
    closeNote(parts);
    return;
  }
  const next = ids[(at + 1) % ids.length];
  if (next) openNote(parts, next, isNarrow());
  if (ids.length > 1) announce(`Note ${((at + 1) % ids.length) + 1} of ${ids.length} on these words.`);
}

/** The passages in the order in which they begin. */
function passages(parts: Parts): string[] {
  return [...new Set([...parts.text.querySelectorAll<HTMLElement>("mark[data-passages]")].flatMap(idsOf))];
}

/** From mark to mark, `by` 1 or -1; starts at the first mark in sight. */
function walk(parts: Parts, by: 1 | -1): void {
  const all = passages(parts);
  if (all.length === 0) return;
  const at = focus.passage ? all.indexOf(focus.passage) : -1;
  const next = at >= 0 ? all[(at + by + all.length) % all.length]! : firstInSight(parts, all);
  segmentsOf(parts.text, next)[0]?.scrollIntoView({ block: "center" });
  openNote(parts, next, true);
}

function firstInSight(parts: Parts, all: string[]): string {
  return all.find((id) => (segmentsOf(parts.text, id)[0]?.getBoundingClientRect().top ?? -1) >= 0) ?? all[0]!;
}

function onFocusIn(parts: Parts, card: HTMLElement): void {
  if (card === focus.card) return;
  const passage = idsOf(card)[0];
  if (!passage) return;
  openNote(parts, passage, false);
  segmentsOf(parts.text, passage)[0]?.scrollIntoView({ block: "nearest" });
}

export function startNotes(parts: Parts): void {
  parts.text.addEventListener("click", (event) => {
    const mark = (event.target as Element).closest<HTMLElement>("mark[data-passages]");
    if (mark && document.getSelection()?.isCollapsed !== false) onMark(parts, mark);
  });
  parts.reader.addEventListener("click", (event) => {
    if ((event.target as Element).closest(".close-note")) backToText(parts);
  });
  parts.margin.addEventListener("focusin", (event) => {
    const card = (event.target as Element).closest<HTMLElement>(".note");
    if (card && !isNarrow()) onFocusIn(parts, card);
  });
  parts.margin.addEventListener("click", (event) => {
    const card = (event.target as Element).closest<HTMLElement>(".note");
    if (card && !isUnder(card)) onFocusIn(parts, card);
  });
  parts.reader.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (event.target as Element).closest(".note")) backToText(parts);
  });
  onWidthChange(() => closeNote(parts));
  const any = (): boolean => parts.text.querySelector("mark[data-passages]") !== null;
  shortcut("j", "Next mark in the text", () => walk(parts, 1), any);
  shortcut("k", "Mark before", () => walk(parts, -1), any);
}

/** Closes the note and leaves the focus at its mark. */
function backToText(parts: Parts): void {
  const mark = focus.passage ? segmentsOf(parts.text, focus.passage)[0] : undefined;
  closeNote(parts);
  if (!mark) return;
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
}
