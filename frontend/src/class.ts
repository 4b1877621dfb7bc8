/** What a student's work page has need of, and no more: schools share slow lines. */
import { listenForMarks, ensureMarks } from "./classroom/marking";
import { ensureRows, listenForRows } from "./classroom/rows";
import { startSaving } from "./classroom/saving";
import { fill } from "./fields";
import { listenForKeys } from "./keys";
import { listenForMenus } from "./menus";
import { listenForTheme } from "./theme";

function start(): void {
  listenForTheme();
  listenForMenus();
  listenForKeys();
  const task = document.querySelector<HTMLFormElement>("form[data-save], form[data-marks]");
  if (!task) return;
  listenForRows(task);
  listenForMarks(task);
  if (!("save" in task.dataset)) return;
  startSaving(task, (values) => {
    ensureRows(task, values);
    ensureMarks(values);
    fill(task, values);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
