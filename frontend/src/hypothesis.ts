/** Brings the Hypothesis client, served from here, to any page that includes this script.
 *  The page may say more to the client (a grant token, say) in a `js-hypothesis-config` block of its own. */
(() => {
  const here = (document.currentScript as HTMLScriptElement).src;
  const served = new URL("hypothesis/", here).href;
  const app = (name: string): string => new URL(`/hypothesis/${name}`, here).href;
  const config = document.createElement("script");
  config.type = "application/json";
  config.className = "js-hypothesis-config";
  config.textContent = JSON.stringify({
    assetRoot: served,
    sidebarAppUrl: app("app.html"),
    notebookAppUrl: app("notebook"),
    profileAppUrl: app("profile"),
  });
  // Before the page's own words to the client, which therefore count.
  document.head.prepend(config);
  const boot = document.createElement("script");
  boot.src = `${served}build/boot.js`;
  document.head.append(boot);
})();
