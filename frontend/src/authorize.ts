/** The window in which a person logs in to the Hypothesis client: hands the client, which opened it and
 *  lives on this very origin, the code with which it gets its token. */
(() => {
  const said = document.getElementById("answer")?.textContent ?? "{}";
  const opener = window.opener as Window | null;
  opener?.postMessage(JSON.parse(said), window.location.origin);
  window.close();
})();
