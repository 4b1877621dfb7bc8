/** Unsaved words are kept in this browser and offered back. A form asks for it with data-draft="KEY".
 *  Nothing secret is kept: no passwords, no files, no hidden fields. A draft goes when its form was
 *  accepted, when the person throws it away, or after a month. */
import { differs, isFresh, stillWaiting, type Draft } from "./draft_rules";
import { fieldsOf, fill, valuesOf, type Field, type Values } from "./fields";

const WAIT_MS = 400;
const timers = new WeakMap<HTMLFormElement, number>();

function keyOf(form: HTMLFormElement): string {
  return `draft:${document.body.dataset.user ?? ""}:${form.dataset.draft ?? ""}`;
}

function putBack(form: HTMLFormElement, values: Values): void {
  fill(form, values);
  for (const field of fieldsOf(form)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
    return draft && isFresh(draft, Date.now()) ? draft : null;
  } catch {
    return null;
  }
}

function keep(form: HTMLFormElement): void {
  const draft: Draft = { at: Date.now(), values: valuesOf(form) };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(draft));
  } catch {
    // A full or forbidden store must not get in the way of typing.
  }
}

function onInput(event: Event): void {
  const form = (event.target as Field).form;
  if (!form?.dataset.draft) return;
  window.clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => keep(form), WAIT_MS));
}

/** Offers the draft above the form, if there is one that says something else than the form does. */
function offer(form: HTMLFormElement): void {
  if (form.querySelector(".draft-offer, [aria-invalid=true]")) return;
  const draft = read(keyOf(form));
  if (!draft || !differs(draft.values, valuesOf(form))) return;
  const bar = document.createElement("div");
  bar.className = "draft-offer";
  bar.setAttribute("role", "status");
  const words = document.createElement("p");
  const when = new Date(draft.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  words.textContent = `You left unsaved words here on ${when}.`;
  bar.append(words, choice("Put them back", () => putBack(form, draft.values), bar), choice("Throw them away", () => forget(form), bar));
  form.prepend(bar);
}

function choice(label: string, act: () => void, bar: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = label;
  button.addEventListener("click", () => {
    act();
    bar.remove();
  });
  return button;
}

function forget(form: HTMLFormElement): void {
  window.clearTimeout(timers.get(form));
  localStorage.removeItem(keyOf(form));
}

/** A form that leaves the page: whether it was accepted is seen on the next page. */
function onSubmit(event: Event): void {
  const form = event.target as HTMLFormElement;
  if (!form.dataset?.draft) return;
  keep(form);
  sessionStorage.setItem("draft-sent", keyOf(form));
}

function settleSent(): void {
  const key = sessionStorage.getItem("draft-sent");
  if (!key) return;
  sessionStorage.removeItem("draft-sent");
  const form = [...document.querySelectorAll<HTMLFormElement>("form[data-draft]")].find((one) => keyOf(one) === key);
  const refused = form?.querySelector("[aria-invalid=true], .form-errors, .errorlist") != null;
  if (!stillWaiting({ refused, errorPage: "error" in document.body.dataset })) localStorage.removeItem(key);
}

/** An answer by htmx. The form may be gone from the page by now; what asks inside it (similar claims) is no sending. */
function afterRequest(event: Event): void {
  const { xhr, requestConfig } = (event as CustomEvent<{ xhr: XMLHttpRequest; requestConfig: { verb: string; elt: HTMLElement } }>).detail;
  const form = requestConfig.elt.closest<HTMLFormElement>("form[data-draft]");
  if (!form || requestConfig.verb === "get") return;
  sessionStorage.removeItem("draft-sent");
  if (xhr.status >= 200 && xhr.status < 300) forget(form);
}

export function listenForDrafts(): void {
  settleSent();
  document.addEventListener("input", onInput);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:afterRequest", afterRequest);
  const offerAll = (root: ParentNode): void => root.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach(offer);
  offerAll(document);
  document.addEventListener("htmx:load", (event) => offerAll((event as CustomEvent<{ elt: HTMLElement }>).detail.elt.parentElement ?? document));
}
