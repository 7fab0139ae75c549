// The seeds of npm test: the first 2,000, and those that once failed (kept-seeds.txt).
import fs from "node:fs";
import { simulate, simulateAll } from "../../scripts/sim.mjs";

const seeds = 2000;
/** Of each kind of fault, as many must really have happened: a run without faults proves nothing. */
const faultsAtLeast = 20;

const total = await simulateAll(1, seeds);
let passed = total.seeds - total.failures;
let failed = total.failures;
for (const line of total.failed) console.log(line);
const rare = Object.entries(total.count).filter(([, times]) => times < faultsAtLeast);
for (const [what, times] of rare) console.log(`only ${times} times: ${what}`);
failed += rare.length;
const kept = fs.readFileSync(new URL("kept-seeds.txt", import.meta.url), "utf8").match(/^\d+/gm).map(Number);
for (const seed of kept.filter((seed) => seed > seeds)) {
  const { lines, figures } = await simulate(seed, 1);
  if (figures?.failures === 0) passed++;
  else {
    failed++;
    console.log(lines.join("\n"));
  }
}
if (total.failures > 0) console.log("replay one with its history: npm run sim -- --seed N --history");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
