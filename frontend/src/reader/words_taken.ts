/** While a form is open, selected words can be taken into one of its fields: those that say who said it.
 *  A field stands in [data-words] with a hidden one for the span (data-words-at) and a button
 *  (data-take-words). */
import { announce } from "../announce";
import { rangeOf } from "../text/blocks";
import type { Span } from "../text/sentences";
import { pickedSpan } from "./picked";
import { selectedSpan, type Parts } from "./places";

let latest: Span | null = null;

/** Whether the open form waits for words; the toolbar then keeps out of the way. */
export function takesWords(parts: Parts): boolean {
  return parts.panel.querySelector("[data-take-words]") !== null;
}

/** Fills the field beside the button with the words selected last. */
function take(parts: Parts, button: HTMLElement): void {
  const field = button.closest("[data-words]")?.querySelector<HTMLInputElement>("input:not([type=hidden])");
  const place = button.closest("[data-words]")?.querySelector<HTMLInputElement>("[data-words-at]");
  const words = latest ? rangeOf(parts.text, latest)?.toString() : "";
  if (!field || !place || !latest || !words) {
    announce("Select words in the text first.");
    return;
  }
  field.value = words.replace(/\s+/g, " ");
  place.value = `${latest.start}-${latest.end}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  announce(`Taken: ${field.value}`);
  latest = null;
}

export function startTakingWords(parts: Parts): void {
  document.addEventListener("selectionchange", () => {
    if (!takesWords(parts)) return;
    const span = selectedSpan(parts);
    const same = span?.start === pickedSpan()?.start && span?.end === pickedSpan()?.end;
    if (span && !same) latest = span;
  });
  // A press on the button must not undo the selection that it is about.
  parts.reader.addEventListener("pointerdown", (event) => {
    if ((event.target as Element).closest("[data-take-words]")) event.preventDefault();
  });
  parts.reader.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-take-words]");
    if (button) take(parts, button);
  });
}
