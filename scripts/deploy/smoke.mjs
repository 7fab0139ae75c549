// The smoke test of a deployed service: a recipe and a make of it are put into the bucket as any upload is, and their
// differences must come out of the REST API; then the make is deleted, and must be gone. It lives in a kitchen of its
// own, always with the same keys, so that it leaves nothing that grows.
import { randomBytes } from "node:crypto";
import { makeToken, insertion } from "../token.mjs";
import { Reason } from "../terminal.mjs";
import { keyPath } from "./provider.mjs";

export const smokeKitchen = "smoke";
const uploadPatienceMs = 90_000;
const pauseMs = 300;
const requestPatienceMs = 15_000;
const original = { recipeName: "Smoke test", recipeId: "smoke", ingredients: [{ quantity: 100, measurement: "g", ingredientName: "butter" }], steps: [{ stepText: "Bake for 45 minutes" }] };
const keys = { original: `kitchens/${smokeKitchen}/recipes/smoke.json`, make: `kitchens/${smokeKitchen}/recipes/smoke/makes/1.json` };

async function ask(url, token) {
  try {
    const answer = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {}, signal: AbortSignal.timeout(requestPatienceMs) });
    const text = await answer.text();
    return { status: answer.status, text, body: /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : null };
  } catch (error) {
    return { status: 0, text: error.cause?.message ?? error.message, body: null };
  }
}

/** Asks until `good(answer)`; throws what was last answered otherwise. */
async function until(what, url, token, good, patienceMs) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask(url, token);
    if (good(answer)) return answer;
    if (Date.now() > end) throw new Reason(`${what}: not within ${patienceMs / 1000} s; ${url} answers ${answer.status} ${answer.text.slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Whether the service answers and has its tables; the answer. */
export const health = (url) => ask(`${url}/healthz`);

/** A token of the smoke test's kitchen for an hour, and its removal. */
async function passingToken(provider, databaseId, pepper) {
  const { text, row } = makeToken({ kitchen: smokeKitchen, scopes: ["read"], name: "smoke test", pepper });
  const { sql, values } = insertion({ ...row, expires_ms: Date.now() + 3_600_000 });
  await provider.query(databaseId, sql, values);
  return { text, remove: () => provider.query(databaseId, "DELETE FROM tokens WHERE id = ?1", [row.id]) };
}

export async function smokeTest({ provider, environment, databaseId, url, pepper, token, patienceMs = uploadPatienceMs }) {
  const passing = token ? { text: token, remove: () => {} } : await passingToken(provider, databaseId, pepper);
  const nonce = randomBytes(8).toString("hex");
  const object = (key) => `/r2/buckets/${environment.buckets.recipes}/objects/${keyPath(key)}`;
  const put = (key, document) => provider.change("PUT", object(key), JSON.stringify(document), { type: "application/json" });
  const differences = `${url}/recipes/smoke/makes/1/differences`;
  try {
    await until("the service answers", `${url}/healthz`, null, ({ status }) => status === 200, patienceMs);
    await put(keys.original, original);
    await put(keys.make, { makeOf: "smoke", makeId: 1, rating: 4, notes: nonce, ingredients: [{ quantity: 80, measurement: "g", ingredientName: "butter" }] });
    const fresh = ({ status, text }) => status === 200 && text.includes(nonce);
    const { body } = await until("the upload's differences", differences, passing.text, fresh, patienceMs);
    const less = body.differences.find((entry) => entry.ingredientName === "butter" && entry.amount);
    if (body.asWritten !== false || less?.amount.make.value !== 80) throw new Reason(`the differences of the smoke test's make are wrong: ${JSON.stringify(body).slice(0, 500)}`);
    await provider.change("DELETE", object(keys.make));
    await until("the deleted make is gone", differences, passing.text, ({ status }) => status === 404, patienceMs);
  } finally {
    await Promise.resolve(passing.remove()).catch(() => {}); // it expires in an hour by itself
  }
}
