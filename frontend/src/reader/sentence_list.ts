/** The sentence list: the text as a listbox, for picking words without a pointer. Arrows move by sentence,
 *  with Shift they extend; [ and ] widen the ends by a word, { and } narrow them; Enter opens the
 *  form of the first tool, a tool's own key its form.
 *  Each key has a button. The words picked are drawn in the text and said aloud. */
import { announce } from "../announce";
import { shortcut, shortcutsOn } from "../keys";
import { blocksIn, endOf, offsetOf, rangeOf, spanOf, startOf, textOf } from "../text/blocks";
import { toUnits } from "../text/codepoints";
import { sentences, words, type Span } from "../text/sentences";
import { openPanel } from "./panel";
import { focus } from "./margin";
import { marksOver } from "./marks_over";
import { pick, unpick, wordsOf } from "./picked";
import { isNarrow, segmentsOf, type Parts } from "./places";
import { go, isIn, nudge, sentenceAt, spanOfPick, startAt, type Pick } from "./sentence_pick";
import { pickButtons } from "./toolbar";

interface Open {
  parts: Parts;
  box: HTMLElement;
  list: HTMLElement;
  options: HTMLElement[];
  spans: Span[];
  state: Pick;
  opener: Element | null;
}

let open: Open | null = null;

/** All sentences of the text with their words and how many passages lie on them, block by block. */
function readSentences(parts: Parts): { spans: Span[]; said: string[]; marked: number[] } {
  const spans: Span[] = [];
  const said: string[] = [];
  const marked: number[] = [];
  for (const block of blocksIn(parts.text)) {
    const text = textOf(block);
    const from = startOf(block);
    const over = marksOver(block);
    for (const span of sentences(text, parts.text.lang || "en", from)) {
      spans.push(span);
      marked.push(over(span));
      said.push(text.slice(toUnits(text, span.start - from), toUnits(text, span.end - from)));
    }
  }
  return { spans, said, marked };
}

/** The words around the picked span: of the blocks it touches and their neighbours. */
function wordsAround(parts: Parts, span: Span): Span[] {
  const blocks = blocksIn(parts.text);
  const first = Math.max(0, blocks.findIndex((block) => endOf(block) > span.start) - 1);
  const after = blocks.findIndex((block) => startOf(block) >= span.end);
  const near = blocks.slice(first, after < 0 ? blocks.length : after + 1);
  return near.flatMap((block) => words(textOf(block), parts.text.lang || "en", startOf(block)));
}

/** Where the list begins: at the selected words, else at those of the open note, else at the first in sight. */
function startOffset(parts: Parts): number {
  const selection = document.getSelection();
  const selected = selection && selection.rangeCount > 0 && !selection.isCollapsed ? spanOf(parts.text, selection.getRangeAt(0)) : null;
  if (selected) return selected.start;
  const marked = focus.passage ? segmentsOf(parts.text, focus.passage)[0] : undefined;
  if (marked) return offsetOf(parts.text, marked, 0) ?? 0;
  const inSight = blocksIn(parts.text).find((block) => block.getBoundingClientRect().bottom > 80);
  return inSight ? startOf(inSight) : 0;
}

function makeOption(words_: string, index: number, marked: number): HTMLElement {
  const option = document.createElement("div");
  option.setAttribute("role", "option");
  option.id = `sentence-${index}`;
  option.tabIndex = -1;
  option.textContent = words_;
  if (marked > 0) {
    const also = document.createElement("span");
    also.className = "how";
    also.textContent = marked === 1 ? " (marked)" : ` (${marked} marks)`;
    option.append(also);
  }
  return option;
}

/** Shows what is picked: in the list, in the text, in words. */
function show(now: Open, say: boolean): void {
  const span = spanOfPick(now.state, now.spans);
  now.options.forEach((option, index) => {
    const chosen = isIn(now.state, index);
    if ((option.getAttribute("aria-selected") === "true") !== chosen) option.setAttribute("aria-selected", String(chosen));
    if ((option.tabIndex === 0) !== (index === now.state.head)) option.tabIndex = index === now.state.head ? 0 : -1;
  });
  pick(now.parts.text, span);
  const picked = wordsOf(now.parts.text, span);
  const line = now.box.querySelector(".picked-words");
  if (line) line.textContent = `“${picked}”`;
  rangeOf(now.parts.text, span)?.startContainer.parentElement?.scrollIntoView({ block: isNarrow() ? "start" : "nearest" });
  if (say) announce(`Picked: ${picked}`);
}

function move(now: Open, to: number, extend: boolean): void {
  now.state = go(now.state, to, extend, now.spans.length);
  show(now, extend);
  now.options[now.state.head]?.focus();
}

function step(now: Open, side: "start" | "end", by: 1 | -1): void {
  const around = wordsAround(now.parts, spanOfPick(now.state, now.spans));
  now.state = nudge(now.state, now.spans, around, side, by);
  show(now, true);
}

const STEPS: Record<string, ["start" | "end", 1 | -1]> = {
  "[": ["start", -1],
  "{": ["start", 1],
  "]": ["end", 1],
  "}": ["end", -1],
};

function target(now: Open, key: string): number | null {
  const { head } = now.state;
  const moves: Record<string, number> = { ArrowDown: head + 1, ArrowUp: head - 1, PageDown: head + 10, PageUp: head - 10, Home: 0, End: now.spans.length - 1 };
  return moves[key] ?? null;
}

function onKey(now: Open, event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const to = target(now, event.key);
  const edge = STEPS[event.key];
  const tool = shortcutsOn() ? pickButtons(now.parts).find((button) => button.dataset.key === event.key) : undefined;
  if (to !== null) move(now, to, event.shiftKey);
  else if (edge) step(now, ...edge);
  else if (event.key === "Enter") choose(now, pickButtons(now.parts)[0]);
  else if (tool) choose(now, tool);
  else return;
  event.preventDefault();
}

/** Opens the form of a toolbar button for what is picked. */
function choose(now: Open, button: HTMLButtonElement | undefined): void {
  const base = button?.dataset.pick;
  const span = spanOfPick(now.state, now.spans);
  close(false);
  if (base) void openPanel(now.parts, base, span);
}

function close(back: boolean): void {
  if (!open) return;
  const { box, opener } = open;
  open = null;
  box.remove();
  if (!back) return;
  unpick();
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
}

/** Fills the template of the page with this text's sentences. */
function build(parts: Parts): Open | null {
  const template = document.getElementById("sentence-list");
  const { spans, said, marked } = readSentences(parts);
  if (!(template instanceof HTMLTemplateElement) || spans.length === 0) return null;
  const box = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const list = box.querySelector<HTMLElement>("[role=listbox]");
  if (!list) return null;
  const options = said.map((words_, index) => makeOption(words_, index, marked[index] ?? 0));
  list.append(...options);
  const state = startAt(sentenceAt(spans, startOffset(parts)));
  return { parts, box, list, options, spans, state, opener: document.activeElement };
}

function wire(now: Open): void {
  now.list.addEventListener("keydown", (event) => onKey(now, event));
  now.list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) move(now, now.options.indexOf(option), event.shiftKey);
  });
  now.box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close(true);
  });
  now.box.querySelector("[data-close]")?.addEventListener("click", () => close(true));
  for (const button of now.box.querySelectorAll<HTMLElement>("[data-step]")) {
    const edge = STEPS[button.dataset.step ?? ""];
    if (edge) button.addEventListener("click", () => step(now, ...edge));
  }
  const actions = now.box.querySelector(".actions");
  pickButtons(now.parts).forEach((original, index) => actions?.append(actionButton(now, original, index === 0)));
}

function actionButton(now: Open, original: HTMLButtonElement, first: boolean): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = original.textContent;
  if (!first) button.className = "quiet";
  button.addEventListener("click", () => choose(now, original));
  return button;
}

function openList(parts: Parts): void {
  if (open) return;
  const now = build(parts);
  if (!now) return;
  open = now;
  document.getSelection()?.removeAllRanges();
  wire(now);
  parts.reader.append(now.box);
  show(now, false);
  now.options[now.state.head]?.focus();
}

export function startSentenceList(parts: Parts): void {
  if (pickButtons(parts).length === 0) return;
  shortcut("s", "Sentence list: pick words without a mouse", () => openList(parts));
  for (const button of parts.reader.querySelectorAll("[data-sentence-list]")) button.addEventListener("click", () => openList(parts));
}
