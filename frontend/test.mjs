// Runs frontend/test/*.test.ts with Node's own test runner: Node 20 reads no TypeScript, so esbuild
// turns the tests into scripts in a temporary folder first.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), "frontend-test-"));
const tests = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => join(here, "test", name)),
  bundle: true,
  platform: "node",
  format: "esm",
  outdir: out,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const run = spawnSync(
  process.execPath,
  ["--test", ...tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")))],
  { stdio: "inherit", cwd: here },
);
rmSync(out, { recursive: true });
process.exit(run.status ?? 1);
