// What the benchmarks make of their figures: tables, goals and budgets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { coldSection, faultsOf } from "../../bench/cold/report.mjs";
import { pipelineSection } from "../../bench/pipeline/report.mjs";

const cold = (server) => ({
  javascript: { ms: 10, gzippedBytes: 100, wasmGzippedBytes: 0 },
  hello: { ms: 20, gzippedBytes: 30_000, wasmGzippedBytes: 18_000 },
  server: { wasmGzippedBytes: 1024, ...server },
});
const budget = { gzippedBytes: { server: 1000 }, timesJavaScript: { server: 5 } };

test("a cold start is within its budget up to the budget itself", () => {
  assert.deepEqual(faultsOf(cold({ ms: 50, gzippedBytes: 1000 }), budget), []);
  assert.deepEqual(faultsOf(cold({ ms: 51, gzippedBytes: 1001 }), budget), [
    "server: 1001 bytes gzipped; the budget is 1000",
    "server: 5.1 times the start of plain JavaScript; the budget is 5",
  ]);
  assert.match(coldSection(cold({ ms: 50, gzippedBytes: 2048 }), 3, "a machine"), /\| the server \| 50.0 \| 5.0 \| 2.0 \| 1.0 \|/);
});

test("the pipelines are compared as ratios in one run, and a goal that is missed is said to be", () => {
  const of = (perSecond, cpuMs, singleMedianMs, singleP99Ms) => ({ perSecond, cpuMs, warmCpuMs: 1000, singleMedianMs, singleP99Ms });
  const pipelines = { A: of(100, 12, 30, 50), B: of(800, 1, 40, 90), cookdiff: of(600, 2, 40, 100) };
  const section = pipelineSection({ rounds: 5, recipes: 20, makes: 99, singles: 40, total: 2000, warmTotal: 400, pipelines }, "a machine");
  assert.match(section, /\| A \| 100 \| 12 \| 30 \| 50 \| 6 \| 6 \|/);
  assert.match(section, /\| B \| 800 \| 1 \| 40 \| 90 \| 0.75 \| 0.5 \|/);
  assert.match(section, /six times A's speed: reached; a sixth of A's CPU: reached; B's speed: not reached, 0.75 of it; B's CPU: not reached, 0.5 of it/);
  assert.match(section, /B's median of a single upload: reached; B's 99th percentile: not reached, 0.9 of it\./);
});
