// npm run cost: its arithmetic on figures of the test's own, and the bar that the measured ones must keep.
import assert from "node:assert/strict";
import { test } from "node:test";
import { batchOf, bill, billBeyondIncluded, measured, operations, prices, rent, report } from "../../scripts/cost.mjs";

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
const noFigures = Object.fromEntries(Object.keys(measured).map((name) => [name, 0]));
const of = (what, asked) => Object.fromEntries(operations(asked))[what];
const secondsAMonth = 2_592_000;

test("a batch is what comes while its first message waits a second, and a hundred at most", () => {
  near(batchOf(0), 1);
  near(batchOf(secondsAMonth), 2);
  near(batchOf(99 * secondsAMonth), 100);
  near(batchOf(100 * secondsAMonth), 100);
});

test("a make's and a batch's operations are multiplied by how many there are", () => {
  const figures = { ...noFigures, "rowsWritten a make": 3, "rowsWritten a batch": 2, "cpuMs a batch": 10, "bucketReads a make": 1 };
  const asked = { makes: secondsAMonth, objects: 0, figures }; // in batches of two
  assert.deepEqual(of("rows", asked), { rowsWritten: 4 * secondsAMonth, rowsRead: 0 });
  assert.deepEqual(of("comparing", asked), { cpuMs: 5 * secondsAMonth });
  assert.deepEqual(of("reading makes and originals", asked), { bucketReads: secondsAMonth, bucketWrites: 0 });
  assert.deepEqual(of("the bucket's event, through the queue", asked), { queueOperations: 3 * secondsAMonth });
  assert.deepEqual(of("the sender's events", asked), { requests: secondsAMonth / 2 });
});

test("the sweep runs every minute, over at least one page and at most five of a thousand objects", () => {
  const figures = { ...noFigures, "sweep: pages a page of objects": 1, "sweep: rows read an object": 2, "sweep: rows written a run": 1 };
  const swept = (objects) => of("the sweep", { makes: 1, objects, figures });
  const runs = 43_200;
  for (const [objects, pages, passed] of [[0, 1, 0], [1000, 1, 1000], [1001, 2, 1001], [5000, 5, 5000], [5001, 5, 5000], [Infinity, 5, 5000]])
    assert.deepEqual(swept(objects), { requests: runs, bucketWrites: runs * pages, rowsRead: 2 * runs * passed, rowsWritten: runs, cpuMs: 0, logLines: runs }, `${objects}`);
});

test("the bill is units times prices; what the plan includes is taken off once; a unit without a price is an error", () => {
  const table = { dollarsAMillion: { a: 2, b: 0.5 }, included: { a: 1_500_000, b: 0 } };
  const items = [["one", { a: 1_000_000, b: 4_000_000 }], ["two", { a: 1_000_000 }]];
  assert.deepEqual(bill(items, table), { lines: [["one", 4], ["two", 2]], sum: 6 });
  near(billBeyondIncluded(items, table), 3);
  assert.throws(() => bill([["x", { c: 1 }]], table), /no price of c/);
  near(rent(1e6, { "bucket bytes a make": 1000, "database bytes a make": 2000 }, { dollarsAGigabyteMonth: { bucket: 0.5, database: 0.25 } }), 1);
});

test("the table of prices has its date and a price for every unit that is billed", () => {
  assert.match(prices.date, /^2026-\d\d-\d\d$/);
  for (const [, units] of operations({ makes: 1 }))
    for (const unit of Object.keys(units)) assert.ok(prices.dollarsAMillion[unit] > 0 && prices.included[unit] >= 0, unit);
});

test("a million makes cost at most 12 dollars, the sweep's greatest share included; the sum is the last line", () => {
  const { sum } = bill(operations({ makes: 1_000_000 }));
  assert.ok(sum <= 12, `$${sum}`);
  assert.equal(report({ makes: 1_000_000 }).at(-1), `Sum: $${sum.toFixed(2)} for 1,000,000 makes`);
});
