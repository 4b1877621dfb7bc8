/** Starts what the page has need of. Everything here adds to pages that work without it. */
import htmx from "htmx.org";
import { startComparison } from "./comparison";
import { listenForDrafts } from "./drafts";
import { listenForDrops } from "./drop";
import { startGrading } from "./grading";
import { listenForKeys } from "./keys";
import { listenForMenus } from "./menus";
import { tellPlatform } from "./platform";
import { startReader } from "./reader/reader";
import { listenForRefusals } from "./requests";
import { listenForTheme } from "./theme";

// The security policy of the pages forbids inline styles and evaluation; htmx must not try.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;

function start(): void {
  listenForTheme();
  listenForMenus();
  listenForKeys();
  listenForRefusals();
  listenForDrafts();
  listenForDrops();
  startReader();
  startComparison();
  startGrading();
  tellPlatform();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
