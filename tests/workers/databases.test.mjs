// Three databases in the real workerd: each new kitchen goes to the emptiest, all of it is there, and one sweep sees all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Environment } from "../../scripts/deploy/environment.mjs";
import { startApplication } from "./application.mjs";
import { madePie, pie } from "./documents.mjs";

const environment = new Environment("production", { databases: 3 });
const databases = environment.databases.map(({ binding }) => binding);
let app;
before(async () => {
  const [server, watcher] = ["server", "watcher"].map((worker) => environment.writeConfiguration(worker));
  app = await startApplication({}, server, { watcher, databases });
});
after(() => app?.close());

const rows = async (database, sql) => (await app.bindings[database].prepare(sql).all()).results;
/** Makes it larger than a few recipes do. */
const fill = (database, kilobytes) => app.bindings[database].prepare("INSERT INTO settings (name, value) VALUES (?1, ?2)").bind(`filling ${Math.random()}`, "x".repeat(kilobytes * 1024)).run();
const differences = (kitchen, make) => app.get(`/recipes/2/makes/${make}/differences`, { kitchen });

test("a new kitchen goes to the emptiest database, and all that it has is there", async () => {
  await fill("DB", 300);
  await fill("DB2", 200);
  const homes = { anna: "DB3", ben: "DB2", carl: "DB" };
  for (const [kitchen, home] of Object.entries(homes)) {
    const { retryMessages } = await app.upload({ [`kitchens/${kitchen}/recipes/2.json`]: pie(), [`kitchens/${kitchen}/recipes/2/makes/7.json`]: madePie(7) });
    assert.deepEqual(retryMessages, [], kitchen);
    await fill(home, 400);
    for (const database of databases) {
      const found = await rows(database, `SELECT state FROM objects WHERE kitchen = '${kitchen}'`);
      assert.deepEqual(found, database === home ? [{ state: "stored" }, { state: "stored" }] : [], `${kitchen} in ${database}`);
    }
    const answer = await differences(kitchen, 7);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.asWritten, false);
  }
  assert.deepEqual(await rows("DB", "SELECT kitchen, home FROM kitchens WHERE kitchen <> 'home' ORDER BY kitchen"), [{ kitchen: "anna", home: 3 }, { kitchen: "ben", home: 2 }, { kitchen: "carl", home: 1 }]);
});

test("the watcher's sweep looks at every database, and brings what is new in each", async () => {
  for (const kitchen of ["anna", "ben", "carl"]) await app.put(`kitchens/${kitchen}/recipes/2/makes/8.json`, madePie(8, 5));
  await app.harness.getWorker("cookdiff-watcher").scheduled({ cron: "* * * * *" });
  for (const kitchen of ["anna", "ben", "carl"]) await app.until(async () => (await differences(kitchen, 8)).status === 200, `the new make of ${kitchen}`);
  for (const kitchen of ["anna", "ben", "carl"]) assert.equal((await app.call("POST", "/uploads/sweep", { kitchen })).body.enqueued, 0);
});

test("a look, what each database holds, and a kitchen made anew and erased in its home", async () => {
  assert.equal((await app.get("/healthz", { token: null })).status, 200);
  const { text } = await app.get("/metrics", { scopes: "metrics" });
  for (const database of databases) assert.match(text, new RegExp(`^cookdiff_database_bytes\\{database="${database}"\\} [1-9]\\d{5}`, "m"));
  assert.match(text, /^cookdiff_objects\{state="stored"\} 9$/m);
  const rebuild = async () => (await app.call("POST", "/kitchen/rebuild", { kitchen: "ben" })).body.complete;
  await app.until(rebuild, "a rebuild of ben's kitchen");
  await app.until(async () => {
    await app.call("POST", "/uploads/sweep", { kitchen: "ben" });
    return (await differences("ben", 8)).status === 200;
  }, "ben's makes after a rebuild");
  assert.equal((await differences("anna", 7)).status, 200);
  const gone = await app.call("DELETE", "/kitchen?purge=ben", { kitchen: "ben" });
  assert.equal(gone.status, 200, gone.text);
  assert.deepEqual(await rows("DB2", "SELECT key FROM objects"), []);
  assert.equal((await differences("carl", 7)).status, 200);
});
