/** Single-key shortcuts: one table, off while someone types, and off for good where someone says so
 *  (WCAG 2.1.4). "?" shows the table. */

interface Shortcut {
  key: string;
  does: string;
  run: () => void;
  when?: () => boolean;
}

const MEMORY = "shortcuts";
const table: Shortcut[] = [];

/** Adds a key. `when` says whether it means anything at this moment. */
export function shortcut(key: string, does: string, run: () => void, when?: () => boolean): void {
  const known = table.findIndex((entry) => entry.key === key);
  if (known >= 0) table.splice(known, 1);
  table.push(when ? { key, does, run, when } : { key, does, run });
}

export function shortcutsOn(): boolean {
  return localStorage.getItem(MEMORY) !== "off";
}

/** True where a key belongs to what has the focus: fields, menus, the open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, dialog[open], [role=listbox]") !== null)
  );
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!shortcutsOn() || isTyping(event.target)) return;
  const entry = table.find((one) => one.key === event.key.toLowerCase() && (one.when?.() ?? true));
  if (!entry) return;
  event.preventDefault();
  entry.run();
}

function showKeys(dialog: HTMLDialogElement): void {
  const list = dialog.querySelector("dl");
  list?.replaceChildren(
    ...table.flatMap(({ key, does }) => {
      const [term, meaning, cap] = ["dt", "dd", "kbd"].map((tag) => document.createElement(tag)) as [HTMLElement, HTMLElement, HTMLElement];
      cap.textContent = key;
      term.append(cap);
      meaning.textContent = does;
      return [term, meaning];
    }),
  );
  if (!dialog.open) dialog.showModal();
}

/** Starts listening; wires the dialog of base.html and the switch in it. */
export function listenForKeys(): void {
  document.addEventListener("keydown", pressed);
  const dialog = document.getElementById("keys");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const show = (): void => showKeys(dialog);
  shortcut("?", "Show these keys", show);
  shortcut("/", "Go to the search", () => document.querySelector<HTMLElement>(".bar [type=search]")?.focus());
  for (const button of document.querySelectorAll("[data-show-keys]")) button.addEventListener("click", show);
  const off = dialog.querySelector<HTMLInputElement>("input[type=checkbox]");
  if (!off) return;
  off.checked = shortcutsOn();
  off.addEventListener("change", () => localStorage.setItem(MEMORY, off.checked ? "on" : "off"));
}
