/** Code points and UTF-16 units. Offsets are code points everywhere in the program; the browser counts
 *  UTF-16 units, and the two part ways at the first emoji. Pure. */

/** True where `text` has a surrogate pair at the unit `index`. */
function pairAt(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < 0xd800 || high > 0xdbff || index + 1 >= text.length) return false;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** How many code points `text` has. */
export function lengthOf(text: string): number {
  return toPoints(text, text.length);
}

/** The code points before the UTF-16 unit `unit`; a unit inside a pair counts as before the pair. */
export function toPoints(text: string, unit: number): number {
  let points = 0;
  let at = 0;
  const end = Math.min(unit, text.length);
  while (at < end) {
    const step = pairAt(text, at) ? 2 : 1;
    if (at + step > end) break;
    at += step;
    points += 1;
  }
  return points;
}

/** The UTF-16 unit at which the code point number `points` begins; the end of the text if there are fewer. */
export function toUnits(text: string, points: number): number {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += pairAt(text, at) ? 2 : 1;
  return at;
}

/** The half-open span of `text` without white space at its ends; null if nothing but white space is in it. */
export function trimmed(text: string): { start: number; end: number } | null {
  const body = text.trim();
  if (!body) return null;
  const lead = text.length - text.trimStart().length;
  const start = toPoints(text, lead);
  return { start, end: start + lengthOf(body) };
}
