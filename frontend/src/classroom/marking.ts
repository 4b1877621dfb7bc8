/** Marking words: whole sentences by their ticks, parts of them by selecting, and moving the edges of
 *  what is marked word by word, which needs no pointer. */
import { announce } from "../announce";
import { shortcut } from "../keys";
import { blocksIn, rangeOf, spanOf, startOf, textOf } from "../text/blocks";
import { stepped, words, type Span } from "../text/sentences";
import { piecesOf } from "./pieces";
import type { Values } from "../fields";

const texts = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(".work-texts [data-text]")];
const list = (): HTMLElement | null => document.getElementById("marks");
let form: HTMLFormElement;

interface Place extends Span {
  text: number;
}

function read(value: string): Place {
  const [text, start, end] = value.split("-").map(Number) as [number, number, number];
  return { text, start, end };
}

function told({ text, start, end }: Place): string {
  return `${text}-${start}-${end}`;
}

/** The tick of a whole sentence. */
function tickOf(value: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`.work-texts input[name=mark][value="${CSS.escape(value)}"]`);
}

function entryOf(value: string): HTMLElement | null {
  return list()?.querySelector<HTMLElement>(`[data-place="${CSS.escape(value)}"]`) ?? null;
}

function entries(): HTMLElement[] {
  return [...(list()?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
}

function wordsAt(place: Place): string {
  const root = texts()[place.text];
  return (root && rangeOf(root, place)?.toString().replace(/\s+/g, " ")) || "";
}

/** Shows in the text what is marked. */
function draw(): void {
  const places = entries().map((entry) => read(entry.dataset.place ?? ""));
  texts().forEach((root, text) => {
    const spans = places.filter((place) => place.text === text);
    for (const block of blocksIn(root)) {
      const pieces = piecesOf(textOf(block), startOf(block), spans);
      if (pieces.length === block.childNodes.length && pieces.length === 1 && !pieces[0]!.marked && block.firstChild instanceof Text) continue;
      block.replaceChildren(
        ...pieces.map((piece) => {
          if (!piece.marked) return document.createTextNode(piece.words);
          const mark = document.createElement("mark");
          mark.textContent = piece.words;
          return mark;
        }),
      );
    }
  });
  const none = document.getElementById("marks-none");
  if (none) none.hidden = places.length > 0;
}

function enter(place: Place, about: string): HTMLElement | null {
  const value = told(place);
  const shape = document.querySelector<HTMLTemplateElement>("#mark-entry");
  const entry = shape?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!entry || !list()) return null;
  entry.dataset.place = value;
  entry.querySelector("[data-words]")!.textContent = wordsAt(place);
  const tick = entry.querySelector<HTMLInputElement>("input[name=mark]")!;
  if (tickOf(value)) tick.remove();
  else tick.value = value;
  const field = entry.querySelector<HTMLInputElement | HTMLSelectElement>("[data-said]")!;
  field.name = `about-${value}`;
  field.id = `f-about-${value}`;
  field.value = about;
  entry.querySelector<HTMLElement>("[data-edges]")!.hidden = false;
  entry.querySelector<HTMLLabelElement>("label[data-about]")!.htmlFor = field.id;
  const after = entries().find((one) => order(read(one.dataset.place ?? ""), place) > 0);
  if (after) after.before(entry);
  else list()!.append(entry);
  return entry;
}

function order(one: Place, other: Place): number {
  return one.text - other.text || one.start - other.start || one.end - other.end;
}

function add(place: Place, about = ""): void {
  const tick = tickOf(told(place));
  if (tick) tick.checked = true;
  if (!entryOf(told(place))) enter(place, about);
}

function remove(value: string): void {
  const tick = tickOf(value);
  if (tick) tick.checked = false;
  entryOf(value)?.remove();
}

function changed(): void {
  draw();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The marks that values speak of, added or taken away. */
export function ensureMarks(values: Values): void {
  if (!list()) return;
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith("mark=")) continue;
    if (value === "1") add(read(name.slice(5)));
    else remove(name.slice(5));
  }
  draw();
}

function move(entry: HTMLElement, side: "start" | "end", by: 1 | -1): void {
  const from = read(entry.dataset.place ?? "");
  const root = texts()[from.text];
  if (!root) return;
  const all = blocksIn(root).flatMap((block) => words(textOf(block), root.lang || "en", startOf(block)));
  const to: Place = { text: from.text, ...stepped(from, all, side, by) };
  if (told(to) === told(from) || entryOf(told(to))) return;
  const about = entry.querySelector<HTMLInputElement | HTMLSelectElement>("[data-said]")?.value ?? "";
  remove(told(from));
  add(to, about);
  changed();
  entryOf(told(to))?.querySelector("details")?.setAttribute("open", "");
  entryOf(told(to))?.querySelector<HTMLElement>(`[data-edge="${side}"][data-by="${by}"]`)?.focus();
  announce(`Marked: ${wordsAt(to)}`);
}

function picked(): Place | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = texts().findIndex((root) => root.contains(range.startContainer) || root.contains(range.endContainer));
  const span = text < 0 ? null : spanOf(texts()[text]!, range);
  return span ? { text, ...span } : null;
}

function mark(): void {
  const place = picked();
  if (!place || entryOf(told(place))) return;
  add(place);
  document.getSelection()?.removeAllRanges();
  changed();
  announce(`Marked: ${wordsAt(place)}`);
}

function onTick(event: Event): void {
  const tick = event.target as HTMLInputElement;
  if (tick.name !== "mark") return;
  if (tick.checked) add(read(tick.value));
  else remove(tick.value);
  changed();
}

function onEdge(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>("[data-edge]");
  const entry = button?.closest<HTMLElement>("[data-place]");
  if (button && entry) move(entry, button.dataset.edge as "start" | "end", Number(button.dataset.by) as 1 | -1);
}

export function listenForMarks(task: HTMLFormElement): void {
  form = task;
  const bar = document.getElementById("mark-bar");
  if (!list() || !bar) return;
  for (const edges of document.querySelectorAll<HTMLElement>("details[data-edges]")) edges.hidden = false;
  document.addEventListener("change", onTick);
  document.addEventListener("click", onEdge);
  document.addEventListener("selectionchange", () => (bar.hidden = picked() === null));
  // The selection must still be there when the button is pressed.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.querySelector("button")?.addEventListener("click", mark);
  shortcut("m", "Mark the words that are selected", mark, () => picked() !== null);
}
