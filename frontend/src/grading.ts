/** Grading: j and k lead to the next and the previous student, and words that are selected in an
 *  answer go along when one remarks on it. The page works without. */
import { shortcut } from "./keys";

function follow(rel: string): void {
  document.querySelector<HTMLAnchorElement>(`a[data-neighbour][rel=${rel}]`)?.click();
}

/** The words selected within one field of an answer; empty where the selection is elsewhere. */
function selectedIn(field: Element): string {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode || !selection.focusNode) return "";
  const inside = field.contains(selection.anchorNode) && field.contains(selection.focusNode);
  return inside ? selection.toString().trim() : "";
}

/** The address of a remark, with the words it is about. */
export function withQuote(address: string, words: string): string {
  return words ? `${address}&quote=${encodeURIComponent(words.slice(0, 2000))}` : address;
}

let words = "";

/** A press on the link takes the selection away, so that it is read before. */
function read(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest("a[data-remark]") : null;
  const field = link?.closest("div")?.querySelector("[data-passage]");
  if (link) words = field ? selectedIn(field) : "";
}

function takeAlong(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest("a[data-remark]") : null;
  if (!link) return;
  const detail = (event as CustomEvent<{ path: string }>).detail;
  detail.path = withQuote(detail.path, words);
}

/** Adds the keys and the selection where a work is graded. */
export function startGrading(): void {
  if (!document.querySelector("[data-neighbour], [data-remark]")) return;
  shortcut("j", "Next student", () => follow("next"));
  shortcut("k", "Previous student", () => follow("prev"));
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, read, { capture: true });
  document.addEventListener("htmx:configRequest", takeAlong);
}
