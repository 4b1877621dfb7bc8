// Bundles the scripts, the styles and the fonts into provenance/web/static/built/.
// File names carry no hash: Django's manifest storage adds one, and base.html preloads two fonts by name.
import { build } from "esbuild";
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
await build({ ...common, entryPoints: [join(here, "src/bookmarklet.ts")], format: "iife" });
