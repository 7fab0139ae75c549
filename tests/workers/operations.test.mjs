// What an upload asks of the platform, in the real workerd with every binding metered and D1's own meta summed: the figures
// that the bill is made of (npm run cost). A figure that grows fails here.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makes, originals, startMetered } from "../../bench/metered/application.mjs";
import { measureOperations } from "../../bench/metered/measure.mjs";
import { measured } from "../../scripts/cost.mjs";

const recipes = 20;
let app;
before(async () => (app = await startMetered()));
after(() => app.close());

const sum = (counts, call) => (counts.calls[call] ?? 0);
const kvWrites = ({ server, sender }) => sum(server, "CACHE.put") + sum(sender, "CACHE.put");

test("a batch of a hundred makes: 2 round trips to D1, 3 rows written a make, each original read once, nothing put into KV", async () => {
  await app.deliver(await app.put(originals(recipes)));
  const brought = await app.take();
  assert.ok(brought.server.calls["DB.batch"] <= 3, "originals are bound, claimed and committed in 3 round trips");
  assert.equal(brought.server.calls["ARCHIVE.put"], recipes);
  assert.equal(kvWrites(brought), 0);

  await app.deliver(await app.put(makes(recipes, 1, 100)));
  const { server, sender } = await app.take();
  assert.equal(server.events, 1, "one call of the server");
  assert.ok(server.calls["DB.batch"] <= 2, `${server.calls["DB.batch"]} round trips`);
  assert.ok(server.rowsWritten <= 300, `${server.rowsWritten} rows written`);
  assert.ok(server.rowsRead <= 1100, `${server.rowsRead} rows read`);
  assert.deepEqual(server.calls, { "DB.batch": server.calls["DB.batch"], "ARCHIVE.get": recipes });
  assert.deepEqual(sender.calls, { "RECIPES.get": 100, "SERVER.call": 1 });
  assert.equal(sender.rowsRead + sender.rowsWritten, 0);
  assert.equal(sender.bucketCallsOpen, 6, "as many reads at a time as the platform allows");
  assert.equal(server.bucketCallsOpen, 6);
});

test("the batch behind it reads no original again; a new version of one is read", async () => {
  await app.deliver(await app.put(makes(recipes, 1000, 40)));
  assert.deepEqual((await app.take()).server.calls, { "DB.batch": 2 });
  const [key, document] = originals(1)[0];
  await app.deliver(await app.put([[key, { ...document, ingredients: [] }]]));
  await app.take();
  await app.deliver(await app.put(makes(recipes, 1040, 40)));
  assert.equal((await app.take()).server.calls["ARCHIVE.get"], 1);
  const pinned = "SELECT pinned, count(*) AS n FROM objects WHERE recipe = '1' AND make_id >= '1040' AND make_id < '1080' GROUP BY pinned";
  assert.deepEqual((await app.bindings.DB.prepare(pinned).all()).results, [{ pinned: 2, n: 2 }]);
});

test("originals and their makes in one batch: no original is read from the archive", async () => {
  const pairs = [...originals(recipes + 20).slice(recipes), ...makes(20, 0, 60).map(([key, document]) => {
    const recipe = document.recipeId + recipes;
    return [key.replace(/^recipes\/\d+\//, `recipes/${recipe}/`), { ...document, recipeId: recipe }];
  })];
  await app.deliver(await app.put(pairs));
  const { server } = await app.take();
  assert.equal(sum(server, "ARCHIVE.get"), 0);
  assert.ok(server.calls["DB.batch"] <= 3, `${server.calls["DB.batch"]} round trips`);
});

test("the bill is of these figures", async () => {
  const now = await measureOperations(app, { recipes, from: 200, first: 101 });
  for (const [what, figure] of Object.entries(now)) assert.ok(figure <= measured[what] + 1e-9, `${what}: ${figure}, and the bill is made of ${measured[what]}: npm run cost -- --measure`);
});
