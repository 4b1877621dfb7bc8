/** The reader page: finds its parts and starts what works on them. The page reads well without. */
import { startMargin } from "./margin";
import { startNotes } from "./notes";
import { startPanel } from "./panel";
import type { Parts } from "./places";
import { startSentenceList } from "./sentence_list";
import { startToolbar } from "./toolbar";
import { startTakingWords } from "./words_taken";

function findParts(): Parts | null {
  const reader = document.querySelector<HTMLElement>("[data-reader]");
  const text = reader?.querySelector<HTMLElement>("#text");
  const margin = reader?.querySelector<HTMLElement>("#margin");
  const panel = reader?.querySelector<HTMLElement>("#panel");
  return reader && text && margin && panel ? { reader, text, margin, panel } : null;
}

export function startReader(): void {
  const parts = findParts();
  if (!parts) return;
  startMargin(parts);
  startNotes(parts);
  startPanel(parts);
  startToolbar(parts);
  startTakingWords(parts);
  startSentenceList(parts);
}
