// Runs pa11y over pages in one Chromium, several at a time.
// Reads {chromium, pages: [{name, address, cookies}]} from its input and writes one line of JSON:
// [{name, code, message, selector, context}], an entry for each error.
import pa11y from "pa11y";
import puppeteer from "puppeteer";
import { text } from "node:stream/consumers";

const AT_ONCE = 3;
const { chromium, pages } = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
const contexts = new Map();
const found = [];

/** A browser of the person to whom the cookies belong. */
function contextOf({ cookies }) {
  const key = cookies.map(({ value }) => value).join();
  if (!contexts.has(key)) contexts.set(key, openContext(cookies));
  return contexts.get(key);
}

async function openContext(cookies) {
  const context = await browser.createBrowserContext();
  await context.setCookie(...cookies.map(({ name, value, domain, path }) => ({ name, value, domain, path })));
  return context;
}

async function look(one) {
  const page = await (await contextOf(one)).newPage();
  // pa11y itself would wait for half a second of silence on each page.
  await page.goto(one.address, { waitUntil: "load" });
  const options = { browser, page, ignoreUrl: true, standard: "WCAG2AA", runners: ["htmlcs"], timeout: 60_000 };
  const { issues } = await pa11y(one.address, options);
  for (const { code, message, selector, context } of issues) found.push({ name: one.name, code, message, selector, context });
  await page.close();
}

const waiting = [...pages];
async function worker() {
  for (let one = waiting.shift(); one; one = waiting.shift()) await look(one);
}

try {
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
