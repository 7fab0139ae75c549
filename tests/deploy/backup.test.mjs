// A backup of a running local service with two databases, restored into an empty one: every make has the same differences to the byte, also
// after the sweep has looked at every object; tokens go on working. And what a restore refuses.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { endGroups, root, run } from "../../scripts/command.mjs";
import { keepLocalDatabases, migrateLocal } from "../../scripts/local_databases.mjs";
import { Client, startWorkers } from "../../scripts/service.mjs";
import { openTables } from "../../scripts/tables.mjs";
import { addToken } from "../../scripts/token.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-backup-"));
const at = (name) => path.join(folder, name);
after(async () => {
  await endGroups();
  fs.rmSync(folder, { recursive: true, force: true });
});

const script = (name, ...args) => run(process.execPath, [path.join(root, `scripts/${name}.mjs`), ...args], { allowFailure: true });
const pie = { recipeName: "Pie", ingredients: [{ quantity: 100, measurement: "g", ingredientName: "butter" }] };
const post = async (client, target, document, status = 200) => {
  const answer = await fetch(client.address + target, { method: "POST", body: JSON.stringify(document), headers: { authorization: `Bearer ${client.token}`, "content-type": "application/json" } });
  assert.equal(answer.status, status, await answer.text());
};

/** What the service says of everything that it has. */
async function allOf(client) {
  const makes = [];
  for (const upload of (await client.uploads()).values())
    if (upload.role === "make") makes.push([upload.key, await client.request("GET", client.differencesPath(upload), "application/json-patch+json"), await client.request("GET", client.differencesPath(upload))]);
  return { makes: makes.sort(), states: [...(await client.uploads()).values()].map(({ key, state, uploadId }) => [key, state, uploadId]).sort() };
}

test("backup and restore", async () => {
  keepLocalDatabases(at("first"), "2");
  await migrateLocal(at("first"));
  const token = await addToken({ scopes: ["admin"], state: at("first") });
  const otherToken = await addToken({ scopes: ["admin"], kitchen: "bakery", state: at("first") });
  const tables = await openTables({ state: at("first") });
  await tables.query("INSERT INTO kitchens (kitchen, home) VALUES ('home', 1), ('bakery', 2)");
  await tables.close();
  const first = new Client((await startWorkers({ port: 8941, state: at("first") })).address, token);
  const bakery = new Client(first.address, otherToken);
  await post(bakery, "/recipes", { ...pie, recipeId: 1 });
  await post(bakery, "/recipes/1/makes", { rating: 2 });
  const wantedOfBakery = await allOf(bakery);
  assert.equal(wantedOfBakery.makes.length, 1);
  await post(first, "/recipes", { ...pie, recipeId: 1 });
  await post(first, "/recipes", { ...pie, recipeId: "a recipe: ½" }); // an id that no key can hold: it is in the metadata
  for (const butter of [90, 100, 120]) await post(first, "/recipes/1/makes", { ...pie, ingredients: [{ ...pie.ingredients[0], quantity: butter }], rating: 3 });
  await post(first, `/recipes/${encodeURIComponent("a recipe: ½")}/makes`, { rating: 5 });
  const wanted = await allOf(first);
  assert.equal(wanted.makes.length, 4);
  await endGroups();

  const made = await script("backup", "--local", at("first"), "--to", at("backup"));
  assert.equal(made.code, 0, made.output);
  const again = await script("backup", "--local", at("first"), "--to", at("backup"));
  assert.match(again.output, /error: .* is not empty: a backup goes into a folder of its own/);
  const full = await script("restore", "--local", at("first"), "--from", at("backup"));
  assert.match(full.output, /error: the bucket ARCHIVE is not empty: a restore overwrites nothing/);

  const restored = await script("restore", "--local", at("second"), "--from", at("backup"));
  assert.equal(restored.code, 0, restored.output);
  const second = new Client((await startWorkers({ port: 8942, state: at("second") })).address, token);
  assert.deepEqual(await allOf(second), wanted);
  const restoredBakery = new Client(second.address, otherToken);
  assert.deepEqual(await allOf(restoredBakery), wantedOfBakery);
  await second.sweep();
  await restoredBakery.sweep();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.deepEqual(await allOf(second), wanted);
  assert.deepEqual(await allOf(restoredBakery), wantedOfBakery);
  await post(second, "/recipes", { ...pie, recipeId: 1 }, 409);
  await endGroups();

  const [damaged] = JSON.parse(fs.readFileSync(at("backup/backup.json"))).objects;
  fs.appendFileSync(at(`backup/${damaged.file}`), " ");
  const refused = await script("restore", "--local", at("third"), "--from", at("backup"));
  assert.match(refused.output, /error: 1 files of the backup are missing or damaged/);
  fs.rmSync(at("backup/backup.json"));
  assert.match((await script("restore", "--local", at("third"), "--from", at("backup"))).output, /no backup, or not a whole one/);
});
