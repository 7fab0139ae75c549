// The scripts' own rules: what a token's row is, what is refused before it reaches the database, and that nothing which
// a script starts stays behind.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { endGroups, root, run, startGroup } from "../../scripts/command.mjs";
import { broken, sampleKeys, sampleMakes } from "../../scripts/samples.mjs";
import { mutants } from "../sim/mutants.mjs";
import { checkToken, insertion, lineOf, listTokens, makeToken, revokeToken } from "../../scripts/token.mjs";

const migrations = path.join(root, "workers/server/migrations");

function migrated() {
  const tables = new DatabaseSync(":memory:");
  for (const name of fs.readdirSync(migrations).sort()) tables.exec(fs.readFileSync(path.join(migrations, name), "utf8"));
  return tables;
}

test("a token's row fits the table, and its code is the text's HMAC under the pepper", () => {
  const tables = migrated();
  const { text, row } = makeToken({ kitchen: "home", scopes: ["read", "upload"], name: "it's mine", pepper: "p", days: 2, now: 1000 });
  const { sql, values } = insertion(row);
  tables.prepare(sql).run(...values);
  const kept = tables.prepare("SELECT * FROM tokens").get();
  assert.match(text, /^cookdiff_[0-9a-f]{16}_[0-9a-f]{64}$/);
  assert.equal(kept.id, text.split("_")[1]);
  assert.equal(kept.code, createHmac("sha256", "p").update(text).digest("hex"));
  assert.deepEqual([kept.kitchen, kept.scopes, kept.name, kept.made_ms], ["home", "read upload", "it's mine", 1000]);
  assert.equal(kept.expires_ms, 1000 + 2 * 86_400_000);
  assert.equal(makeToken({ kitchen: "home", scopes: ["read"], name: "", pepper: "p", days: 0 }).row.expires_ms, 0);
});

test("tokens are listed without what lets anybody in, of a kitchen or of all, and revoked once", async () => {
  const sqlite = migrated();
  const tables = { query: async (sql, ...values) => sqlite.prepare(sql).all(...values) };
  const add = (kitchen, now) => {
    const { text, row } = makeToken({ kitchen, scopes: ["read", "upload"], name: 'a "name"', pepper: "p", days: 2, now });
    const { sql, values } = insertion(row);
    sqlite.prepare(sql).run(...values);
    return { ...row, secret: text.split("_")[2] };
  };
  const [first, second] = [add("home", 86_400_000), add("bakery", 2 * 86_400_000)];
  const all = await listTokens(tables);
  assert.deepEqual(all.map(({ id }) => id), [second.id, first.id]);
  for (const row of all) for (const hidden of [first, second].flatMap(({ code, secret }) => [code, secret])) assert.ok(!JSON.stringify(row).includes(hidden));
  assert.deepEqual((await listTokens(tables, "home")).map(lineOf), [`${first.id}  home  read,upload  made 1970-01-02, expires 1970-01-04, used never  "a \\"name\\""`]);
  await revokeToken(tables, first.id);
  const [{ revoked_ms: when }] = await listTokens(tables, "home");
  assert.ok(when > Date.now() - 60_000);
  assert.match(lineOf((await listTokens(tables, "home"))[0]), /, revoked \d{4}-\d\d-\d\d, used never/);
  await revokeToken(tables, first.id);
  assert.equal((await listTokens(tables, "home"))[0].revoked_ms, when);
  assert.equal((await listTokens(tables, "bakery"))[0].revoked_ms, 0);
  await assert.rejects(revokeToken(tables, "0".repeat(16)), /there is no token 0{16}/);
  for (const bad of ["", "%", first.id.slice(1), `${first.id}' OR 1=1`, "cookdiff_"]) await assert.rejects(revokeToken(tables, bad), /is no token's id/);
});

test("what is no kitchen, scope, name or number of days is refused", () => {
  const good = { kitchen: "home", scopes: ["read"], name: "n".repeat(100), days: 3650 };
  checkToken(good);
  checkToken({ ...good, kitchen: "k".repeat(64) });
  for (const bad of [
    { kitchen: "" },
    { kitchen: "k".repeat(65) },
    { kitchen: ".hidden" },
    { kitchen: "a/b" },
    { kitchen: "a'b" },
    { scopes: ["write"] },
    { name: "n".repeat(101) },
    { name: "a\nb" },
    { days: 3651 },
    { days: -1 },
    { days: Number.NaN },
  ]) {
    assert.throws(() => checkToken({ ...good, ...bad }), JSON.stringify(bad));
  }
});

test("the token command says what it does not know", async () => {
  const { code, output } = await run("node", ["scripts/token.mjs", "--scope", "write"], { allowFailure: true });
  assert.equal(code, 1);
  assert.match(output, /^error: there is no scope "write"; the scopes are read, upload, admin/);
});

test("a group is ended with everything in it, also what does not listen", async () => {
  const stubborn = "trap '' TERM; sleep 60 & echo $!; wait; wait";
  const child = startGroup("sh", ["-c", stubborn], { stdio: ["ignore", "pipe", "ignore"] });
  const grandchild = Number(await new Promise((resolve) => child.stdout.setEncoding("utf8").once("data", resolve)));
  const alive = (pid) => fs.existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  assert.ok(alive(grandchild));
  await endGroups(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(!alive(child.pid) && !alive(grandchild));
});

test("a program that fails says so with what it printed; one that is not there says that", async () => {
  await assert.rejects(run("sh", ["-c", "echo why; exit 3"]), /ended with 3:\nwhy/);
  await assert.rejects(run("no-such-program-here", []), /cannot run no-such-program-here/);
  const lines = [];
  await run("printf", ["a\nb\n"], { output: (line) => lines.push(line) });
  assert.deepEqual(lines, ["a", "b"]);
  assert.deepEqual(await run("cat", [], { input: "text" }), { code: 0, output: "text" });
});

test("the samples are what the service promises to show", () => {
  const keys = sampleKeys();
  const originals = keys.filter((key) => !key.split("/").includes("makes"));
  assert.ok(originals.length >= 6 && sampleMakes().length >= 14, `${originals.length} recipes, ${sampleMakes().length} makes`);
  for (const key of broken) assert.ok(keys.includes(key));
  const read = (key) => JSON.parse(fs.readFileSync(path.join(root, "samples", key), "utf8"));
  const pie = read("recipes/2.json");
  assert.equal(pie.recipeId, 2);
  const names = pie.ingredients.map(({ ingredientName, quantity, measurement }) => [ingredientName, quantity, measurement]);
  assert.deepEqual(names.map(([name]) => name), ["pieCrust", "apples", "cinnamon"]);
  assert.deepEqual(names[2], ["cinnamon", 0.5, "TBS"]);
  assert.match(pie.steps[0].stepText, /350 degrees/);
  assert.equal(read("recipes/2/makes/2.json").recipeName, "Apple Pie 2");
  // Uploaded in this order, a make comes before its original.
  assert.ok(keys.indexOf("makes/ginger-snaps.json") < keys.indexOf("recipes/ginger-snaps.json"));
});

test("every bug that the simulator has to find still fits the product", () => {
  for (const { name, file, edits, ...edit } of mutants) {
    let text = fs.readFileSync(path.join(root, file), "utf8");
    for (const { find, replace } of edits ?? [edit]) {
      assert.equal(text.split(find).length, 2, `${name}: ${file} has it once: ${find}`);
      text = text.replace(find, () => replace);
    }
  }
});
