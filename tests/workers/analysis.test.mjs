// The analysis in the real workerd: over makes of the bucket, kept in KV, accepted as the next version, and over as many
// makes as are analysed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "./application.mjs";

const pancakes = {
  recipeId: "pancakes",
  recipeName: "Pancakes",
  yield: "8 pancakes",
  ingredients: [
    { ingredientId: 1, quantity: 200, measurement: "g", ingredientName: "flour" },
    { ingredientId: 2, quantity: 300, measurement: "ml", ingredientName: "milk" },
    { ingredientId: 3, quantity: 2, ingredientName: "eggs" },
  ],
  steps: [{ stepId: 1, stepText: "Mix and rest for 20 minutes" }],
};
const withMilk = (quantity, rating) => ({
  rating,
  ingredients: pancakes.ingredients.map((item) => (item.ingredientId === 2 ? { ...item, quantity } : item)),
});

let app;
before(async () => {
  app = await startApplication();
  assert.equal((await app.call("POST", "/recipes", { body: pancakes })).status, 200);
});
after(() => app.close());

test("makes are analysed, and what they agree on becomes the next version", async () => {
  for (const [milk, rating] of [[350, 5], [350, 5], [300, 3], [350, 4]]) // prettier-ignore
    assert.equal((await app.call("POST", "/recipes/pancakes/makes", { body: withMilk(milk, rating) })).status, 200);
  const { status, body, headers } = await app.call("GET", "/recipes/pancakes/analysis");
  assert.equal(status, 200);
  assert.deepEqual(body.ingredients[1].amount.values, [350, 350, 300, 350]);
  assert.equal(Math.round(body.ingredients[1].bakersPercent.original), 155); // by milk's density
  assert.equal(body.makes.asWritten, 1);
  assert.equal(body.suggested.recipe.ingredients[1].quantity, 350);
  const accepted = await app.call("POST", "/recipes/pancakes/versions/suggested", {
    headers: { "if-match": headers.get("etag") },
  });
  assert.equal(accepted.status, 200);
  assert.equal((await app.call("GET", "/recipes/pancakes")).body.ingredients[1].quantity, 350);
  assert.equal((await app.call("GET", "/recipes/pancakes/analysis")).body.suggested, null);
});

test("ten thousand makes are one answer, and the second time it is kept", async () => {
  await app.bindings.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 10095)
     INSERT INTO objects (key, kitchen, revision, state, version, uploaded_ms, size, hash, format, first_ms, recipe, role,
       make_id, make_is_number, pinned, engine, as_written, identical, scale, rating, made_ms, made_at, cook, name, summary,
       facts, differences)
     SELECT 'recipes/pancakes/makes/' || i || '.json', kitchen, revision, state, version, uploaded_ms, size, hash, format,
       first_ms, recipe, role, i, 1, pinned, engine, as_written, identical, scale, 1 + i % 9 * 0.5, made_ms + i, made_at,
       'cook ' || (i % 7), name, summary, facts, differences
     FROM objects, n WHERE key = 'recipes/pancakes/makes/1.json'`,
  ).run();
  const first = await app.call("GET", "/recipes/pancakes/analysis");
  assert.equal(first.status, 200);
  assert.equal(first.body.makes.count, 10_000);
  assert.equal(first.body.timeline.makeIds.length, 1000);
  assert.equal(first.body.cooks.length, 8);
  const kept = await app.bindings.CACHE.list({ prefix: "analysis/" });
  assert.equal(kept.keys.length, 1);
  const second = await app.call("GET", "/recipes/pancakes/analysis", { headers: { "if-none-match": first.headers.get("etag") } });
  assert.equal(second.status, 304);
});
