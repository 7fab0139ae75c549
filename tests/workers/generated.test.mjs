// Requests that nobody wrote: made from openapi.yaml, valid, with one thing spoiled, and hostile. None gets a 500, none an
// answer that the document does not describe, and none waits a second. COOKDIFF_SEED and COOKDIFF_REQUESTS for others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faultOf } from "../api/described.mjs";
import { securityFault, startApplication } from "./application.mjs";
import { RawClient } from "./client.mjs";
import { madePie, recipe } from "./documents.mjs";
import { operations, Random, Requests } from "./requests.mjs";

const seed = Number(process.env.COOKDIFF_SEED ?? 1);
/** Of each operation and kind. */
const each = Math.ceil(Number(process.env.COOKDIFF_REQUESTS ?? 2046) / operations.length / 3);
const answerMillisecondsMax = 1000;

let app, client, tokens;
const known = { recipeId: ["2", "3", "4", "5", "6", "7", "8", "9"], makeId: ["1", "2", "3"], suggestedId: "pancakes", uploadId: [], tokenId: [], token: [], code: [] };
before(async () => {
  app = await startApplication();
  client = new RawClient(app.url);
  const objects = {};
  for (const id of known.recipeId) {
    objects[`recipes/${id}.json`] = recipe(Number(id));
    for (const make of known.makeId) objects[`recipes/${id}/makes/${make}.json`] = { ...madePie(Number(make), 8), recipeId: Number(id) };
  }
  // Three makes that agree on more milk: that is suggested.
  const pancakes = (milk) => ({ ingredients: [{ ingredientId: 1, quantity: 200, measurement: "g", ingredientName: "flour" }, { ingredientId: 2, quantity: milk, measurement: "ml", ingredientName: "milk" }] });
  objects["recipes/pancakes.json"] = { recipeId: "pancakes", recipeName: "Pancakes", ...pancakes(300), steps: ["Mix and rest for 20 minutes"] };
  for (const make of known.makeId) objects[`recipes/pancakes/makes/${make}.json`] = { rating: 5, ...pancakes(350) };
  await app.upload(objects);
  assert.ok((await app.get("/recipes/pancakes/analysis")).body.suggested);
  known.uploadId = (await app.get("/uploads?limit=200")).body.uploads.map((upload) => upload.uploadId);
  known.token = [await app.token("home", "read")];
  tokens = { home: await app.token("home", "admin"), metrics: await app.token("home", "metrics"), elsewhere: await app.token("elsewhere", "admin") };
});
after(async () => {
  client.close();
  await app.close();
});

/** Done to a kitchen of its own: the other requests would find nothing, or be told to wait. */
const ofElsewhere = ["purgeKitchen", "rebuildKitchen"];
const bearerOf = (operation) => (operation === "getMetrics" ? tokens.metrics : ofElsewhere.includes(operation) ? tokens.elsewhere : tokens.home);

/** What is wrong with the answer; "" when nothing is. */
function faultOfAnswer(request, { status, headers, text }) {
  const { pathname, search } = new URL(`http://cookdiff${request.target}`);
  if (status >= 500) return `answered ${status}`;
  const type = (headers["content-type"] ?? "").split(";")[0];
  return faultOf({ method: request.method, path: pathname, query: search.slice(1), status, type, body: text, headers }) || securityFault(headers);
}

/** The dashboard's pages are files and none of the API's. */
const isFile = (target) => /^\/($|\?|index\.html|dashboard|assets)/.test(new URL(`http://cookdiff${target}`).pathname);

function learn({ operation }, { status, text }) {
  if (operation === "createToken" && status === 201) known.tokenId.push(JSON.parse(text).tokenId);
  if (operation === "createSignInCode" && status === 201) known.code.push(JSON.parse(text).code);
}

test(`${each * 3 * operations.length} requests of the seed ${seed}: described answers, none a 500, each kind of call done`, async () => {
  const requests = new Requests(seed, known);
  const order = new Random(seed + 1);
  const done = new Map();
  const kinds = ["valid", "mutated", "hostile"];
  const plan = operations.flatMap((described) => kinds.flatMap((kind) => Array(each).fill([described, kind])));
  for (let at = plan.length - 1; at > 0; at--) {
    const other = order.below(at + 1);
    [plan[at], plan[other]] = [plan[other], plan[at]];
  }
  const faults = [];
  for (const [described, kind] of plan) {
    const request = requests.make(described, kind);
    if (isFile(request.target)) continue;
    if (ofElsewhere.includes(described.operation.operationId)) tokens.elsewhere = await app.token("elsewhere", "admin", true);
    const headers = { authorization: `Bearer ${bearerOf(request.operation)}`, ...request.headers };
    const once = { ...request, headers };
    const answer = await client.send(once);
    learn(request, answer);
    const fault = faultOfAnswer(request, answer) || (await slowness(once, answer));
    if (fault) faults.push(`${fault}\n  ${JSON.stringify(request).slice(0, 600)}\n  ${answer.text.slice(0, 300)}`);
    const name = `${kind} ${answer.status < 300 ? "done" : "not done"}`;
    done.set(name, (done.get(name) ?? 0) + 1);
    if (answer.status < 300 && kind === "valid") done.set(request.operation, 1);
  }
  assert.deepEqual(faults, []);
  const total = kinds.flatMap((kind) => [`${kind} done`, `${kind} not done`]).reduce((sum, name) => sum + (done.get(name) ?? 0), 0);
  assert.ok(total >= Number(process.env.COOKDIFF_REQUESTS ?? 2000), `${total} requests`);
  // What only ever gets as far as a refusal would show nothing.
  assert.deepEqual(operations.map(({ operation }) => operation.operationId).filter((name) => !done.has(name)), []);
  assert.ok(done.get("valid done") > total / 6, JSON.stringify([...done]));
});

// A machine may be busy for a moment: what is slow by itself is slow every time.
async function slowness(request, { milliseconds }) {
  let best = milliseconds;
  for (let n = 0; n < 3 && best > answerMillisecondsMax; n++) best = Math.min(best, (await client.send(request)).milliseconds);
  return best > answerMillisecondsMax ? `answered after ${Math.round(best)} ms` : "";
}
