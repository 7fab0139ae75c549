// A deployed environment through its life: run again, looked at, changed by hand, given a new build that fails its smoke
// test, and migrated by hand with plain wrangler. Against the stand-in of the provider; what is deployed runs in workerd.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { wrangler, wranglerEnvironment } from "../../scripts/node.mjs";
import { Provider } from "./provider/provider.mjs";
import { runScript, shapeOf } from "./provider/scripts_run.mjs";

let provider, wanted;
before(async () => {
  provider = await Provider.start();
  const { code, output } = await deploy();
  assert.equal(code, 0, output);
  wanted = shapeOf(provider.state);
});
after(() => provider.close());

const deploy = (args = [], environment) => runScript(provider, "deploy", ["--env", "production", "--yes", ...args], environment);
const doctor = (args = []) => runScript(provider, "doctor", ["--env", "production", ...args]);
const server = () => provider.state.scripts.get("cookdiff-server");
const rules = () => provider.state.notifications.get("recipes").get([...provider.state.queues.values()].find((queue) => queue.queue_name === "recipe-uploads").queue_id);

test("the doctor finds nothing, and changes nothing", async () => {
  const from = provider.state.calls.length;
  const { code, output } = await doctor();
  assert.equal(code, 0, output);
  assert.match(output, /^production is well\.$/m);
  assert.deepEqual(provider.changes(from).filter((name) => !name.endsWith("/query")), []);
});

test("--plan changes nothing, even where there is something to do", async () => {
  const lost = rules().splice(0);
  const from = provider.state.calls.length;
  const { code, output } = await deploy(["--plan"]);
  assert.equal(code, 0, output);
  assert.match(output, /make: notification recipes \(\*\) to recipe-uploads/);
  assert.deepEqual(provider.changes(from).filter((name) => !name.endsWith("/query")), []);
  rules().push(...lost);
});

test("by hand, past the server: a token made, listed and revoked, its last call the one before; the audit verified", async () => {
  const made = await runScript(provider, "token", ["--env", "production", "--scope", "read", "--name", "by hand"]);
  assert.equal(made.code, 0, made.output);
  const text = made.output.trim();
  const read = async () => (await fetch(`${provider.plane.url}/recipes`, { headers: { authorization: `Bearer ${text}` } })).status;
  assert.equal(await read(), 200);
  const id = text.split("_")[1];
  const listed = await runScript(provider, "token", ["--remote", "--list"]);
  assert.match(listed.output, new RegExp(`^${id}  home  read  .*"by hand"$`, "m"));
  const revoked = await runScript(provider, "token", ["--env", "production", "--revoke", id]);
  assert.equal(revoked.code, 0, revoked.output);
  assert.equal(await read(), 401);
  const audit = await runScript(provider, "verify-audit", ["--env", "production"]);
  assert.equal(audit.code, 0, audit.output);
  assert.match(audit.output, /^the audit holds: [1-9]/m);
});

const byHand = {
  "the rule tells of puts only": [() => (rules()[0].actions = ["PutObject"]), /MISSING\s+notification/],
  "the watcher's cron is gone": [() => (provider.state.scripts.get("cookdiff-watcher").schedules = []), /DIFFERENT worker cookdiff-watcher: .*its cron/],
  "the sender consumes no dead letters": [() => ([...provider.state.queues.values()].find((queue) => queue.queue_name === "recipe-uploads-dlq").consumers = []), /cookdiff-sender: .*it does not consume recipe-uploads-dlq/],
  "a binding points elsewhere": [() => (server().versions.at(-1).bindings.find((each) => each.name === "ARCHIVE").bucket_name = "recipes"), /cookdiff-server: .*binding ARCHIVE/],
  "more calls are let through": [() => (server().versions.at(-1).bindings.find((each) => each.type === "ratelimit").simple.limit = 1e6), /cookdiff-server: .*binding LIMIT_BY_ADDRESS/],
  "the pepper is gone": [() => server().secrets.clear(), /MISSING\s+secret TOKEN_PEPPER/],
};

test("what was changed by hand: the doctor says each of it, and one deployment mends it all", async () => {
  for (const [spoil] of Object.values(byHand)) spoil();
  await provider.plane.apply();
  const seen = await doctor();
  assert.equal(seen.code, 1, seen.output);
  for (const [what, [, said]] of Object.entries(byHand)) assert.match(seen.output, said, what);
  assert.match(seen.output, /mend: npm run deploy -- --env production/);
  const mended = await deploy();
  assert.equal(mended.code, 0, mended.output);
  assert.deepEqual(shapeOf(provider.state), wanted);
});

test("a build that fails its smoke test: the Workers go back to what ran before", async () => {
  for (const script of provider.state.scripts.values()) script.versions.find((version) => version.id === script.active).annotations = { "workers/tag": "the last one" };
  const active = () => [...provider.state.scripts.values()].map((script) => script.active);
  const before = active();
  provider.state.uploadsAreLost = true;
  const { code, output } = await deploy([], { COOKDIFF_SMOKE_SECONDS: "3" });
  provider.state.uploadsAreLost = false;
  assert.equal(code, 1, output);
  assert.match(output, /error: the upload's differences: not within 3 s/);
  for (const name of ["cookdiff-server", "cookdiff-sender", "cookdiff-watcher"]) assert.match(output, new RegExp(`^${name} is back at version`, "m"));
  assert.deepEqual(active(), before);
  const again = await deploy();
  assert.equal(again.code, 0, again.output);
  assert.deepEqual(shapeOf(provider.state), wanted);
});

test("a database that is ahead of the checkout is refused before anything is changed", async () => {
  const database = [...provider.state.databases.keys()][0];
  const rows = (sql) => provider.plane.database(database).then((tables) => tables.prepare(sql).run());
  await rows("INSERT INTO d1_migrations (name) VALUES ('9999_of_tomorrow.sql')");
  const from = provider.state.calls.length;
  const { code, output } = await deploy();
  assert.equal(code, 1);
  assert.match(output, /9999_of_tomorrow\.sql: the database is ahead of this checkout/);
  assert.deepEqual(provider.changes(from).filter((name) => !name.endsWith("/query")), []);
  await rows("DELETE FROM d1_migrations WHERE name LIKE '9999%'");
});

test("plain `wrangler deploy` goes on working beside it, and the next deployment takes over again", async () => {
  for (const file of ["wrangler.toml", "workers/sender/wrangler.toml", "workers/watcher/wrangler.toml"]) {
    const { code, output } = await wrangler(["deploy", "-c", file], { allowFailure: true, env: { ...wranglerEnvironment(), ...provider.environment } });
    assert.equal(code, 0, output);
  }
  assert.deepEqual({ ...shapeOf(provider.state), scripts: 0 }, { ...wanted, scripts: 0 });
  assert.match((await doctor()).output, /cookdiff-server: deployed by hand/);
  const { code, output } = await deploy();
  assert.equal(code, 0, output);
  assert.deepEqual(shapeOf(provider.state), wanted);
});

test("from one database to three: they are made and migrated, new kitchens go to the emptiest, and fewer is refused", async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-three-")), "deployment.json");
  fs.writeFileSync(file, JSON.stringify({ environments: { production: { notifications: [{ prefix: "", suffix: "" }], databases: 3 } } }));
  const three = { COOKDIFF_DEPLOYMENT: file };
  const plan = await deploy(["--plan"], three);
  for (const said of [/make: database cookdiff-2$/m, /make: database cookdiff-3$/m, /run: migration 0001_first\.sql of cookdiff-3$/m, /deploy: worker cookdiff-server/]) assert.match(plan.output, said);
  const { code, output } = await deploy([], three);
  assert.equal(code, 0, output);
  const seen = await runScript(provider, "doctor", ["--env", "production"], three);
  assert.equal(seen.code, 0, seen.output);
  assert.match(seen.output, /^ok\s+database cookdiff-3$/m);
  const bound = shapeOf(provider.state).scripts.filter(({ bindings }) => ["d1 DB", "d1 DB2", "d1 DB3"].every((name) => bindings.includes(name)));
  assert.deepEqual(bound.map(({ name }) => name).sort(), ["cookdiff-server", "cookdiff-watcher"]);
  const tables = (name) => provider.plane.database([...provider.state.databases].find(([, each]) => each.name === name)[0]);
  // The smoke test's kitchen has its rows in the first since before there were more; a new one goes where nothing is.
  assert.deepEqual((await (await tables("cookdiff")).prepare("SELECT home FROM kitchens WHERE kitchen = 'smoke'").all()).results, [{ home: 1 }]);
  await (await tables("cookdiff")).prepare("INSERT INTO settings (name, value) VALUES ('filling', ?1)").bind("x".repeat(300_000)).run();
  const bucket = await provider.plane.bucket("recipes");
  await bucket.put("kitchens/new/recipes/1.json", JSON.stringify({ recipeName: "Toast", ingredients: [{ ingredientName: "bread" }] }));
  await provider.plane.strike("cookdiff-watcher");
  const [{ home }] = (await (await tables("cookdiff")).prepare("SELECT home FROM kitchens WHERE kitchen = 'new'").all()).results;
  assert.ok(home > 1, `the fullest of three: ${home}`);
  const fewer = await deploy();
  assert.equal(fewer.code, 1);
  assert.match(fewer.output, /error: DB2: cookdiff-server is bound to it, and deployment\.json has 1: kitchens may live in it/);
});

test("without a token, an account or an environment there is a clear message", async () => {
  assert.match((await runScript(provider, "deploy", [])).output, /error: say where to: npm run deploy -- --env staging\|production/);
  assert.match((await runScript(provider, "deploy", ["--env", "moon"])).output, /error: there is no environment "moon"; deployment.json has production, staging/);
  const dead = { CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:9/client/v4" };
  const { code, output } = await runScript(provider, "doctor", ["--env", "production"], dead);
  assert.equal(code, 2);
  assert.match(output, /error: GET \/accounts\/\{account\}\/r2\/buckets\/recipes: no answer/);
});
