// Measures what an event costs in workerd with pooled instances, with a fresh one each, and in plain JavaScript: two
// awaited host calls over a body of 2.5 KB. node bench/instances/run.mjs [ROUNDS] [REQUESTS]
// CPU is that of all workerd processes (user + system); the three alternate, so the ratios hold on a noisy machine.
import fs from "node:fs";
import { createTestHarness } from "wrangler";

const [rounds = 5, requests = 2000] = process.argv.slice(2).map(Number);
const names = ["plain", "pooled", "fresh"];
const ticksPerSecond = 100;

function workerdSeconds() {
  let ticks = 0;
  for (const pid of fs.readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      if (!stat.includes("(workerd)")) continue;
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {} // the process ended meanwhile
  }
  return ticks / ticksPerSecond;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const harness = createTestHarness({ workers: names.map((name) => ({ configPath: new URL(`${name}.toml`, import.meta.url).pathname })) });
await harness.listen();
const body = "x".repeat(2500);
const costs = Object.fromEntries(names.map((name) => [name, []]));

async function load(name) {
  const worker = harness.getWorker(name);
  let left = requests;
  const client = async () => {
    while (left-- > 0) {
      const response = await worker.fetch("http://bench/two-calls", { method: "POST", body });
      if ((await response.text()).length !== 64) throw new Error(`${name} answered wrongly`);
    }
  };
  const before = workerdSeconds();
  await Promise.all(Array.from({ length: 16 }, client));
  return ((workerdSeconds() - before) / requests) * 1e6;
}

for (const name of names) await load(name); // warm
for (let round = 0; round < rounds; round++) for (const name of names) costs[name].push(await load(name));
for (const name of names) {
  const ratios = costs[name].map((cost, round) => cost / costs.plain[round]);
  console.log(`${name.padEnd(8)} ${median(costs[name]).toFixed(0)} µs of CPU an event, ${median(ratios).toFixed(2)} times plain`);
}
await harness.close();
process.exit(0);
