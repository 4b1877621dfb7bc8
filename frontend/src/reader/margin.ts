/** Sets the notes of the margin level with their marks on wide screens. Paragraphs out of sight may not
 *  be laid out (content-visibility), so their marks are estimated until they come near, and the notes
 *  are set again then: out of sight, where nobody sees them move. */
import { blocksIn, endOf, startOf } from "../text/blocks";
import { levels } from "./levels";
import { idsOf, isNarrow, onWidthChange, segmentsOf, type Parts } from "./places";
import { isUnder } from "./slot";

const GAP = 12;
const REACH = 360;

/** Where the panel belongs, as a code point offset, while it is open. */
export interface Focus {
  card: HTMLElement | null;
  passage: string | null;
  panelAt: number | null;
}

export const focus: Focus = { card: null, passage: null, panelAt: null };

const outOfSight = new WeakSet<Element>();
const heights = new WeakMap<HTMLElement, number>();
let parts: Parts | null = null;
let due = 0;

/** Sets all notes at the next frame; called as often as anything changes. */
export function place(): void {
  if (due) return;
  due = window.requestAnimationFrame(() => {
    due = 0;
    if (parts) placeNow(parts);
  });
}

/** Sets all notes at once. */
export function placeNow(in_: Parts): void {
  if (isNarrow()) {
    release(in_);
    return;
  }
  const cards = cardsOf(in_).map((card) => ({ card, top: wantedTop(in_, card), height: heightOf(card) }));
  cards.sort((a, b) => a.top - b.top);
  const at = cards.findIndex(({ card }) => card === (focus.panelAt === null ? focus.card : in_.panel));
  const tops = levels(cards, GAP, REACH, at < 0 ? null : at);
  let bottom = 0;
  cards.forEach(({ card, height }, i) => {
    const top = tops[i];
    card.hidden = top === null || top === undefined;
    if (!card.hidden) card.style.top = `${Math.round(top!)}px`;
    bottom = Math.max(bottom, (top ?? 0) + height);
  });
  in_.margin.style.minHeight = `${Math.round(bottom)}px`;
  in_.margin.dataset.placed = "";
}

function release(in_: Parts): void {
  delete in_.margin.dataset.placed;
  in_.margin.style.minHeight = "";
  for (const card of cardsOf(in_)) card.hidden = false;
}

function cardsOf(in_: Parts): HTMLElement[] {
  const notes = [...in_.margin.querySelectorAll<HTMLElement>(":scope > .note")];
  return focus.panelAt === null || isUnder(in_.panel) ? notes : [...notes, in_.panel];
}

/** A folded note has no height, so heights are remembered; the panel grows and is measured each time. */
function heightOf(card: HTMLElement): number {
  const seen = card.offsetHeight;
  if (seen > 0) heights.set(card, seen);
  return seen || (heights.get(card) ?? 110);
}

function wantedTop(in_: Parts, card: HTMLElement): number {
  const origin = in_.margin.getBoundingClientRect().top;
  if (card === in_.panel) return levelOf(in_, focus.panelAt ?? 0) - origin;
  const passage = card === focus.card && focus.passage ? focus.passage : idsOf(card)[0];
  const mark = passage ? segmentsOf(in_.text, passage)[0] : undefined;
  const block = mark?.closest("[data-start]");
  if (mark && block && !outOfSight.has(block)) return mark.getBoundingClientRect().top - origin;
  return levelOf(in_, Number(card.dataset.start ?? 0)) - origin;
}

/** The height of an offset, by its share of its block: exact enough for what is out of sight. */
function levelOf(in_: Parts, offset: number): number {
  const block = blocks.find((one) => endOf(one) >= offset) ?? blocks[blocks.length - 1];
  if (!block) return in_.text.getBoundingClientRect().top;
  const box = block.getBoundingClientRect();
  const share = (offset - startOf(block)) / Math.max(1, endOf(block) - startOf(block));
  return box.top + Math.max(0, share) * Math.max(0, box.height - 30);
}

let blocks: HTMLElement[] = [];

/** To be called whenever text or notes were replaced. */
export function refreshMargin(): void {
  if (!parts) return;
  blocks = blocksIn(parts.text);
  for (const card of cardsOf(parts)) sizes.observe(card);
  sizes.observe(parts.panel);
  place();
}

const sizes = new ResizeObserver(place);

/** Starts the margin: places now, before the first paint, and again whenever something changes. */
export function startMargin(given: Parts): void {
  parts = given;
  blocks = blocksIn(given.text);
  given.text.addEventListener("contentvisibilityautostatechange", (event) => {
    const { skipped } = event as Event & { skipped: boolean };
    const block = event.target as Element;
    if (skipped) outOfSight.add(block);
    else outOfSight.delete(block);
    place();
  }, true);
  placeNow(given);
  refreshMargin();
  sizes.observe(given.text);
  onWidthChange(place);
  void document.fonts.ready.then(place);
}
