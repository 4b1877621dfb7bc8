/** Two versions compared: j and k lead from change to change. The links on the page do without it. */
import { shortcut } from "./keys";

/** Where the next change is: after the one that has the focus, else after what is in sight. */
function step(changes: HTMLElement[], by: 1 | -1): void {
  const focused = changes.findIndex((one) => one.contains(document.activeElement));
  const seen = changes.filter((one) => one.getBoundingClientRect().top < window.innerHeight / 4).length - 1;
  const from = focused >= 0 ? focused : by > 0 ? seen : seen + 1;
  const next = changes[Math.min(Math.max(from + by, 0), changes.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

/** Adds the keys where a comparison is on the page. */
export function startComparison(): void {
  const changes = [...document.querySelectorAll<HTMLElement>("[data-comparison] [data-change]")];
  if (!changes.length) return;
  shortcut("j", "Next change", () => step(changes, 1));
  shortcut("k", "Previous change", () => step(changes, -1));
}
