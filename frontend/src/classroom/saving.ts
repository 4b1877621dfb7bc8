/** Saves an answer as it is typed. What the server does not have yet is kept in this browser, through a
 *  lost connection, a closed laptop and a second tab; where two wrote, both are put together and told. */
import { merged, type Differing } from "./merging";
import { forget, keep, takeAll } from "./store";
import { fieldsOf, fill, nameOf, same, valuesOf, type Values } from "../fields";

const WAIT_MS = 1500;
const AGAIN_MS = [3_000, 10_000, 30_000];
const KEPT = "It is kept in this browser.";

interface Saved {
  revision: number;
  saved_at: string;
  done: number;
  is_answered: boolean;
}

let form: HTMLFormElement;
let base: Values; // What the server has, as far as this page knows.
let timer = 0;
let failures = 0;
let sending: Promise<void> | null = null;

const key = (): string => `work:${document.body.dataset.user ?? ""}:${form.dataset.save ?? ""}`;
const revision = (): HTMLInputElement => form.elements.namedItem("revision") as HTMLInputElement;

function say(words: string, bad = false): void {
  const status = document.getElementById("saved");
  if (!status || status.textContent === words) return;
  status.textContent = words;
  status.classList.toggle("bad", bad);
}

function keepMine(): void {
  keep(key(), { at: Date.now(), revision: revision().value, base, mine: valuesOf(form) });
}

function later(ms: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void save(), ms);
}

function onInput(): void {
  keepMine();
  say("Not saved yet …");
  later(WAIT_MS);
}

/** Sends what is in the form, if the server does not have it; one at a time. */
function save(leaving = false): Promise<void> {
  window.clearTimeout(timer);
  if (sending) return sending.then(() => save(leaving));
  const mine = valuesOf(form);
  if (same(mine, base)) return Promise.resolve();
  sending = send(mine, leaving).finally(() => (sending = null));
  return sending;
}

async function send(mine: Values, leaving: boolean): Promise<void> {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  let answer: Response;
  try {
    answer = await fetch(form.dataset.saveTo ?? "", { method: "POST", body, redirect: "manual", keepalive: leaving, headers: { Accept: "application/json" } });
  } catch {
    return tryAgain("there is no connection");
  }
  if (answer.ok) return settle((await answer.json()) as Saved, mine);
  if (answer.status === 412) return readAgain();
  if (answer.status >= 500 || answer.status === 429) return tryAgain("the server does not answer");
  const said = answer.type === "opaqueredirect" || answer.status === 403 ? "you are not in this class any more in this browser. Come in again with your code." : await saidIn(answer);
  say(`Not saved: ${said} ${KEPT}`, true);
}

async function saidIn(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { said: string }).said;
  } catch {
    return `the server refused it (${answer.status}).`;
  }
}

function tryAgain(why: string): void {
  keepMine();
  say(`Not saved yet: ${why}. ${KEPT}`, true);
  later(AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)]!);
  failures += 1;
}

function settle(saved: Saved, mine: Values): void {
  failures = 0;
  base = mine;
  revision().value = String(saved.revision);
  say(`Saved ${saved.saved_at}.`);
  if (same(valuesOf(form), base)) forget(key());
  else onInput();
  for (const count of document.querySelectorAll("[data-done]")) count.textContent = String(saved.done);
  const here = document.querySelector<HTMLElement>(".steps [aria-current=step] [role=img]");
  if (here) here.textContent = saved.is_answered ? "●" : "○";
  here?.setAttribute("aria-label", saved.is_answered ? "answered" : "not yet");
  document.getElementById("hand-in")?.toggleAttribute("hidden", saved.done === 0);
}

/** Another page saved meanwhile: the page is read again, and what is here is put together with it. */
function readAgain(): void {
  keepMine();
  const name = (document.activeElement as HTMLInputElement | null)?.name;
  if (name) sessionStorage.setItem("was-at", name);
  location.reload();
}

/** How many characters a field takes; 0 for a choice. */
function room(name: string): number {
  const field = fieldsOf(form).find((one) => nameOf(one) === name);
  if (field instanceof HTMLTextAreaElement) return field.maxLength > 0 ? field.maxLength : Infinity;
  return field instanceof HTMLInputElement && field.type === "text" ? field.maxLength : 0;
}

/** What was kept in this browser comes back; `put` writes it into the page. */
function takeBack(put: (values: Values) => void): void {
  const differing: Differing[] = [];
  let back = false;
  for (const draft of takeAll(key())) {
    const now = valuesOf(form);
    const both = merged(draft.revision === revision().value ? now : draft.base, draft.mine, now, room);
    if (same(both.values, now)) continue;
    back = true;
    differing.push(...both.differing);
    put(both.values);
  }
  if (!back) return;
  keepMine();
  if (differing.length) tell(differing);
  say("What you typed here before is back.");
  later(0);
}

/** Shows what both wrote, with a way to have the one or the other. */
function tell(differing: Differing[]): void {
  const shape = document.querySelector<HTMLTemplateElement>("#differing");
  const box = shape?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  const row = box?.querySelector<HTMLElement>("[data-row]");
  if (!box || !row) return;
  for (const one of differing) {
    const shown = row.cloneNode(true) as HTMLElement;
    shown.querySelector("[data-name]")!.textContent = labelOf(one.name);
    choice(shown, "mine", one.name, one.mine);
    choice(shown, "theirs", one.name, one.theirs);
    row.before(shown);
  }
  row.remove();
  form.prepend(box);
}

function choice(shown: HTMLElement, whose: string, name: string, value: string): void {
  const field = fieldsOf(form).find((one) => nameOf(one) === name);
  const label = field instanceof HTMLSelectElement ? [...field.options].find((option) => option.value === value)?.text : value;
  shown.querySelector(`[data-${whose}]`)!.textContent = label || "nothing";
  shown.querySelector(`[data-use="${whose}"]`)?.addEventListener("click", () => {
    fill(form, { [name]: value });
    shown.remove();
    onInput();
  });
}

function labelOf(name: string): string {
  const field = fieldsOf(form).find((one) => nameOf(one) === name);
  const said = field?.type === "radio" ? field.closest("fieldset")?.querySelector("legend") : field?.labels?.[0];
  return said?.textContent?.trim() ?? "A field";
}

/** A form that is sent as a whole waits for what is under way, or it would meet its own save. */
function onSubmit(event: SubmitEvent): void {
  window.clearTimeout(timer);
  keepMine();
  if (!sending) return;
  event.preventDefault();
  void sending.finally(() => form.requestSubmit(event.submitter));
}

export function startSaving(task: HTMLFormElement, put: (values: Values) => void): void {
  form = task;
  base = valuesOf(form);
  takeBack(put);
  document.addEventListener("input", (event) => {
    const field = event.target as HTMLInputElement;
    if (field === (form as unknown) || field.form === form) onInput();
  });
  form.addEventListener("submit", onSubmit);
  window.addEventListener("online", () => void save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && void save(true));
  const was = sessionStorage.getItem("was-at");
  sessionStorage.removeItem("was-at");
  if (was) fieldsOf(form).find((field) => field.name === was)?.focus();
}
