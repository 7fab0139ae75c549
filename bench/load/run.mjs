// Loads a running local service by the bucket and by the API at once, with reads beside them, and tells how it went:
// load({address, token, uploads, workerdsBelow}) answers the figures; report(figures, last) their lines.
import autocannon from "autocannon";
import { make, makeKey, original } from "../pipeline/documents.mjs";
import { workerdCost } from "../pipeline/workerd.mjs";

const recipes = 50;
const lanes = { bucket: 4, api: 4 };
const readers = 2;
const watchEvery = 25; // of the bucket's puts, whose way to the visible make is followed
const sweepEveryMs = 500;
const memoryEveryMs = 500;
const visiblePatienceMs = 300_000;
const say = (text) => process.stderr.write(`  ${text}\n`);

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const percentile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

class Service {
  constructor(address, token) {
    this.address = address;
    this.headers = { authorization: `Bearer ${token}` };
    this.errors = [];
  }
  async call(method, path, body) {
    try {
      const headers = body === undefined ? this.headers : { ...this.headers, "content-type": "application/json" };
      const answer = await fetch(this.address + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
      const text = await answer.text();
      return { status: answer.status, text };
    } catch (error) {
      return { status: 0, text: String(error.cause?.message ?? error.message) };
    }
  }
  note(what, { status, text }) {
    this.errors.push(`${what}: ${status} ${text.slice(0, 200)}`);
  }
  /** Into the bucket by wrangler's own door to local storage, as an S3 client would in production. */
  async put(key, document) {
    const answer = await this.call("PUT", `/cdn-cgi/local/explorer/api/r2/buckets/recipes/objects/${encodeURIComponent(key)}`, document);
    if (answer.status !== 200) this.note(`put ${key}`, answer);
  }
}

/** Every make once: numbers that are even go by the bucket, the others by the API. */
function* numbers(uploads) {
  for (let n = 0; n < uploads; n++) yield { recipe: 1 + (n % recipes), number: 1 + Math.floor(n / recipes) };
}
const isOfBucket = ({ number }) => number % 2 === 0;

async function inLanes(count, items, work) {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

async function untilVisible(service, { recipe, number }, from, into) {
  while (performance.now() - from < visiblePatienceMs) {
    const { status } = await service.call("GET", `/recipes/${recipe}/makes/${number}/differences`);
    if (status === 200) return void into.push(performance.now() - from);
    await pause(100);
  }
  service.note(`make ${number} of ${recipe}`, { status: 0, text: "not visible in time" });
}

function startReads(service) {
  const paths = ["/recipes?limit=20", "/recipes/1", "/recipes/2/makes?limit=20", "/recipes/3/makes/1/differences", "/recipes/4/analysis"];
  const run = autocannon({ url: service.address, connections: readers, duration: 86_400, timeout: 60, headers: service.headers, requests: paths.map((path) => ({ method: "GET", path })) });
  return async () => {
    run.stop();
    const result = await run;
    if (result.errors + result.non2xx > 0) service.note("reads", { status: 0, text: `${result.errors} broke off, ${result.non2xx} were not answered by 2xx` });
    const { average, p50, p97_5, p99 } = result.latency;
    return { perSecond: result.requests.average, count: result.requests.total, ms: { average, p50, p97_5, p99 } };
  };
}

function watchMemory(workerdsBelow) {
  const bytes = [];
  const timer = setInterval(() => bytes.push(workerdCost(workerdsBelow).memoryBytes), memoryEveryMs);
  return () => {
    clearInterval(timer);
    return bytes.map((value) => value / 1e6);
  };
}

export async function load({ address, token, uploads, workerdsBelow = process.pid }) {
  const service = new Service(address, token);
  for (let recipe = 1; recipe <= recipes; recipe++) {
    const answer = await service.call("POST", "/recipes", original(recipe));
    if (answer.status !== 200) service.note(`original ${recipe}`, answer);
  }
  await service.call("POST", "/recipes/3/makes", { ...make(3, 100_000), makeId: 1 });
  const all = [...numbers(uploads)].filter(({ recipe, number }) => recipe !== 3 || number !== 1);
  const [byBucket, byApi] = [all.filter(isOfBucket), all.filter((one) => !isOfBucket(one))];
  const memory = watchMemory(workerdsBelow);
  const stopReads = startReads(service);
  let sweeping = true;
  const sweeps = (async () => {
    for (; sweeping; await pause(sweepEveryMs)) {
      const answer = await service.call("POST", "/uploads/sweep");
      if (answer.status !== 200) service.note("sweep", answer);
    }
  })();
  const [apiMs, putMs, visibleMs, followed] = [[], [], [], []];
  const from = performance.now();
  let done = 0;
  const progress = setInterval(() => say(`${done} of ${all.length} sent, ${service.errors.length} errors`), 10_000);
  await Promise.all([
    inLanes(lanes.api, byApi, async ({ recipe, number }) => {
      const began = performance.now();
      const answer = await service.call("POST", `/recipes/${recipe}/makes`, make(recipe, number));
      if (answer.status === 200) apiMs.push(performance.now() - began);
      else service.note(`make ${number} of ${recipe}`, answer);
      done++;
    }),
    inLanes(lanes.bucket, byBucket.entries(), async ([n, one]) => {
      const began = performance.now();
      await service.put(makeKey(one.recipe, one.number), make(one.recipe, one.number));
      putMs.push(performance.now() - began);
      if (n % watchEvery === 0) followed.push(untilVisible(service, one, began, visibleMs));
      done++;
    }),
  ]);
  const sentMs = performance.now() - from;
  const stored = await untilStored(service, uploads);
  const allMs = performance.now() - from;
  await Promise.all(followed);
  clearInterval(progress);
  sweeping = false;
  await sweeps;
  const reads = await stopReads();
  if (stored !== uploads) service.note("at the end", { status: 0, text: `${stored} of ${uploads} makes are stored` });
  return {
    uploads, recipes, byBucket: byBucket.length, byApi: byApi.length, perSecond: (uploads * 1000) / allMs, sentPerSecond: (all.length * 1000) / sentMs,
    apiMs: spread(apiMs), putMs: spread(putMs), visibleMs: spread(visibleMs), reads, memoryMb: quarters(memory()), errors: service.errors,
  };
}

/** Waits until as many makes are stored as were sent, or their number stands still. */
async function untilStored(service, uploads) {
  let [stored, since] = [-1, performance.now()];
  while (stored < uploads && performance.now() - since < visiblePatienceMs) {
    let now = 0;
    for (let cursor = ""; cursor !== null; ) {
      const { status, text } = await service.call("GET", `/recipes?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      if (status !== 200) break;
      const page = JSON.parse(text);
      for (const recipe of page.recipes) now += recipe.makes;
      cursor = page.next;
    }
    if (now !== stored) [stored, since] = [now, performance.now()];
    if (stored < uploads) await pause(500);
  }
  return stored;
}

const spread = (ms) => ({ p50: percentile(ms, 0.5), p90: percentile(ms, 0.9), p99: percentile(ms, 0.99), most: percentile(ms, 1) });

/** Medians of the four quarters of the run: flat is when the last is like the second. */
function quarters(values) {
  const size = Math.max(1, Math.floor(values.length / 4));
  return [0, 1, 2, 3].map((n) => percentile(values.slice(n * size, n === 3 ? undefined : (n + 1) * size), 0.5));
}

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3)).toString());

/** [what, of a run] in the order of the report. */
const figures = [
  ["uploads a second, until the last is stored", (run) => run.perSecond],
  ["POST of a make until it is stored, median ms", (run) => run.apiMs.p50],
  ["  99th percentile", (run) => run.apiMs.p99],
  ["put into the bucket, median ms", (run) => run.putMs.p50],
  ["  99th percentile", (run) => run.putMs.p99],
  ["bucket's put until the make is visible, median ms", (run) => run.visibleMs.p50],
  ["  99th percentile", (run) => run.visibleMs.p99],
  ["reads a second beside it", (run) => run.reads.perSecond],
  ["a read, median ms", (run) => run.reads.ms.p50],
  ["  99th percentile", (run) => run.reads.ms.p99],
  ["memory of workerd, MB, first quarter", (run) => run.memoryMb[0]],
  ["  second quarter", (run) => run.memoryMb[1]],
  ["  third quarter", (run) => run.memoryMb[2]],
  ["  last quarter", (run) => run.memoryMb[3]],
  ["errors", (run) => run.errors.length],
];

const change = (now, before) => (before > 0 ? `${now >= before ? "+" : "−"}${Math.abs((now / before - 1) * 100).toFixed(0)} %` : "");

/** The report as a table of markdown; `last` is the run before, or null. */
export function report(run, last) {
  const rows = figures.map(([what, of]) => `| ${what} | ${number(of(run))} | ${last ? number(of(last)) : "–"} | ${last ? change(of(run), of(last)) : ""} |\n`);
  return `| ${run.uploads.toLocaleString("en")} uploads: ${run.byBucket.toLocaleString("en")} by the bucket, ${run.byApi.toLocaleString("en")} by the API | now | the run before | |\n| --- | --- | --- | --- |\n${rows.join("")}`;
}
