// One command from a bare clone to a running service with sample makes: npm start -- [--exit] [--port 8787] [--state FOLDER] [--databases N]
// Installs, builds, migrates, starts the Workers, uploads the samples, waits for every make's differences, prints them,
// and goes on serving until Ctrl-C or SIGTERM, which ends everything that was started. `--exit` stops after the print.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { endGroups, root } from "./command.mjs";
import { keepLocalDatabases, migrateLocal } from "./local_databases.mjs";
import { localPepper } from "./local_pepper.mjs";
import { broken, sampleMakes, uploadSamples } from "./samples.mjs";
import { Client, needPort, pause, startWorkers } from "./service.mjs";
import { setup } from "./setup.mjs";
import { main, Reason, say, seconds, step } from "./terminal.mjs";
import { addToken } from "./token.mjs";

/** How often the bucket is looked through. Local storage has no event notifications; with the queue's batch timeout of
    one second this brings a file that was put by hand to its differences within two. */
const sweepEveryMs = 500;
/** How long after the last upload the last make may take. */
const patienceMs = 60_000;

let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await endGroups();
  process.exit(code);
}

/** The token of an earlier start while it is good, else a new one. Only of this local service, readable by its owner. */
async function tokenFor(service, state) {
  const tokenFile = path.resolve(root, state, "token");
  const kept = fs.existsSync(tokenFile) ? fs.readFileSync(tokenFile, "utf8").trim() : "";
  if (kept) {
    const answer = await fetch(`${service.address}/tokens`, { headers: { authorization: `Bearer ${kept}` } });
    await answer.arrayBuffer();
    if (answer.status === 200) return kept;
  }
  const text = await addToken({ scopes: ["admin"], name: "npm start", days: 365, state });
  fs.writeFileSync(tokenFile, `${text}\n`, { mode: 0o600 });
  return text;
}

/** Sweeps again and again, as the watcher's cron does in production. Answers a function that tells the last failure. */
function keepSweeping(client) {
  let failure = null;
  (async () => {
    while (!stopping) {
      try {
        await client.sweep();
        failure = null;
      } catch (error) {
        failure = error;
      }
      await pause(sweepEveryMs);
    }
  })();
  return () => failure;
}

async function waitForMakes(client, service, lastFailure) {
  const until = Date.now() + patienceMs;
  for (let rounds = 1; ; rounds++) {
    if (rounds % 25 === 0) await client.retryQueued().catch(() => {});
    // wrangler dev takes the service away, and forgets its queue, when a source file changes: ask again.
    const uploads = await client.uploads().catch(() => new Map());
    const open = sampleMakes().filter((key) => uploads.get(key)?.state !== "stored");
    const refusedToo = [...broken].filter((key) => uploads.get(key)?.state !== "rejected");
    const late = [...open, ...refusedToo];
    if (late.length === 0) return uploads;
    if (Date.now() > until) {
      const lines = late.map((key) => `  ${key}: ${describe(uploads.get(key))}`);
      const sweep = lastFailure() ? `\nThe last sweep failed: ${lastFailure().message}` : "";
      throw new Reason(
        `${late.length} samples are not done ${patienceMs / 1000} s after the last upload:\n${lines.join("\n")}${sweep}\n` +
          `What the Workers said last:\n${service.log()}`,
      );
    }
    await pause(200);
  }
}

function describe(upload) {
  if (!upload) return "not seen yet";
  const { type, detail, pointer, byte } = upload.reason ?? {};
  return [upload.state, type, detail, pointer, Number.isInteger(byte) && `byte ${byte}`].filter(Boolean).join(", ");
}

async function printMakes(client, uploads) {
  say("");
  for (const key of sampleMakes()) {
    const route = client.differencesPath(uploads.get(key));
    const { recipeName, asWritten, summary } = await client.request("GET", route);
    const verdict = asWritten ? summary.replace(/^(?!made as written)/, "made as written: ") : `changed: ${summary}`;
    say(`${recipeName} (${key})\n  ${verdict}\n  ${client.shown}${route}`);
  }
  for (const key of broken) say(`${key} (a sample that is bad on purpose)\n  refused: ${describe(uploads.get(key))}\n  ${client.shown}/uploads`);
}

/** Everything up to the print. Answers once the differences of every make are there. */
async function bringUp({ port, state, databases }) {
  await needPort(port);
  await setup();
  localPepper();
  keepLocalDatabases(state, databases);
  const migrating = migrateLocal(state);
  migrating.catch(() => {}); // awaited below, also when the build fails first
  await build();
  await step("migrating the local database", () => migrating);
  const service = await step("starting the Workers", () => startWorkers({ port, state }));
  service.child.on("exit", () => {
    if (stopping) return;
    process.stderr.write(`error: wrangler dev ended:\n${service.log()}\n`);
    stop(1);
  });
  const client = new Client(service.address, await tokenFor(service, state));
  await client.retryQueued();
  await client.sweep();
  const lastFailure = keepSweeping(client);
  const uploaded = await uploadSamples(new Set((await client.uploads()).keys()), state);
  const uploads = await step(`waiting for the differences (${uploaded} new samples)`, () => waitForMakes(client, service, lastFailure));
  await printMakes(client, uploads);
  say(`\nup after ${seconds()}\nsign in ${await client.signInLink()}\ntoken   ${client.token}\naddress ${client.shown}`);
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      exit: { type: "boolean", default: false },
      port: { type: "string", default: "8787" },
      state: { type: "string", default: ".state" },
      databases: { type: "string" },
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
  try {
    await bringUp(values);
  } catch (error) {
    if (stopping) return;
    stopping = true;
    await endGroups();
    throw error;
  }
  if (values.exit) await stop(0);
  say("Upload more: npm run -s put -- recipes/recipes/2/makes/5.json --file FILE. Ctrl-C ends it.");
});
