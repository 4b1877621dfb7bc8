/** The form for the picked words. It comes from the server, stands beside the words (under their sentence
 *  on a phone), posts by htmx, and goes when the server says that something was recorded. */
import htmx from "htmx.org";
import { announce } from "../announce";
import type { Span } from "../text/sentences";
import { focus, place, refreshMargin } from "./margin";
import { closeNote, openNote } from "./notes";
import { pick, pickedSpan, unpick } from "./picked";
import { blockAtEnd, isNarrow, type Parts } from "./places";
import { closeUnder, isUnder, openUnder } from "./slot";

/** The address of the form for a span: the button's own, with start and end in code points. */
export function formAddress(base: string, span: Span): string {
  const address = new URL(base, location.href);
  address.searchParams.set("start", String(span.start));
  address.searchParams.set("end", String(span.end));
  return address.pathname + address.search;
}

/** Fetches the form and puts it beside the picked words. */
export async function openPanel(parts: Parts, base: string, span: Span): Promise<void> {
  closeNote(parts);
  pick(parts.text, span);
  document.getSelection()?.removeAllRanges();
  await htmx.ajax("get", formAddress(base, span), { target: parts.panel, swap: "innerHTML" });
  if (!parts.panel.firstElementChild) return;
  seat(parts);
  focusFirst(parts.panel);
}

/** Puts the panel where it belongs at this width. */
function seat(parts: Parts): void {
  const span = pickedSpan();
  if (!span) return;
  focus.panelAt = span.start;
  // Moving an element takes the focus out of it, so it is not moved twice.
  if (isNarrow() && !isUnder(parts.panel)) openUnder(parts.text, parts.panel, span);
  parts.margin.dataset.settled = "";
  place();
}

function focusFirst(panel: HTMLElement): void {
  const wrong = panel.querySelector<HTMLElement>("[aria-invalid=true]");
  const first = panel.querySelector<HTMLElement>("[autofocus], textarea, select, input:not([type=hidden])");
  const aim = wrong ?? first ?? panel;
  aim.focus({ preventScroll: true });
  window.requestAnimationFrame(() => aim.scrollIntoView({ block: "nearest" }));
}

export function closePanel(parts: Parts): void {
  closeUnder(parts.panel);
  parts.panel.replaceChildren();
  focus.panelAt = null;
  unpick();
  place();
}

/** What the server says in HX-Trigger-After-Settle after it has recorded something. */
interface Recorded {
  passage?: number | string;
  said?: string;
}

function onRecorded(parts: Parts, event: Event): void {
  const { passage, said } = (event as CustomEvent<Recorded>).detail;
  closePanel(parts);
  refreshMargin();
  announce(said ?? "Recorded.");
  if (passage !== undefined) openNote(parts, String(passage), true);
}

export function startPanel(parts: Parts): void {
  parts.reader.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-close-panel]")) cancel(parts);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && parts.panel.firstElementChild) cancel(parts);
  });
  document.addEventListener("recorded", (event) => onRecorded(parts, event));
  // Blocks of text may be replaced by the answer: what we moved into them must be home before.
  document.addEventListener("htmx:beforeSwap", () => closeUnder());
  document.addEventListener("htmx:afterSettle", () => afterSwap(parts));
}

function afterSwap(parts: Parts): void {
  refreshMargin();
  const span = pickedSpan();
  if (!span || !parts.panel.firstElementChild || focus.panelAt === null) return;
  pick(parts.text, span);
  seat(parts);
  if (parts.panel.querySelector("[aria-invalid=true]")) focusFirst(parts.panel);
}

/** Closes without recording, and goes back to where the words stand; the draft stays in the browser. */
function cancel(parts: Parts): void {
  const span = pickedSpan();
  closePanel(parts);
  const block = (span && blockAtEnd(parts.text, span)) ?? parts.text;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
}
