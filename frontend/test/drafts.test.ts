import assert from "node:assert/strict";
import { test } from "node:test";
import { differs, isFresh, stillWaiting } from "../src/draft_rules";

const DAY = 24 * 60 * 60 * 1000;

test("a draft is offered only if it says something the form does not", () => {
  assert.equal(differs({ statement: "The pier" }, { statement: "" }), true);
  assert.equal(differs({ statement: "The pier" }, { statement: "The pier" }), false);
  assert.equal(differs({ statement: " " }, { statement: "Written since" }), false);
});

test("a field that the form no longer has is no reason to offer", () => {
  assert.equal(differs({ gone: "words" }, { statement: "" }), false);
});

test("a draft lasts a month", () => {
  assert.equal(isFresh({ at: 0, values: {} }, 29 * DAY), true);
  assert.equal(isFresh({ at: 0, values: {} }, 31 * DAY), false);
});

test("a draft stays while its form was refused or the answer was an error page", () => {
  assert.equal(stillWaiting({ refused: true, errorPage: false }), true);
  assert.equal(stillWaiting({ refused: false, errorPage: true }), true);
  assert.equal(stillWaiting({ refused: false, errorPage: false }), false);
});
