/** When a draft is worth offering, and when it may go. Pure. */

export interface Draft {
  /** Milliseconds since 1970. */
  at: number;
  /** Field name to value; ticks are "name=value" to "1" or "". */
  values: Record<string, string>;
}

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** Younger than a month. */
export function isFresh(draft: Draft, now: number): boolean {
  return now - draft.at < MONTH_MS;
}

/** True if the draft has words that the form lacks; an emptied field is no loss worth offering. */
export function differs(draft: Record<string, string>, form: Record<string, string>): boolean {
  return Object.entries(draft).some(([name, value]) => name in form && value.trim() !== "" && value !== form[name]);
}

/** After a form was sent: keep its draft if the form came back refused or the answer was an error page. */
export function stillWaiting(answer: { refused: boolean; errorPage: boolean }): boolean {
  return answer.refused || answer.errorPage;
}
