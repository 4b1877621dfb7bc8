/** On a phone a note or the form opens under its sentence: it is moved into the text, and moved back to
 *  its place in the margin afterwards. What was moved is marked data-skip and so never counts as text. */
import type { Span } from "../text/sentences";
import { afterSentence } from "./places";

interface Moved {
  card: HTMLElement;
  home: Comment;
  slot: HTMLElement;
}

let moved: Moved[] = [];

/** Moves the card under the sentence in which the span ends. */
export function openUnder(text: HTMLElement, card: HTMLElement, span: Span): void {
  closeUnder(card);
  const place = afterSentence(text, span);
  if (!place) return;
  const home = document.createComment("");
  card.replaceWith(home);
  const slot = document.createElement("span");
  slot.className = "slot";
  slot.dataset.skip = "";
  slot.append(card);
  const mark = place.startContainer.parentElement?.closest("mark");
  if (mark) mark.after(slot);
  else place.insertNode(slot);
  moved.push({ card, home, slot });
}

/** Moves a card back to the margin; all of them if none is named. */
export function closeUnder(card?: HTMLElement): void {
  for (const one of moved.filter((entry) => !card || entry.card === card)) {
    one.home.replaceWith(one.card);
    const block = one.slot.parentElement;
    one.slot.remove();
    block?.normalize();
  }
  moved = moved.filter((entry) => card && entry.card !== card);
}

export function isUnder(card: HTMLElement): boolean {
  return moved.some((entry) => entry.card === card);
}
