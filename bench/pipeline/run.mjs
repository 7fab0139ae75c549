// The whole way of an upload, event to visible row, through cookdiff and through two pipelines in plain JavaScript, in the
// same workerd on the same uploads: node bench/pipeline/run.mjs '{"rounds":5,"recipes":20,"makes":99,"singles":40}'
// The three take turns; each run has a workerd and storage of its own. Prints progress on standard error and one JSON
// object on standard output.
import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";
import { writeConfigurations } from "../configurations.mjs";
import { median } from "../timing.mjs";
import { workerdCost } from "./workerd.mjs";

// Before the clock runs, each pipeline stores these: an isolate compiles what is hot, JavaScript and wasm alike.
const warm = { recipes: 4, makes: 99, first: 1001 };
const warmTotal = warm.recipes * (warm.makes + 1);

const asked = { rounds: 5, recipes: 20, makes: 99, singles: 40, ...JSON.parse(process.argv[2] ?? "{}") };
const total = asked.recipes * (asked.makes + 1);
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const tables = [
  "CREATE TABLE recipes (recipe TEXT PRIMARY KEY, key TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID",
  "CREATE TABLE makes (key TEXT PRIMARY KEY, recipe TEXT NOT NULL, make TEXT NOT NULL, differences TEXT NOT NULL, stored_ms INTEGER NOT NULL) WITHOUT ROWID",
];
const ledger = "CREATE TABLE uploads (key TEXT PRIMARY KEY, version TEXT NOT NULL, stored_ms INTEGER NOT NULL) WITHOUT ROWID";
const peer = {
  visible: "SELECT (SELECT count(*) FROM makes) + (SELECT count(*) FROM recipes) AS n",
  one: "SELECT count(*) AS n FROM makes WHERE key = ?1",
};
export const pipelines = {
  A: { configurations: () => [at("a/server.toml"), at("a/sender.toml")], schema: tables, ...peer },
  B: { configurations: () => [at("b/server.toml"), at("b/sender.toml")], schema: [...tables, ledger], ...peer },
  cookdiff: {
    // As they deploy, but for the queue's waiting time: it is 0 for all three.
    configurations: () =>
      Object.values(
        writeConfigurations("pipeline", ["server", "sender"], (worker, configuration) => {
          for (const consumer of configuration.queues.consumers ?? []) consumer.max_batch_timeout = 0;
        }),
      ),
    visible: "SELECT count(*) AS n FROM objects WHERE state = 'stored'",
    one: "SELECT count(*) AS n FROM objects WHERE key = ?1 AND state = 'stored'",
  },
};

const say = (text) => process.stderr.write(`  ${text}\n`);

async function start({ configurations, schema }) {
  const harness = createTestHarness({ workers: [at("feeder.toml"), ...configurations()].map((configPath) => ({ configPath })) });
  await harness.listen();
  const feeder = harness.getWorker("feeder");
  const ask = async (job, body) => {
    const answer = await feeder.fetch(`http://feeder/${job}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${job}: ${await answer.text()}`);
    return answer.json();
  };
  if (schema) await ask("schema", { statements: schema });
  else await harness.getWorker("cookdiff-server").applyD1Migrations("DB");
  return { harness, ask };
}

/** One run of one pipeline: its uploads at once, then single ones after each other. */
async function runOnce(pipeline) {
  const { harness, ask } = await start(pipeline);
  try {
    const size = { recipes: asked.recipes, makes: asked.makes };
    await ask("fill", { size: warm });
    await ask("fill", { size });
    const coldFrom = workerdCost();
    await ask("run", { size: warm, sql: pipeline.visible, before: 0 });
    const before = workerdCost();
    const from = performance.now();
    await ask("run", { size, sql: pipeline.visible, before: warmTotal });
    const ms = performance.now() - from;
    const after = workerdCost();
    const singleMs = [];
    for (let n = 0; n < asked.singles; n++) {
      const began = performance.now();
      await ask("single", { recipe: 1 + (n % asked.recipes), number: asked.makes + 1 + n, sql: pipeline.one });
      singleMs.push(performance.now() - began);
    }
    return { perSecond: (total * 1000) / ms, cpuMs: (after.cpuMs - before.cpuMs) / total, warmCpuMs: before.cpuMs - coldFrom.cpuMs, singleMs };
  } finally {
    await harness.close();
  }
}

const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];

function summary(runs) {
  const singles = runs.flatMap(({ singleMs }) => singleMs);
  return {
    perSecond: median(runs.map((run) => run.perSecond)),
    cpuMs: median(runs.map((run) => run.cpuMs)),
    warmCpuMs: median(runs.map((run) => run.warmCpuMs)),
    singleMedianMs: percentile(singles, 0.5),
    singleP99Ms: percentile(singles, 0.99),
    runs: runs.map(({ perSecond, cpuMs }) => ({ perSecond, cpuMs })),
  };
}

const names = (asked.only ?? Object.keys(pipelines)).filter((name) => name in pipelines);
const runs = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 1; round <= asked.rounds; round++)
  for (const name of names) {
    const run = await runOnce(pipelines[name]);
    runs[name].push(run);
    say(`round ${round}: ${name}: ${run.perSecond.toFixed(0)} makes/s, ${run.cpuMs.toFixed(2)} ms of CPU a make`);
  }
process.stdout.write(`${JSON.stringify({ ...asked, total, warmTotal, pipelines: Object.fromEntries(names.map((name) => [name, summary(runs[name])])) })}\n`);
process.exit(0);
