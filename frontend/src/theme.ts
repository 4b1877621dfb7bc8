/** Light, dark, or as the machine says. Kept in a cookie, so that the server writes it into the page
 *  and no page is ever painted in the wrong one first. */

const YEAR = 60 * 60 * 24 * 365;

function choose(theme: string): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  const age = root.dataset.theme ? YEAR : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  show(theme);
}

function show(theme: string): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-set-theme]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
}

/** Wires the buttons with data-set-theme ("light", "dark", "auto"). */
export function listenForTheme(): void {
  show(document.documentElement.dataset.theme ?? "auto");
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-set-theme]");
    if (button) choose(button.dataset.setTheme ?? "auto");
  });
}
