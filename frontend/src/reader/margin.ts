/** Sets the notes of the margin level with their marks on wide screens. Paragraphs out of sight may not
 *  be laid out (content-visibility), so their marks are estimated until they come near, and the notes
 *  are set again then: out of sight, where nobody sees them move. */
import { blocksIn, endOf, rangeOf, startOf } from "../text/blocks";
import { levels } from "./levels";
import { idsOf, isNarrow, onWidthChange, segmentsOf, type Parts } from "./places";
import { isUnder } from "./slot";

const GAP = 12;
const REACH = 360;
const LINE = 30;
const NEAR = 2500;
const WHILE_SCROLLING = 120;

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
let later = 0;

/** Sets all notes while the text scrolls by: what comes next was placed before it is in sight, so
 *  that several frames can pass in between. */
function placeSoon(): void {
  later ||= window.setTimeout(() => {
    later = 0;
    place();
  }, WHILE_SCROLLING);
}

/** Sets all notes at the next frame; called as often as anything changes. */
export function place(): void {
  if (due) return;
  due = window.requestAnimationFrame(() => {
    due = 0;
    if (parts) placeNow(parts);
  });
}

/** Sets all notes at once: first everything is measured, then everything is moved. */
export function placeNow(in_: Parts): void {
  if (isNarrow()) {
    release(in_);
    return;
  }
  const measured = measure(in_);
  const at = measured.findIndex(({ card }) => card === (focus.panelAt === null ? focus.card : in_.panel));
  const tops = levels(measured, GAP, REACH, at < 0 ? null : at);
  apply(in_, measured, tops);
  in_.margin.dataset.placed = "";
}

/** Moves what stands near the window, and all of them the first time: moving a thousand notes at every
 *  change of an estimate is what would make a long text stutter. */
function apply(in_: Parts, measured: Measured[], tops: (number | null)[]): void {
  const inView = -in_.margin.getBoundingClientRect().top;
  const all = !("placed" in in_.margin.dataset);
  let bottom = 0;
  measured.forEach(({ card, height }, i) => {
    const top = tops[i] ?? null;
    bottom = Math.max(bottom, (top ?? 0) + height);
    const near = Math.abs((top ?? measured[i]!.top) - inView) < NEAR;
    if (!all && !near && card !== focus.card) return;
    if (card.hidden !== (top === null)) card.hidden = top === null;
    const style = `${Math.round(top ?? 0)}px`;
    if (top !== null && card.style.top !== style) card.style.top = style;
  });
  const least = `${Math.round(bottom)}px`;
  if (in_.margin.style.minHeight !== least) in_.margin.style.minHeight = least;
}

interface Measured {
  card: HTMLElement;
  top: number;
  height: number;
}

/** Every note with the level it wants and its height, from the top of the margin, in order. */
function measure(in_: Parts): Measured[] {
  const origin = in_.margin.getBoundingClientRect().top;
  const under = hintBottom(in_);
  const boxOf = boxes();
  const all = seats.map((seat) => ({ card: seat.card, top: Math.max(under, levelOf(seat, boxOf) - origin), height: heightOf(seat.card) }));
  if (focus.panelAt !== null && !isUnder(in_.panel)) {
    const seat = seatAt(in_.panel, focus.panelAt, blockOf(focus.panelAt));
    const words = rangeOf(in_.text, { start: focus.panelAt, end: focus.panelAt + 1 })?.getClientRects()[0];
    const top = (words?.top ?? levelOf(seat, boxOf)) - origin;
    all.push({ card: in_.panel, top: Math.max(under, top), height: heightOf(in_.panel) });
  }
  return all.sort((a, b) => a.top - b.top);
}

/** A note, what holds the beginning of its passage, and how far down in it that is (0 to 1). */
interface Seat {
  card: HTMLElement;
  block: HTMLElement | undefined;
  share: number;
  mark?: HTMLElement | undefined;
}

function seatAt(card: HTMLElement, at: number, block: HTMLElement | undefined, mark?: HTMLElement): Seat {
  const share = block ? (at - startOf(block)) / Math.max(1, endOf(block) - startOf(block)) : 0;
  return { card, block, share: Math.max(0, share), mark };
}

/** Measures each block once, or the fold in which it is out of sight. */
function boxes(): (block: HTMLElement) => DOMRect {
  const known = new Map<HTMLElement, DOMRect>();
  return (block) => {
    let box = known.get(block);
    if (!box) {
      box = (block.closest("details:not([open])") ?? block).getBoundingClientRect();
      known.set(block, box);
    }
    return box;
  };
}

/** The level of a seat on the screen: its mark's where that is laid out, else by its share of the block. */
function levelOf(seat: Seat, boxOf: (block: HTMLElement) => DOMRect): number {
  const focused = seat.card === focus.card && focus.passage && parts ? segmentsOf(parts.text, focus.passage)[0] : undefined;
  const mark = focused ?? seat.mark;
  if (!seat.block) return 0;
  const laidOut = mark && !outOfSight.has(seat.block) ? mark.getBoundingClientRect() : null;
  if (laidOut?.height) return laidOut.top;
  const box = boxOf(seat.block);
  return box.top + seat.share * Math.max(0, box.height - LINE);
}

function release(in_: Parts): void {
  delete in_.margin.dataset.placed;
  in_.margin.style.minHeight = "";
  for (const { card } of seats) card.hidden = false;
}

/** The hint at the head of the margin keeps its room. */
function hintBottom(in_: Parts): number {
  const hint = in_.margin.querySelector<HTMLElement>(":scope > .margin-hint");
  return hint ? hint.offsetTop + hint.offsetHeight + GAP : 0;
}

/** A folded note has no height, so heights are remembered; the panel grows and is measured each time. */
function heightOf(card: HTMLElement): number {
  const seen = card.offsetHeight;
  if (seen > 0) heights.set(card, seen);
  return seen || (heights.get(card) ?? 110);
}

let blocks: HTMLElement[] = [];
let seats: Seat[] = [];

function blockOf(offset: number): HTMLElement | undefined {
  return blocks.find((block) => endOf(block) > offset) ?? blocks[blocks.length - 1];
}

/** Finds the seats of all notes; done when text or notes change, not at every placing. */
function findSeats(in_: Parts): Seat[] {
  const marks = new Map<string, HTMLElement>();
  for (const mark of in_.text.querySelectorAll<HTMLElement>("mark[data-passages]"))
    for (const id of idsOf(mark)) if (!marks.has(id)) marks.set(id, mark);
  return [...in_.margin.querySelectorAll<HTMLElement>(":scope > .note")].map((card) => {
    const mark = marks.get(idsOf(card)[0] ?? "");
    const at = Number(card.dataset.start ?? 0);
    return seatAt(card, at, mark?.closest<HTMLElement>("[data-start]") ?? blockOf(at), mark);
  });
}

/** To be called whenever text or notes were replaced. */
export function refreshMargin(): void {
  if (!parts) return;
  blocks = blocksIn(parts.text);
  seats = findSeats(parts);
  for (const { card } of seats) sizes.observe(card);
  sizes.observe(parts.panel);
  place();
}

const sizes = new ResizeObserver(place);
const textSize = new ResizeObserver(placeSoon);

/** Starts the margin: places now, before the first paint, and again whenever something changes. */
export function startMargin(given: Parts): void {
  parts = given;
  given.text.addEventListener("contentvisibilityautostatechange", (event) => {
    const { skipped } = event as Event & { skipped: boolean };
    const block = event.target as Element;
    if (skipped) outOfSight.add(block);
    else outOfSight.delete(block);
    placeSoon();
  }, true);
  refreshMargin();
  placeNow(given);
  textSize.observe(given.text);
  onWidthChange(place);
  document.addEventListener("scrollend", placeSoon);
  void document.fonts.ready.then(place);
}
