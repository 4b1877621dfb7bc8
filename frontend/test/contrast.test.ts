import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** The colour tokens, in light and in dark, read from tokens.css (tests run in the frontend folder). */
function tokens(): Record<string, [string, string]> {
  const css = readFileSync(join(process.cwd(), "src/styles/tokens.css"), "utf8");
  const found = [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
  const all: Record<string, [string, string]> = {};
  for (const [, name, light, dark] of found) all[name!] ??= [light!, dark!];
  return all;
}

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const all = tokens();
const GROUNDS = ["paper", "card", "wash"];
const WORDS = ["ink", "muted", "link", "supports", "contradicts", "context", "true", "mixed", "false", "unproven", "outdated"];
const LINES = ["edge", "focus", "mark-edge", "suggest"];

for (const theme of [0, 1] as const) {
  const name = theme ? "dark" : "light";
  test(`words hold 4.5:1 on every ground, ${name}`, () => {
    for (const word of WORDS) for (const ground of GROUNDS) {
      const ratio = contrast(all[word]![theme], all[ground]![theme]);
      assert.ok(ratio >= 4.5, `${word} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
  test(`text holds 4.5:1 on highlighted words, ${name}`, () => {
    for (const ground of ["mark", "mark-deep", "picked"]) {
      const ratio = contrast(all.ink![theme], all[ground]![theme]);
      assert.ok(ratio >= 4.5, `ink on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
  test(`lines hold 3:1 on every ground, ${name}`, () => {
    for (const line of LINES) for (const ground of GROUNDS) {
      const ratio = contrast(all[line]![theme], all[ground]![theme]);
      assert.ok(ratio >= 3, `${line} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}
