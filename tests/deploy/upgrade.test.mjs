// A running service is upgraded, with a migration, while uploads come in: none is lost, none is refused, and what was
// there before is there after. Against the stand-in; the service runs in workerd.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { root } from "../../scripts/command.mjs";
import { Provider } from "./provider/provider.mjs";
import { runScript } from "./provider/scripts_run.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-upgrade-"));
let provider;
after(async () => {
  await provider?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const deploy = (environment) => runScript(provider, "deploy", ["--env", "production"], environment);
const recipe = (n) => ({ recipeName: `Recipe ${n}`, recipeId: n, ingredients: [{ quantity: n, measurement: "g", ingredientName: "butter" }] });

async function put(key, document) {
  const { CLOUDFLARE_API_BASE_URL: base, CLOUDFLARE_ACCOUNT_ID: account } = provider.environment;
  const once = () => fetch(`${base}/accounts/${account}/r2/buckets/recipes/objects/${key}`, { method: "PUT", body: JSON.stringify(document) });
  // Whoever uploads asks again when the provider does not answer; the stand-in does not while it takes in a new Worker.
  let answer = await once();
  for (let tries = 1; answer.status >= 500 && tries < 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    answer = await once();
  }
  assert.equal(answer.status, 200, await answer.text());
}

async function states() {
  const database = await provider.plane.database([...provider.state.databases.keys()][0]);
  const { results } = await database.prepare("SELECT state, count(*) AS n FROM objects WHERE kitchen = 'home' GROUP BY state").all();
  return Object.fromEntries(results.map(({ state, n }) => [state, n]));
}

test("an upgrade with a migration while uploads come in", async () => {
  provider = await Provider.start();
  const first = await deploy();
  assert.equal(first.code, 0, first.output);

  fs.cpSync(path.join(root, "workers/server/migrations"), folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "9000_upgrade.sql"), "ALTER TABLE recipes ADD COLUMN tried_in_a_test TEXT;\nCREATE TABLE upgraded (name TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;\n");
  for (const script of provider.state.scripts.values()) script.versions.at(-1).annotations = { "workers/tag": "the version before" };

  let uploads = 0;
  let going = true;
  const coming = (async () => {
    for (; going; uploads += 2) {
      await put(`recipes/${uploads}.json`, recipe(uploads));
      await put(`recipes/${uploads}/makes/1.json`, { makeOf: uploads, rating: 4 });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  const second = await deploy({ COOKDIFF_MIGRATIONS: folder });
  going = false;
  await coming;
  assert.equal(second.code, 0, second.output);
  assert.match(second.output, /time-travel restore cookdiff --bookmark=/);
  assert.match(second.output, /migrating: 9000_upgrade\.sql/);
  assert.ok(uploads >= 4, `${uploads} uploads came in meanwhile`);

  const end = Date.now() + 60_000;
  // The stand-in's queue forgets its messages when it takes in a new Worker, so what is promised is that the sweep finds
  // what they said.
  while ((await states()).stored !== uploads && Date.now() < end) {
    await provider.plane.strike("cookdiff-watcher");
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  assert.deepEqual(await states(), { stored: uploads });
});
