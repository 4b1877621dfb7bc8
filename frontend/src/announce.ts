/** Says something to those who hear the page: the polite live region in base.html. */

export function announce(words: string): void {
  const region = document.getElementById("announce");
  if (!region) return;
  // The same words twice are heard only if the region was empty in between.
  region.textContent = "";
  window.setTimeout(() => (region.textContent = words), 60);
}
