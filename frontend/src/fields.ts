/** What stands in a form, name by name, and putting it back. Ticks are "name=value" to "1" or "".
 *  Nothing secret: no passwords, no files, no hidden fields. */

export type Values = Record<string, string>;
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NOT_FILLED_IN = ["hidden", "password", "file", "submit", "button"];

/** The fields a person fills in. */
export function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((one): one is Field => {
    if (one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) return one.name !== "";
    return one instanceof HTMLInputElement && one.name !== "" && !NOT_FILLED_IN.includes(one.type);
  });
}

function isOf(field: Field, type: string): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === type;
}

/** The name under which a field stands among the values. */
export function nameOf(field: Field): string {
  return isOf(field, "checkbox") ? `${field.name}=${field.value}` : field.name;
}

export function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const field of fieldsOf(form)) {
    if (isOf(field, "checkbox")) values[nameOf(field)] = field.checked ? "1" : "";
    else if (isOf(field, "radio")) values[field.name] = field.checked ? field.value : (values[field.name] ?? "");
    else values[field.name] = field.value;
  }
  return values;
}

/** Puts values into the fields that there are. */
export function fill(form: HTMLFormElement, values: Values): void {
  for (const field of fieldsOf(form)) {
    const value = values[nameOf(field)];
    if (value === undefined) continue;
    if (isOf(field, "checkbox")) field.checked = value === "1";
    else if (isOf(field, "radio")) field.checked = field.value === value;
    else field.value = value;
  }
}

/** Whether two sets of values say the same; a name that is not there is empty. Pure. */
export function same(one: Values, other: Values): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
