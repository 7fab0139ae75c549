// Nothing that anyone can send gets a 500 or makes the service work for a second: the largest bodies of every slow kind
// and every read of what became of them, through the real Workers. What is held is workerd's own time on the processor,
// less what a busy machine adds to it. COOKDIFF_HOSTILE=all for every kind and every form (minutes; nightly);
// COOKDIFF_TIMES=1 prints each.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { startApplication } from "./application.mjs";
import { RawClient } from "./client.mjs";
import { hostileHeads, hostilePairs } from "./hostile.mjs";

const answerCpuMs = 1000;
/** The kernel counts in ticks of a hundredth of a second (USER_HZ). */
const tickMs = 10;
const tries = 3;
const everything = process.env.COOKDIFF_HOSTILE === "all";
const forms = everything ? ["application/json", "text/plain", "text/html", "application/json-patch+json"] : ["application/json", "application/json-patch+json"];
/** Of every trade one: the others have never taken longer. */
const slowest = ["measures", "numbers", "tags of HTML", "zeros and ones", "ingredients as many as may be", "steps of ten durations", "nesting, too deep", "a page of blocks", "timers of Cooklang"];
const pairs = (share) => hostilePairs(share).filter(([name]) => everything || slowest.includes(name));

let app, client, token, workerd;
before(async () => {
  app = await startApplication();
  client = new RawClient(app.url);
  token = await app.token();
  workerd = processesOf(process.pid).filter((pid) => fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "workerd");
  assert.notEqual(workerd.length, 0);
  // What is compiled once is no answer's own.
  for (const [, original, make] of pairs(0.1).slice(0, 3)) await walk([], "warm", original, make);
  for (let n = 0; n < 50; n++) yardstick();
});
after(async () => {
  client.close();
  await app.close();
});

const statOf = (pid) => fs.readFileSync(`/proc/${pid}/stat`, "latin1").replace(/^.*\) /s, "").split(" ");
/** All processes below one. */
function processesOf(parent) {
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = pids.filter((pid) => {
    try {
      return Number(statOf(pid)[1]) === parent;
    } catch {
      return false; // ended since
    }
  });
  return children.flatMap((pid) => [Number(pid), ...processesOf(Number(pid))]);
}
const cpuMs = () => workerd.map(statOf).reduce((sum, stat) => sum + (Number(stat[11]) + Number(stat[12])) * tickMs, 0);

// A known piece of work, in ms: how many times its own best it takes is how busy the machine is at the moment.
const known = JSON.stringify(Array.from({ length: 4000 }, (_, n) => ({ name: `n${n}`, n })));
let knownBest = Infinity;
function yardstick() {
  const from = process.cpuUsage();
  JSON.stringify(JSON.parse(known));
  const { user, system } = process.cpuUsage(from);
  knownBest = Math.min(knownBest, user + system);
  return user + system;
}
function busy() {
  const took = Array.from({ length: 5 }, yardstick).sort((a, b) => a - b)[2];
  return took / knownBest;
}

/** Sends and says what is wrong. A machine may be busy for a moment: what is slow by itself is slow every time. */
async function send(faults, name, method, target, { bodies = [undefined], headers = {} } = {}) {
  let best = Infinity;
  let answer;
  for (let n = 0; n < tries && best >= answerCpuMs; n++) {
    const before = busy();
    const from = cpuMs();
    const sent = await client.send({ method, target, body: bodies[n % bodies.length], headers: { authorization: `Bearer ${token}`, ...headers } });
    const spent = cpuMs() - from;
    best = Math.min(best, Math.round(spent / Math.max(before, busy())));
    answer ??= sent;
    if (sent.status >= 500) faults.push(`${name}: ${method} ${target.slice(0, 80)}: ${sent.status} ${sent.text.slice(0, 200)}`);
  }
  if (process.env.COOKDIFF_TIMES) console.error(`${best} ms ${name}: ${answer.status} ${method} ${target.slice(0, 80)} ${headers.accept ?? ""}`);
  if (best >= answerCpuMs) faults.push(`${name}: ${method} ${target.slice(0, 80)} ${headers.accept ?? ""}: ${best} ms`);
  return answer;
}

/** Everything that can be done with an original and a make; whether they were taken. */
async function walk(faults, name, original, make) {
  const headers = { "content-type": original.type };
  const stored = await send(faults, name, "POST", "/recipes", { bodies: [original.body], headers });
  if (stored.status !== 200) return false;
  const { recipeId } = JSON.parse(stored.text);
  const at = `/recipes/${recipeId}`;
  const made = await send(faults, name, "POST", `${at}/makes`, { bodies: [make.body], headers });
  if (made.status !== 200) return false;
  const makeAt = `${at}/makes/${JSON.parse(made.text).makeId}`;
  await send(faults, name, "GET", makeAt);
  for (const accept of forms) await send(faults, name, "GET", `${makeAt}/differences`, { headers: { accept } });
  await send(faults, name, "GET", `${at}/analysis`);
  await send(faults, name, "POST", `${at}/versions/suggested`);
  const named = ({ body }) => body.replace("{", `{"recipeId":${recipeId},`);
  if (original.type === "application/json") await send(faults, name, "PUT", "/recipes", { bodies: [named(make), named(original)], headers });
  return true;
}

test("documents of every slow kind: no 5xx, no second of work for an answer", async () => {
  const faults = [];
  const taken = [];
  for (const [name, original, make] of pairs()) if (await walk(faults, name, original, make)) taken.push(name);
  // An export is as long as a kitchen is large: it only must not fail.
  for (const format of ["ndjson", "csv"]) assert.equal((await client.send({ method: "GET", target: `/export?format=${format}`, headers: { authorization: `Bearer ${token}` } })).status, 200);
  assert.deepEqual(faults, []);
  assert.ok(taken.length >= (everything ? 30 : slowest.length - 1), `only these were taken: ${taken}`);
});

test("two of them compared in one call", async () => {
  const faults = [];
  const body = ({ type, body }) => (/json$/.test(type) ? body : JSON.stringify(body));
  for (const [name, recipe, make] of pairs(0.49))
    await send(faults, name, "POST", "/compare", { bodies: [`{"recipe":${body(recipe)},"make":${body(make)}}`], headers: { "content-type": "application/json" } });
  assert.deepEqual(faults, []);
});

test("heads and paths that no client sends", async () => {
  const faults = [];
  for (const [name, method, target, headers] of hostileHeads) await send(faults, name, method, target, { headers });
  assert.deepEqual(faults, []);
});
