/** Two people, or two tabs, who wrote in one answer: what both of them say. Pure. */
import type { Values } from "../fields";

export interface Differing {
  name: string;
  mine: string;
  theirs: string;
}

/** `values` is what both say together; `differing` are the fields that both of them changed.
 *
 *  A field that only one of them changed is as that one has it. Words that both changed are put one
 *  below the other where there is `room` (characters that the field takes, 0 for a choice), so that
 *  nothing is lost without anybody having decided so; a choice that both changed is mine. */
export function merged(base: Values, mine: Values, theirs: Values, room: (name: string) => number): { values: Values; differing: Differing[] } {
  const values: Values = {};
  const differing: Differing[] = [];
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, own, other] = [base[name] ?? "", mine[name] ?? "", theirs[name] ?? ""];
    if (own === other || other === was) values[name] = own;
    else if (own === was) values[name] = other;
    else {
      values[name] = together(own, other, room(name));
      differing.push({ name, mine: own, theirs: other });
    }
  }
  return { values, differing };
}

function together(mine: string, theirs: string, room: number): string {
  if (room === 0 || mine.includes(theirs)) return mine;
  if (theirs.includes(mine)) return theirs;
  const both = `${theirs}\n${mine}`;
  return both.length <= room ? both : mine;
}
