// Calls that meet: of one Idempotency-Key, and of a token that is revoked while it is used.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "./application.mjs";
import { pie } from "./documents.mjs";

/** Calls at once. */
const many = 12;

let app;
before(async () => {
  app = await startApplication();
  await app.upload({ "recipes/2.json": pie() });
  await app.upload({ "kitchens/bakery/recipes/2.json": pie() });
});
after(() => app.close());

const all = (count, call) => Promise.all(Array.from({ length: count }, (_, n) => call(n)));
const say = (key, body, options = {}) => app.call("POST", "/recipes/2/makes", { body, headers: { "idempotency-key": key }, ...options });
const makes = async (kitchen = "home") => (await app.get("/recipes/2/makes?limit=200", { kitchen })).body.makes.length;
/** One that lost its race may be asked to come again, and then finds what the other did. */
async function settled(key, body, options) {
  for (let tries = 1; ; tries++) {
    const answer = await say(key, body, options);
    if (answer.status !== 503 || tries === 10) return answer;
    assert.ok(answer.headers.get("retry-after"));
  }
}

test("the same request, many at once and once more later: one make, whichever token of the kitchen sends it", async () => {
  const before = await makes();
  const other = await app.token("home", "upload", true);
  const answers = await all(many, (n) => settled("a", { rating: 3, notes: "at once" }, n % 2 ? { token: other } : {}));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]), answers.map(({ text }) => text).join("\n").slice(0, 800));
  assert.equal(new Set(answers.map(({ body }) => body.makeId)).size, 1);
  assert.equal((await say("a", { rating: 3, notes: "at once" })).body.makeId, answers[0].body.makeId);
  assert.equal(await makes(), before + 1);
});

test("two bodies under one key at once: one is a make, the others are told that the key was another's", async () => {
  const before = await makes();
  const answers = await all(many, (n) => settled("b", { rating: 1 + (n % 2) }));
  const done = answers.filter(({ status }) => status === 200);
  assert.equal(new Set(done.map(({ body }) => body.makeId)).size, 1);
  assert.equal(new Set(done.map(({ body }) => body.rating)).size, 1);
  const refused = answers.filter(({ status }) => status === 409);
  assert.equal(done.length, many / 2);
  assert.equal(refused.length, many / 2);
  for (const { body } of refused) assert.equal(body.type, "urn:cookdiff:problem:conflict");
  assert.equal(await makes(), before + 1);
});

test("another path under the key is told so; another kitchen has its own keys", async () => {
  const body = { recipeName: "Of a key", rating: 2 };
  const first = await say("c", body);
  assert.equal(first.status, 200);
  const elsewhere = await app.call("POST", "/recipes", { body, headers: { "idempotency-key": "c" } });
  assert.equal(elsewhere.status, 409, elsewhere.text);
  const before = await makes("bakery");
  assert.equal((await say("c", { rating: 5 }, { kitchen: "bakery" })).status, 200);
  assert.equal(await makes("bakery"), before + 1);
});

test("what was refused leaves its key free for the body that is mended", async () => {
  const bad = await say("d", { ingredients: [{ quantity: -1, ingredientName: "flour" }] });
  assert.equal(bad.status, 422);
  assert.equal((await say("d", { ingredients: [{ quantity: 1, ingredientName: "flour" }] })).status, 200);
});

test("a key is used up by what it made, also when that was withdrawn", async () => {
  const { body } = await say("e", { rating: 4 });
  const key = `recipes/2/makes/${body.makeId}.json`;
  await app.bindings.RECIPES.delete(key);
  await app.deliver([app.event(key, { action: "DeleteObject" })]);
  const count = await makes();
  const again = await say("e", { rating: 4 });
  assert.equal(again.status, 200, again.text);
  assert.equal(again.body.makeId, body.makeId);
  assert.equal(await makes(), count);
});

test("from the answer of the revocation on, no call of that token is let in", async () => {
  for (let round = 0; round < 3; round++) {
    const token = await app.token("home", "upload", true);
    const id = token.split("_")[1];
    const before = await makes();
    const calls = all(many, () => app.call("POST", "/recipes/2/makes", { body: { rating: 1 }, token }));
    assert.equal((await app.call("DELETE", `/tokens/${id}`)).status, 204);
    const late = await all(many, () => app.call("POST", "/recipes/2/makes", { body: { rating: 1 }, token }));
    assert.deepEqual(new Set(late.map(({ status }) => status)), new Set([401]));
    const early = await calls;
    const made = early.filter(({ status }) => status === 200).length;
    for (const { status, text } of early) assert.ok([200, 401, 503].includes(status), text);
    assert.equal(await makes(), before + made);
  }
});
