// The dashboard in Chromium. One application and one browser serve all of it: starting them takes longer than most tests.
// Each test has its own window and, unless it says so, its own kitchen, so that several run at once; what costs is measured
// after them, when nothing else runs.
import { suite, test } from "node:test";
import "./drop.mjs";
import "./journey.mjs";
import "./keyboard.mjs";
import "./states.mjs";
import "./paper.mjs";
import "./policy.mjs";
import { taken } from "./stage.mjs";

/** Windows at once: one more than the processors that CI has, for much of a test is waiting. */
const windowsAtOnce = 3;

const shared = taken();
await import("./speed.mjs");
const alone = taken();

suite("pages", { concurrency: windowsAtOnce }, () => {
  for (const [name, work] of shared) test(name, work);
});
suite("what the pages cost", { concurrency: 1 }, () => {
  for (const [name, work] of alone) test(name, work);
});
