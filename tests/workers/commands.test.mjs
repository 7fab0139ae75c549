// The commands of docs/security.md as a person runs them, beside the running local service: tokens by hand, the audit
// verified from the stored rows, and a recipe and a kitchen erased.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { hourMs } from "../../scripts/audit-chain.mjs";
import { endGroups, root, run } from "../../scripts/command.mjs";
import { wrangler } from "../../scripts/node.mjs";
import { startWorkers } from "../../scripts/service.mjs";
import { openTables } from "../../scripts/tables.mjs";
import { madePie, pie } from "./documents.mjs";

const port = 8951;
const state = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-commands-"));
const command = (name, ...args) => run("npm", ["run", "-s", name, "--", ...args], { allowFailure: true });
let address, admin, tables;

before(async () => {
  await wrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", state]);
  const made = await command("token", "--state", state, "--scope", "admin", "--name", "the admin's");
  assert.equal(made.code, 0, made.output);
  admin = made.output.trim();
  ({ address } = await startWorkers({ port, state }));
  tables = await openTables({ state });
});
after(async () => {
  await tables?.close();
  await endGroups();
  fs.rmSync(state, { recursive: true, force: true });
});

async function ask(method, target, { token = admin, body, headers = {} } = {}) {
  const answer = await fetch(address + target, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}), ...headers },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

test("a token made by hand is listed without its secret, and refused from the next call after its revocation", async () => {
  const made = await command("token", "--state", state, "--scope", "read,upload", "--kitchen", "bakery", "--days", "7", "--name", "scale");
  assert.equal(made.code, 0, made.output);
  const token = made.output.trim();
  const [, id, secret] = token.split("_");
  assert.equal((await ask("GET", "/recipes", { token })).status, 200);
  const listed = await command("token", "--state", state, "--list");
  assert.equal(listed.code, 0, listed.output);
  const lines = listed.output.trim().split("\n");
  assert.equal(lines.length, 2);
  const [row] = (await tables.query("SELECT code FROM tokens WHERE id = ?1", id));
  assert.ok(!listed.output.includes(secret) && !listed.output.includes(row.code));
  assert.match(lines.find((line) => line.startsWith(id)), /  bakery  read,upload  made \S+, expires \S+, used \d{4}-\S+  "scale"$/);
  const revoked = await command("token", "--state", state, "--revoke", id);
  assert.equal(revoked.code, 0, revoked.output);
  assert.equal((await ask("GET", "/recipes", { token })).status, 401);
  assert.equal((await ask("GET", "/recipes")).status, 200);
});

const insertRow = (at, id) =>
  tables.query("INSERT INTO audit (at_ms, id, kitchen, actor, action, subject, outcome, address) VALUES (?1, ?2, 'home', 'token:0', 'GET /recipes', '', '200', '')", at, id);

test("verify-audit: hours that hold; a row changed, removed and put in, each found and named", async () => {
  const hour = Date.now() - (Date.now() % hourMs) - 5 * hourMs;
  const named = (n) => new Date(hour + n * hourMs).toISOString().slice(0, 13);
  for (let n = 0; n < 9; n++) await insertRow(hour + Math.floor(n / 3) * hourMs + (n % 3), `0${n}`);
  assert.equal((await fetch(`${address}/cdn-cgi/handler/scheduled?cron=7+*+*+*+*`)).status, 200);
  const whole = await command("verify-audit", "--state", state);
  assert.equal(whole.code, 0, whole.output);
  assert.match(whole.output, /^home: 3 hours with 9 rows hold, up to /m);
  const triggers = await tables.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'");
  for (const { name } of triggers) await tables.query(`DROP TRIGGER ${name}`);
  await tables.query("UPDATE audit SET actor = 'token:1' WHERE id = '01'");
  await tables.query("DELETE FROM audit WHERE id = '04'");
  await insertRow(hour + 2 * hourMs + 9, "zz");
  const { code, output } = await command("verify-audit", "--state", state, "--kitchen", "home");
  assert.equal(code, 1, output);
  const faults = [`${named(0)}: a row was changed`, `${named(1)}: 1 of 3 rows are missing`, `${named(2)}: 1 rows more than were digested`];
  assert.equal(output, `${faults.map((fault) => `home: ${fault}\n`).join("")}the audit does NOT hold: 3 faults\n`);
  for (const { sql } of triggers) await tables.query(sql);
});

/** Where a text is in what the local service keeps: rows of tables, and files of the buckets. */
async function placesOf(text) {
  const places = fs.readdirSync(path.join(state, "v3"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.sqlite/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file).includes(text));
  for (const { name } of await tables.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'"))
    if (JSON.stringify(await tables.query(`SELECT * FROM ${name}`)).includes(text)) places.push(name);
  return places;
}

test("purge: a recipe, then a kitchen", async () => {
  const canary = "Zanzibar";
  assert.equal((await ask("POST", "/recipes", { body: pie({ recipeId: 1 }) })).status, 200);
  assert.equal((await ask("POST", "/recipes", { body: pie({ recipeName: canary, notes: canary }) })).status, 200);
  assert.equal((await ask("POST", "/recipes/2/makes", { body: madePie(1, 5, { recipeName: `${canary} again`, notes: `my ${canary}` }) })).status, 200);
  const held = await placesOf(canary);
  assert.ok(held.includes("recipes") && held.includes("objects") && held.filter((place) => place.includes("blobs")).length >= 3, held.join());
  const where = ["--address", address, "--token", admin];
  const recipe = await command("purge", "--recipe", "2", ...where);
  assert.equal(recipe.code, 0, recipe.output);
  assert.equal(recipe.output.trim(), "erased: 2 objects and 1 versions of originals");
  assert.equal((await ask("GET", "/recipes/2")).status, 404);
  assert.equal((await ask("GET", "/recipes/1")).status, 200);
  assert.deepEqual(await placesOf(canary), []);
  const wrong = await command("purge", "--kitchen", "bakery", ...where);
  assert.equal(wrong.code, 1, wrong.output);
  assert.equal((await ask("GET", "/recipes/1")).status, 200);
  const kitchen = await command("purge", "--kitchen", "home", ...where);
  assert.equal(kitchen.code, 0, kitchen.output);
  assert.equal(kitchen.output.trim(), "erased: 1 objects and 1 versions of originals");
  assert.equal((await ask("GET", "/recipes/1")).status, 401); // its tokens are gone with it
  const [row] = await tables.query("SELECT action, subject, outcome FROM audit WHERE kitchen = 'home' AND action LIKE 'DELETE%' ORDER BY at_ms DESC, outcome DESC");
  assert.deepEqual(row, { action: "DELETE /kitchen", subject: "", outcome: "200" });
});
