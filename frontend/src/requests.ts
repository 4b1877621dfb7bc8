/** What htmx does with answers that are no plain success. Refused forms come back with their errors and
 *  are swapped in; every other refusal becomes a message, and what was typed stays where it is. */
import { announce } from "./announce";

interface SwapDetail {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
  isError: boolean;
  target: HTMLElement;
  serverResponse: string;
}

const IN_PLACE = new Set([400, 403, 409, 412, 422]);

function beforeSwap(event: Event): void {
  const detail = (event as CustomEvent<SwapDetail>).detail;
  if (detail.xhr.status < 400) return;
  const refusal = messageIn(detail.serverResponse);
  detail.shouldSwap = IN_PLACE.has(detail.xhr.status) && !refusal;
  detail.isError = false;
  if (!detail.shouldSwap) tell(refusal ?? plainMessage(detail.xhr.status));
}

/** The message element that a refusal consists of, or what a whole page of refusal says, which
 *  never belongs into a part of another page; null for anything else. */
function messageIn(html: string): HTMLElement | null {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const start = html.trimStart().slice(0, 20).toLowerCase();
  if (start.startsWith("<div class=\"message")) return parsed.querySelector<HTMLElement>(".message");
  if (!start.startsWith("<!doctype")) return null;
  return makeMessage(parsed.querySelector("main .section p")?.textContent ?? parsed.title);
}

function plainMessage(status: number): HTMLElement {
  const words = status >= 500 ? "something broke on our side. What you wrote is still here; try once more." : "the server refused this. What you wrote is still here.";
  return makeMessage(`${words} (${status})`);
}

function makeMessage(words: string): HTMLElement {
  const message = document.createElement("div");
  message.className = "message error";
  const line = document.createElement("p");
  line.textContent = words;
  message.append(line);
  return message;
}

/** Puts a message where messages stand, in place of the one before, and says it. */
export function tell(message: HTMLElement): void {
  document.getElementById("messages")?.replaceChildren(message);
  message.scrollIntoView({ block: "nearest" });
  announce(message.textContent?.trim() ?? "");
}

export function listenForRefusals(): void {
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:sendError", () => tell(makeMessage("the server does not answer. What you wrote is still here; try once more.")));
  document.addEventListener("htmx:timeout", () => tell(makeMessage("the server took too long. What you wrote is still here; try once more.")));
}
