import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInWords } from "../src/drop";

test("sizes are said in the words people use", () => {
  assert.equal(sizeInWords(812), "812 B");
  assert.equal(sizeInWords(14_200), "14 kB");
  assert.equal(sizeInWords(3_249_000), "3.2 MB");
});
