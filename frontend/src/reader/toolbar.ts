/** The quiet toolbar that stands beside selected words. Its buttons carry data-pick (the address of a
 *  form) and data-key; a mouse, a finger and the keyboard's own text selection all lead here. */
import { shortcut } from "../keys";
import { rangeOf } from "../text/blocks";
import type { Span } from "../text/sentences";
import { openPanel } from "./panel";
import { isNarrow, selectedSpan, type Parts } from "./places";
import { takesWords } from "./words_taken";

const WAIT_MS = 120;
const FINGER = window.matchMedia("(pointer: coarse)");
let selected: Span | null = null;
let pressing = false;
let timer = 0;

/** The buttons of the toolbar: the same actions serve the sentence list. */
export function pickButtons(parts: Parts): HTMLButtonElement[] {
  return [...parts.reader.querySelectorAll<HTMLButtonElement>(".pick [data-pick]")];
}

function update(parts: Parts, bar: HTMLElement): void {
  selected = pressing ? selected : selectedSpan(parts);
  bar.hidden = selected === null || pressing || takesWords(parts);
  if (selected && !bar.hidden) setBeside(parts, bar, selected);
}

/** Below the last of the words, above the first where there is no room; at the foot for fingers. */
function setBeside(parts: Parts, bar: HTMLElement, span: Span): void {
  const atFoot = isNarrow() || FINGER.matches;
  bar.classList.toggle("at-foot", atFoot);
  bar.style.top = bar.style.left = "";
  const lines = rangeOf(parts.text, span)?.getClientRects();
  const first = lines?.[0];
  const last = lines?.[lines.length - 1];
  if (atFoot || !first || !last) return;
  const frame = parts.reader.getBoundingClientRect();
  const below = last.bottom + 10;
  const top = below + bar.offsetHeight < window.innerHeight ? below : first.top - bar.offsetHeight - 10;
  const left = Math.min(Math.max(last.left, frame.left), frame.right - bar.offsetWidth);
  bar.style.top = `${top - frame.top}px`;
  bar.style.left = `${left - frame.left}px`;
}

function run(parts: Parts, bar: HTMLElement, button: HTMLButtonElement): void {
  const span = selected ?? selectedSpan(parts);
  if (!span || !button.dataset.pick) return;
  bar.hidden = true;
  selected = null;
  void openPanel(parts, button.dataset.pick, span);
}

export function startToolbar(parts: Parts): void {
  const bar = parts.reader.querySelector<HTMLElement>(".pick");
  if (!bar) return;
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => update(parts, bar), WAIT_MS);
  };
  document.addEventListener("selectionchange", soon);
  document.addEventListener("pointerdown", (event) => (pressing = !bar.contains(event.target as Node)));
  for (const end of ["pointerup", "pointercancel"])
    document.addEventListener(end, () => {
      pressing = false;
      soon();
    });
  // A press on the toolbar must not undo the selection that it is about.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  for (const button of pickButtons(parts)) {
    button.addEventListener("click", () => run(parts, bar, button));
    const key = button.dataset.key;
    if (key) shortcut(key, `${button.textContent?.trim() ?? ""}: the selected words`, () => run(parts, bar, button), () => selectedSpan(parts) !== null);
  }
}
