// npm run load -- [--uploads 10000] [--port 8797] [--keep]
// Starts the Workers on an empty state of their own, uploads by the bucket and by the API at once while autocannon reads,
// and prints throughput, latency, errors and memory beside the run before, which it keeps in build/measured/load.json.
// Exit 1 when anything failed. --keep also writes the table into docs/benchmarks.md.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { endGroups, root } from "./command.mjs";
import { localPepper } from "./local_pepper.mjs";
import { wrangler } from "./node.mjs";
import { startWorkers } from "./service.mjs";
import { main, say, step, wholeNumber } from "./terminal.mjs";
import { addToken } from "./token.mjs";

const state = "build/measured/load-state";
const keptFile = path.join(root, "build/measured/load.json");

async function measure({ uploads, port }) {
  await build({ native: false });
  localPepper();
  fs.rmSync(path.join(root, state), { recursive: true, force: true });
  await step("migrating", () => wrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", state]));
  const token = await addToken({ scopes: ["admin", "read", "upload"], name: "npm run load", days: 1, state });
  const service = await step("starting the Workers", () => startWorkers({ port, state, variables: { RATE_LIMITS: "off" } }));
  const { load } = await import("../bench/load/run.mjs");
  return load({ address: service.address, token, uploads });
}

await main(async () => {
  const { values } = parseArgs({ options: { uploads: { type: "string", default: "10000" }, port: { type: "string", default: "8797" }, keep: { type: "boolean" } } });
  const uploads = wholeNumber("uploads", values.uploads, 100);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => endGroups().then(() => process.exit(1)));
  let run;
  try {
    run = await measure({ uploads, port: values.port });
  } finally {
    await endGroups();
  }
  const { report } = await import("../bench/load/run.mjs");
  const { keepSection, machine } = await import("../bench/page.mjs");
  const last = fs.existsSync(keptFile) ? JSON.parse(fs.readFileSync(keptFile, "utf8")) : null;
  fs.mkdirSync(path.dirname(keptFile), { recursive: true });
  fs.writeFileSync(keptFile, JSON.stringify(run));
  const table = report(run, last);
  say(`\n${table}`);
  for (const error of run.errors.slice(0, 20)) say(error);
  if (values.keep) keepSection(`## Load\n\n\`npm run load -- --uploads ${uploads} --keep\`: the local service, reads by two connections of autocannon meanwhile. ${machine()}.\n\n${table}`);
  say(`${uploads.toLocaleString("en")} uploads, ${run.errors.length} errors`);
  if (run.errors.length > 0) process.exitCode = 1;
});
