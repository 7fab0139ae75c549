// npm run cost -- [--makes 1000000] [--objects N] [--measure]
// The bill of a month in which so many makes are uploaded, from what one make asks of the platform (bench/cost/operations.json,
// measured in workerd with D1's own meta; a test holds it to that) and the published prices (bench/cost/prices.json). The sum
// is the last line. --objects: how many lie in the bucket, which is what the sweep's price follows; as many as the sweep can
// pass in its runs where it is not given, so it is the most that it costs. --measure measures anew and keeps the figures.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { root, run } from "./command.mjs";
import { modernNode, localEnvironment } from "./node.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say } from "./terminal.mjs";

const operationsFile = path.join(root, "bench/cost/operations.json");
const read = (name) => JSON.parse(fs.readFileSync(path.join(root, "bench/cost", name), "utf8"));

export const prices = read("prices.json");
export const measured = read("operations.json").figures;

const secondsAMonth = 30 * 86_400;
const runsAMonth = secondsAMonth / 60; // of the watcher's cron: workers/watcher/wrangler.toml
const batchMost = 100; // max_batch_size, workers/sender/wrangler.toml
const batchWaitSeconds = 1; // max_batch_timeout
const objectsAPage = 1000; // src/ingest/sweep.hpp
const pagesARun = 5;
/** Of a queue's message: written, read, deleted; each for 64 KB begun. */
const operationsAMessage = 3;

/** How many makes come in one batch when they come evenly: the first opens it, and others join while it waits. */
export const batchOf = (makes) => Math.min(batchMost, 1 + (makes / secondsAMonth) * batchWaitSeconds);

/** [what, {unit of the price: how many}] of a month, for what was measured. */
export function operations({ makes, objects = Infinity, figures = measured }) {
  const batch = batchOf(makes);
  const batches = makes / batch;
  const of = (name) => makes * figures[`${name} a make`] + batches * figures[`${name} a batch`];
  const pages = runsAMonth * Math.min(pagesARun, Math.max(1, Math.ceil(objects / objectsAPage)));
  const passed = Math.min(runsAMonth * objects, pages * objectsAPage);
  return [
    ["the upload into the bucket", { bucketWrites: makes }],
    ["the bucket's event, through the queue", { queueOperations: makes * operationsAMessage }],
    ["the sender's events", { requests: batches }],
    ["reading makes and originals", { bucketReads: of("bucketReads"), bucketWrites: of("bucketWrites") }],
    ["comparing", { cpuMs: of("cpuMs") }],
    ["rows", { rowsWritten: of("rowsWritten"), rowsRead: of("rowsRead") }],
    ["KV", { kvWrites: of("kvWrites"), kvReads: of("kvReads") }],
    [
      "the sweep",
      {
        requests: runsAMonth,
        bucketWrites: pages * figures["sweep: pages a page of objects"], // a list is billed as a write
        rowsRead: passed * figures["sweep: rows read an object"],
        rowsWritten: runsAMonth * figures["sweep: rows written a run"],
        cpuMs: runsAMonth * figures["sweep: cpuMs a run"],
        logLines: runsAMonth,
      },
    ],
  ];
}

/** [what, dollars] and the sum; `included`: less what the plan includes. */
export function bill(items, { dollarsAMillion } = prices) {
  const lines = items.map(([what, units]) => [
    what,
    Object.entries(units).reduce((sum, [unit, count]) => {
      if (!(unit in dollarsAMillion)) throw new Reason(`no price of ${unit}`);
      return sum + (count / 1e6) * dollarsAMillion[unit];
    }, 0),
  ]);
  return { lines, sum: lines.reduce((sum, [, dollars]) => sum + dollars, 0) };
}

/** The same month when nothing else uses up what the plan includes. */
export function billBeyondIncluded(items, { dollarsAMillion, included } = prices) {
  const units = {};
  for (const [, counts] of items) for (const [unit, count] of Object.entries(counts)) units[unit] = (units[unit] ?? 0) + count;
  return Object.entries(units).reduce((sum, [unit, count]) => sum + (Math.max(0, count - included[unit]) / 1e6) * dollarsAMillion[unit], 0);
}

/** What keeping them costs a month, for as long as they are kept. */
export const rent = (makes, figures = measured, { dollarsAGigabyteMonth } = prices) =>
  (makes / 1e9) * (figures["bucket bytes a make"] * dollarsAGigabyteMonth.bucket + figures["database bytes a make"] * dollarsAGigabyteMonth.database);

const dollars = (amount) => `$${amount.toFixed(2)}`;
const counted = (units) =>
  Object.entries(units)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${Math.round(count).toLocaleString("en")} ${unit}`)
    .join(", ");

/** The lines that the command prints. */
export function report({ makes, objects }) {
  const items = operations({ makes, objects });
  const { lines, sum } = bill(items);
  return [
    `${makes.toLocaleString("en")} makes in a month, in batches of ${batchOf(makes).toFixed(2)}; prices of ${prices.date} (${prices.plan}):`,
    ...prices.sources.map((source) => `  ${source}`),
    ...lines.map(([what, amount], n) => `${dollars(amount).padStart(9)}  ${what}: ${counted(items[n][1]) || "none"}`),
    `Keeping them: ${dollars(rent(makes))} a month for as long as they are kept (not in the sum).`,
    `When nothing else uses what the plan includes: ${dollars(billBeyondIncluded(items))}, and the plan itself.`,
    `Sum: ${dollars(sum)} for ${makes.toLocaleString("en")} makes`,
  ];
}

async function measureAnew() {
  const { output } = await run(modernNode(), ["bench/cost/measure.mjs"], { env: localEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
  fs.writeFileSync(operationsFile, `${JSON.stringify(JSON.parse(output), null, 2)}\n`);
}

const number = (text, what) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 1) throw new Reason(`--${what} takes a number of at least 1, not "${text}"`);
  return value;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installPackages();
    const { values } = parseArgs({ options: { makes: { type: "string", default: "1000000" }, objects: { type: "string" }, measure: { type: "boolean" } } });
    const asked = { makes: number(values.makes, "makes"), objects: values.objects === undefined ? undefined : number(values.objects, "objects") };
    if (values.measure) {
      await measureAnew();
      return say(`measured anew: ${path.relative(root, operationsFile)}; run it again for the bill`);
    }
    report(asked).forEach(say);
  });
}
