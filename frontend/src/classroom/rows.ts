/** Rows of an answer: steps back, searches, evidence. There are always empty ones; a button adds more. */
import type { Values } from "../fields";

const ROW = /^([a-z_]+)-(\d+)-/;

function rowsOf(form: HTMLFormElement, name: string): HTMLFieldSetElement[] {
  return [...form.querySelectorAll<HTMLFieldSetElement>(`fieldset[data-row="${CSS.escape(name)}"]`)];
}

/** One more empty row below the others. */
export function addRow(form: HTMLFormElement, name: string): HTMLFieldSetElement | null {
  const rows = rowsOf(form, name);
  const last = rows.at(-1);
  if (!last) return null;
  const row = last.cloneNode(true) as HTMLFieldSetElement;
  const number = rows.length;
  for (const field of row.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("input, select, textarea")) {
    field.name = field.name.replace(ROW, `$1-${number}-`);
    field.id = `f-${field.name}`;
    if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
    else if (field.type === "checkbox") (field as HTMLInputElement).checked = false;
    else field.value = "";
  }
  for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace(/^f-([a-z_]+)-\d+-/, `f-$1-${number}-`);
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = `${legend.textContent?.replace(/\s*\d+$/, "") ?? ""} ${number + 1}`;
  last.after(row);
  return row;
}

/** As many rows as the values speak of. */
export function ensureRows(form: HTMLFormElement, values: Values): void {
  for (const [key, value] of Object.entries(values)) {
    const row = ROW.exec(key);
    if (!row || !value) continue;
    while (rowsOf(form, row[1]!).length <= Number(row[2])) if (!addRow(form, row[1]!)) break;
  }
}

export function listenForRows(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[data-more]")) {
    button.hidden = false;
    button.addEventListener("click", () => addRow(form, button.dataset.more ?? "")?.querySelector<HTMLElement>("input, select")?.focus());
  }
}
