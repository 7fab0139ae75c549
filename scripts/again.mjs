// What makes tables right again, over the service's own API: for rebuild.mjs and rediff.mjs.
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";
import { Client, pause } from "./service.mjs";
import { Reason } from "./terminal.mjs";
import { installPackages } from "./setup.mjs";
import { addToken } from "./token.mjs";

const tokenFile = path.join(root, ".state/token");
const pauseMs = 500;
/** Nothing was decided for so long: something else is wrong. A message that failed waits for up to an hour. */
const patienceMs = 2 * 3600_000;

export const serviceOptions = {
  kitchen: { type: "string", multiple: true },
  env: { type: "string" },
  address: { type: "string", default: "http://localhost:8787" },
  token: { type: "string" },
};

/**
 * [name, client] of each kitchen: those that --kitchen names, for which the operator's own rights make a token of a day
 * (in the database of the environment --env, else in .state), or else the one of --token, COOKDIFF_TOKEN or npm start.
 */
export async function clientsOf({ kitchen, env, address, token }) {
  const to = address.replace(/\/$/, "");
  if (kitchen?.length > 0) {
    await installPackages();
    const out = [];
    for (const name of kitchen) out.push([name, new Client(to, await addToken({ kitchen: name, scopes: ["admin"], name: "upkeep", days: 1, env }))]);
    return out;
  }
  const text = token ?? process.env.COOKDIFF_TOKEN ?? (fs.existsSync(tokenFile) ? fs.readFileSync(tokenFile, "utf8").trim() : "");
  if (!text) throw new Reason("a token with the scope admin: --token, the environment variable COOKDIFF_TOKEN, or --kitchen NAME to have one made");
  const client = new Client(to, text);
  return [[(await client.request("GET", "/kitchen")).kitchen, client]];
}

/** One pass over the kitchen's part of the bucket, in pieces; before each next one the last one's messages are done. */
async function pass(client, tell = () => {}) {
  const total = { objects: 0, enqueued: 0, due: 0 };
  let cursor = null;
  do {
    const swept = await client.request("POST", `/uploads/sweep${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
    for (const what of Object.keys(total)) total[what] += swept[what];
    cursor = swept.next;
    if (swept.enqueued > 0) await nothingWaits(client);
    tell(total);
  } while (cursor);
  return total;
}

async function nothingWaits(client) {
  for (const until = Date.now() + patienceMs; ; await pause(pauseMs)) {
    const { oldestWaitingSeconds } = await client.request("GET", "/healthz?deep=1");
    if (oldestWaitingSeconds === 0) return;
    if (Date.now() > until) throw new Reason(`an object has waited for ${oldestWaitingSeconds} s; GET /uploads?state=queued names it`);
  }
}

/** Passes until one finds nothing to do. */
export async function passes(client, tell) {
  const total = { objects: 0, enqueued: 0, due: 0 };
  for (;;) {
    const one = await pass(client, tell);
    total.objects = one.objects;
    total.enqueued += one.enqueued;
    total.due += one.due;
    if (one.enqueued === 0) return total;
  }
}
