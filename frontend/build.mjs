// Bundles the scripts, the styles and the fonts into provenance/web/static/built/.
// File names carry no hash: Django's manifest storage adds one, and base.html preloads two fonts by name.
import { build } from "esbuild";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const common = {
  bundle: true,
  minify: true,
  target: ["chrome123", "firefox120", "safari17.5"],
  outdir: join(here, "../provenance/web/static/built"),
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: [join(here, "src/main.ts"), join(here, "src/look.css")],
  format: "iife",
  loader: { ".woff2": "file" },
  assetNames: "[name]",
});
for (const alone of ["authorize", "bookmarklet", "class", "hypothesis", "network"]) {
  await build({ ...common, entryPoints: [join(here, `src/${alone}.ts`)], format: "iife" });
}

// The Hypothesis client as its makers built it. Its maps are larger than itself, but Django looks
// for every map that a file names, so that empty ones stand in their place.
const client = join(here, "../node_modules/hypothesis");
const served = join(common.outdir, "hypothesis");
const left = /\.map$|ui-playground|boot-template/;
await rm(served, { recursive: true, force: true });
await cp(join(client, "build"), join(served, "build"), {
  recursive: true,
  filter: (from) => !left.test(from),
});
await cp(join(client, "LICENSE"), join(served, "LICENSE"));
const named = ["scripts/annotator.bundle.js", "scripts/sidebar.bundle.js"];
named.push(...["annotator", "highlights", "sidebar", "katex.min", "pdfjs-overrides"].map((name) => `styles/${name}.css`));
for (const file of named) {
  await writeFile(join(served, `build/${file}.map`), '{"version":3,"sources":[],"mappings":""}');
}

// Its formulas name fonts in three formats, of which the package holds the one that browsers take.
const formulas = join(served, "build/styles/katex.min.css");
const fonts = /,\s*url\(fonts\/[^)]+\.(?:woff|ttf)\)\s*format\("[^"]+"\)/g;
await writeFile(formulas, (await readFile(formulas, "utf8")).replace(fonts, ""));
