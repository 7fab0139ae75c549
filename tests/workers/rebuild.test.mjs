// Tables that are lost are made again from the two buckets, and makes of an older engine are brought to the present one,
// in the real workerd, by what npm run rebuild and npm run rediff call.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { passes } from "../../scripts/again.mjs";
import { rebuild } from "../../scripts/rebuild.mjs";
import { startApplication } from "./application.mjs";
import { madePie, pie, recipe } from "./documents.mjs";

let app;
before(async () => (app = await startApplication()));
after(() => app.close());

/** As scripts/service.mjs has it, of one kitchen. */
const client = (kitchen) => ({
  async request(method, path) {
    const { status, body, text } = await app.call(method, path, { kitchen, scopes: "admin" });
    if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return body;
  },
});
const rowsOf = async (kitchen) =>
  (
    await app.bindings.DB.prepare(
      "SELECT key, state, version, role, recipe, make_id, first_ms, pinned, engine, reason, differences FROM objects WHERE kitchen = ?1 ORDER BY key",
    )
      .bind(kitchen)
      .all()
  ).results;

test("what was decided stays decided: corrected, deleted and renamed makes, older versions, another kitchen", async () => {
  await app.upload({ "recipes/2.json": pie(), "recipes/2/makes/1.json": madePie(1, 6), "recipes/2/makes/2.json": madePie(2, 7), "kitchens/anna/recipes/3.json": recipe(3) });
  await app.upload({ "recipes/2.json": pie({ recipeName: "Better Pie" }), "recipes/2/makes/1.json": madePie(1, 8), "recipes/2/makes/b/makes/2.json": { makeOf: 2, rating: 1 } });
  await app.bindings.RECIPES.delete("recipes/2/makes/2.json");
  await app.deliver([app.event("recipes/2/makes/2.json", { action: "DeleteObject" })]);
  await app.upload({ "recipes/9/makes/1.json": { rating: 2 }, "bad.json": "{" });
  const before = await rowsOf("home");
  assert.deepEqual(before.map(({ key, state }) => `${key} ${state}`), [
    "bad.json rejected",
    "recipes/2.json stored",
    "recipes/2/makes/1.json stored",
    "recipes/2/makes/2.json withdrawn",
    "recipes/2/makes/b/makes/2.json stored",
    "recipes/9/makes/1.json pending",
  ]);
  const anna = await rowsOf("anna");
  for (const table of ["objects", "versions", "recipes"]) await app.bindings.DB.prepare(`DELETE FROM ${table} WHERE kitchen = 'home'`).run();
  const { rows, enqueued } = await rebuild(client("home"));
  assert.ok(rows >= 4, `${rows} decisions and versions`); // two versions, and the claims of what was corrected, deleted, renamed
  assert.ok(enqueued >= 5);
  // Of what is gone only what it was (docs/adr/0005-the-tables-made-again.md).
  const same = (row) => (row.state === "withdrawn" ? { ...row, version: null, pinned: null, engine: null } : row);
  assert.deepEqual((await rowsOf("home")).map(same), before.map(same));
  assert.deepEqual(await rowsOf("anna"), anna);
});

test("makes of an older engine come to the present one, in pieces, while an upload comes in", async () => {
  const before = await rowsOf("home");
  await app.bindings.DB.prepare("UPDATE objects SET engine = '0.9' WHERE state = 'stored' AND role = 'make' AND kitchen = 'home'").run();
  const [{ due }] = await Promise.all([passes(client("home")), app.upload({ "recipes/2/makes/7.json": madePie(7, 9) })]);
  assert.ok(due >= 2, `${due} makes were due`);
  assert.deepEqual((await rowsOf("home")).filter(({ key }) => !key.endsWith("/7.json")), before);
  assert.equal((await app.row("recipes/2/makes/7.json")).state, "stored");
});
