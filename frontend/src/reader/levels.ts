/** How high each note of the margin stands. Pure.
 *  A note wants to stand level with its mark. Where notes would overlap, the one under focus keeps its
 *  place, those above it move up and those below move down. A note that would end up farther than
 *  `reach` from its mark is folded away instead: it comes back when its mark is looked at. */

export interface Wanted {
  /** Where the mark stands, in pixels from the top of the margin. */
  top: number;
  height: number;
}

/** Tops in the order of `notes` (which are in order of `top`); null for a folded note. */
export function levels(notes: Wanted[], gap: number, reach: number, focus: number | null = null): (number | null)[] {
  const tops: (number | null)[] = new Array<number | null>(notes.length).fill(null);
  const kept = focus === null ? -1 : focus;
  const anchor = notes[kept];
  if (anchor) {
    tops[kept] = anchor.top;
    upwards(notes, tops, kept, gap, reach);
  }
  downwards(notes, tops, anchor ? kept + 1 : 0, anchor ? anchor.top + anchor.height + gap : 0, gap, reach);
  return tops;
}

function downwards(notes: Wanted[], tops: (number | null)[], from: number, floor: number, gap: number, reach: number): void {
  let free = floor;
  for (let i = from; i < notes.length; i += 1) {
    const note = notes[i]!;
    const top = Math.max(note.top, free);
    if (top - note.top > reach) continue;
    tops[i] = top;
    free = top + note.height + gap;
  }
}

/** Above the focus: first as if there were no focus, then pushed up where that would run into it. */
function upwards(notes: Wanted[], tops: (number | null)[], focus: number, gap: number, reach: number): void {
  const alone: (number | null)[] = new Array<number | null>(focus).fill(null);
  downwards(notes.slice(0, focus), alone, 0, 0, gap, reach);
  let ceiling = notes[focus]!.top - gap;
  for (let i = focus - 1; i >= 0; i -= 1) {
    const note = notes[i]!;
    const top = Math.min(alone[i] ?? note.top, ceiling - note.height);
    if (top < 0 || note.top - top > reach) continue;
    tops[i] = top;
    ceiling = top - gap;
  }
}
