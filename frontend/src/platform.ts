/** Tells the page of a learning platform that registering is done, so that it closes our window. */

export function tellPlatform(): void {
  const origin = document.querySelector<HTMLElement>("[data-done-for]")?.dataset.doneFor;
  if (!origin) return;
  const there = window.opener ?? (window.parent === window ? null : window.parent);
  (there as Window | null)?.postMessage({ subject: "org.imsglobal.lti.close" }, origin);
}
