/** What was typed and is not saved yet, kept in this browser: one draft for each tab and task, so that
 *  two tabs never write over each other's. A draft goes when the server has it. */
import type { Values } from "../fields";

export interface Kept {
  /** Milliseconds since 1970. */
  at: number;
  /** Which save the page had read, and what stood in it then. */
  revision: string;
  base: Values;
  mine: Values;
}

/** This tab, also after the page is read again. */
function tab(): string {
  let name = sessionStorage.getItem("tab");
  if (!name) sessionStorage.setItem("tab", (name = Math.random().toString(36).slice(2)));
  return name;
}

export function keep(key: string, draft: Kept): boolean {
  try {
    localStorage.setItem(`${key}:${tab()}`, JSON.stringify(draft));
    return true;
  } catch {
    return false; // A full or forbidden store must not get in the way of typing.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(`${key}:${tab()}`);
  } catch {
    // Nothing was kept then.
  }
}

/** Every draft of this task, those of tabs that are gone included, the oldest first. They are taken out. */
export function takeAll(key: string): Kept[] {
  const found: Kept[] = [];
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(`${key}:`));
    for (const name of names) {
      const draft = JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
      if (draft?.mine && draft.base) found.push(draft);
      localStorage.removeItem(name);
    }
  } catch {
    // What cannot be read is left where it is.
  }
  return found.sort((one, other) => one.at - other.at);
}
