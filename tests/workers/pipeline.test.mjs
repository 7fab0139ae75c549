// The main job in the real workerd: objects in the bucket, events through the consumer, differences out of the API.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "./application.mjs";
import { madePie, pie, recipe } from "./documents.mjs";

let app;
before(async () => (app = await startApplication()));
after(() => app.close());

const acks = (result) => [...result.explicitAcks].sort();
const differences = async (recipeId, makeId) => (await app.get(`/recipes/${recipeId}/makes/${makeId}/differences`)).body;

test("an upload is found by the sweep, goes through the queue, and its differences come back", async () => {
  await app.put("recipes/2.json", pie());
  await app.put("recipes/2/makes/1.json", madePie(1));
  const swept = await app.call("POST", "/uploads/sweep");
  assert.equal(swept.status, 200, swept.text);
  const answer = await app.until(async () => {
    const got = await app.get("/recipes/2/makes/1/differences");
    return got.status === 200 ? got.body : null;
  }, "the differences of the make");
  assert.equal(answer.asWritten, false);
  assert.equal(answer.recipeId, 2);
  assert.equal(answer.makeId, 1);
  assert.equal(answer.recipeVersion, 1);
  assert.equal(answer.recipeName, "Apple Pie");
  assert.deepEqual(answer.differences.map((entry) => [entry.recipeField, entry.kind]).sort(), [["ingredient", "changed"], ["rating", "changed"]]);
});

test("the watcher's cron finds it as well", async () => {
  await app.put("recipes/2/makes/2.json", pie({ makeId: 2 }));
  await app.harness.getWorker("cookdiff-watcher").scheduled({ cron: "* * * * *" });
  const answer = await app.until(async () => {
    const got = await app.get("/recipes/2/makes/2/differences");
    return got.status === 200 ? got.body : null;
  }, "the exact make");
  assert.equal(answer.identical, true);
  assert.equal(answer.asWritten, true);
});

test("the same message twice, in one batch and in two, changes nothing", async () => {
  await app.put("recipes/2/makes/3.json", madePie(3));
  const event = app.event("recipes/2/makes/3.json", { id: "same" });
  assert.deepEqual(acks(await app.deliver([event, { ...event }, app.event("recipes/2/makes/3.json", { id: "other" })])), ["other", "same", "same"].filter((id, n, all) => all.indexOf(id) === n));
  const row = await app.row("recipes/2/makes/3.json");
  await app.deliver([{ ...event, attempts: 2 }]);
  assert.deepEqual(await app.row("recipes/2/makes/3.json"), row);
});

test("a make before its original waits for it", async () => {
  await app.upload({ "recipes/30/makes/1.json": { ...madePie(1), recipeId: 30 } });
  assert.equal((await app.row("recipes/30/makes/1.json")).state, "pending");
  assert.equal((await app.get("/recipes/30/makes/1/differences")).status, 409);
  await app.upload({ "recipes/30.json": recipe(30, "Apple Pie") });
  const answer = await app.until(() => differences(30, 1).then((body) => body?.differences && body), "the make that waited");
  assert.equal(answer.recipeVersion, 1);
  assert.equal((await app.row("recipes/30/makes/1.json")).state, "stored");
});

test("of two originals that race, one is the original and the other a make", async () => {
  await app.put("recipes/40.json", recipe(40));
  await app.put("recipes/forty.json", recipe(40));
  const [one, two] = await Promise.all([app.deliver([app.event("recipes/40.json")]), app.deliver([app.event("recipes/forty.json")])]);
  assert.equal(one.explicitAcks.length + two.explicitAcks.length, 2);
  const roles = [(await app.row("recipes/40.json")).role, (await app.row("recipes/forty.json")).role].sort();
  assert.deepEqual(roles, ["make", "original"]);
});

test("an overwritten object is a new version or a corrected make; a deleted one is withdrawn", async () => {
  await app.upload({ "recipes/50.json": recipe(50) });
  await app.upload({ "recipes/50/makes/1.json": { ...madePie(1), recipeId: 50 } });
  await app.upload({ "recipes/50/makes/1.json": { ...madePie(1, 7), recipeId: 50 } });
  const corrected = await differences(50, 1);
  assert.equal(corrected.differences.find((entry) => entry.recipeField === "ingredient").amount.make.value, 7);
  await app.upload({ "recipes/50.json": { ...recipe(50), recipeName: "Version two" } });
  assert.equal((await app.get("/recipes/50/versions")).body.versions.length, 2);
  assert.equal((await differences(50, 1)).recipeVersion, 1);
  await app.bindings.RECIPES.delete("recipes/50/makes/1.json");
  await app.deliver([app.event("recipes/50/makes/1.json", { action: "DeleteObject" })]);
  assert.equal((await app.row("recipes/50/makes/1.json")).state, "withdrawn");
  assert.equal((await app.get("/recipes/50/makes/1/differences")).status, 404);
});

test("bad files are rejected with their reason, and the objects beside them are stored", async () => {
  const longKey = `recipes/60/makes/${"k".repeat(1024 - "recipes/60/makes/.json".length)}.json`;
  const bad = {
    "recipes/60/makes/truncated.json": '{"recipeName":"X",',
    "recipes/60/makes/type.json": { recipeId: 60, ingredients: "flour" },
    "recipes/60/makes/negative.json": { recipeId: 60, ingredients: [{ quantity: -5, measurement: "g", ingredientName: "salt" }] },
    "recipes/60/makes/large.json": JSON.stringify({ recipeId: 60, notes: "x".repeat(2 << 20) }),
    "recipes/60/makes/deep.json": "[".repeat(10000) + "]".repeat(10000),
    "recipes/60/makes/nul.json": '{"recipeId":60}\u0000',
    "recipes/60/makes/latin.json": new Uint8Array([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]),
    "recipes/60/makes/empty.json": "",
    "recipes/60/makes/unknown.bin": "neither recipe nor JSON",
    "recipes/60/makes/../61.json": recipe(61),
    "recipes/60/makes/a%2Fb.json": recipe(62),
    "recipes/60/makes/lonely.json": "[1,2,3]",
  };
  const good = { "recipes/60.json": recipe(60), "recipes/60/makes/good.json": { ...madePie("good"), recipeId: 60 }, [longKey]: { recipeId: 60, rating: 3 } };
  const keys = [...Object.keys(good), ...Object.keys(bad)];
  assert.equal((await app.upload({ ...good, ...bad })).explicitAcks.length, keys.length);
  for (const key of Object.keys(good)) assert.equal((await app.row(key)).state, "stored", key);
  const rejected = (await app.get("/uploads?state=rejected&limit=200")).body.uploads;
  for (const key of Object.keys(bad)) {
    const row = rejected.find((item) => item.key === key);
    assert.ok(row, `${key} is rejected`);
    assert.ok(row.reason, `${key} has a reason`);
  }
  const pointer = (key) => rejected.find((item) => item.key === key).reason.pointer;
  assert.equal(pointer("recipes/60/makes/negative.json"), "/ingredients/0/quantity");
  assert.equal(pointer("recipes/60/makes/type.json"), "/ingredients");
});

test("a make that leaves out what it did not change is filled from its original", async () => {
  await app.upload({ "recipes/70.json": recipe(70) });
  await app.upload({ "recipes/70/makes/1.json": { makeOf: 70, rating: 4, notes: "a bit dry" } });
  const answer = await differences(70, 1);
  assert.equal(answer.asWritten, true);
  assert.deepEqual(answer.differences.map((entry) => entry.recipeField).sort(), ["notes", "rating"]);
  const make = await app.get("/recipes/70/makes/1");
  assert.equal(make.body.ingredients.length, 3);
  assert.deepEqual(make.body.filled, ["recipeName", "ingredients", "steps"]);
  assert.deepEqual(JSON.parse((await app.get("/recipes/70/makes/1?raw")).text), { makeOf: 70, rating: 4, notes: "a bit dry" });
});

test("a hundred makes in one batch", async () => {
  await app.upload({ "recipes/80.json": recipe(80) });
  const makes = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`recipes/80/makes/${n + 1}.json`, { ...madePie(n + 1, 5 + (n % 7)), recipeId: 80 }]));
  const result = await app.upload(makes);
  assert.equal(result.explicitAcks.length, 100);
  const listed = await app.get("/recipes/80/makes?limit=200");
  assert.equal(listed.body.makes.length, 100);
  assert.equal(listed.body.makes.filter((make) => make.summary).length, 100);
});
