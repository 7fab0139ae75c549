// What the pages cost, in the browser: the main thread's own time, so that a busy machine does not count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cake, file } from "./documents.mjs";
import { inspect, openWindow } from "./browser.mjs";
import { signedIn, stage } from "./stage.mjs";

const { app, browser, address } = stage;

/** Main-thread time until a view can be used, on a machine four times slower. */
const busyMsMax = 1000;

/** Milliseconds of the main thread until `ready` holds, at a quarter's speed. Asked with few words: they run there too. */
async function busyMs(page, address, ready) {
  await page.goto("about:blank");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" }); // what others do on the machine does not count
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await spent();
  await session.send("Page.navigate", { url: address });
  const holds = async () => (await session.send("Runtime.evaluate", { expression: ready, returnByValue: true })).result.value === true;
  for (const end = Date.now() + 120_000; !(await holds()); await new Promise((wake) => setTimeout(wake, 200)))
    assert.ok(Date.now() < end, `${ready} at ${address}`);
  await new Promise((wake) => setTimeout(wake, 500)); // and what follows it
  const after = await spent();
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
  return after >= before ? after - before : after; // a new process counts from its own start
}

test("quick to use with 1,000 recipes and 500 makes", async (t) => {
  const { DB } = app.bindings;
  const columns = "kitchen, is_number, generation, state, original_key, current, name, ingredients, created_ms, updated_ms";
  await DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
     INSERT INTO recipes (recipe, ${columns}) SELECT 'many-' || i, ${columns} FROM recipes, n WHERE recipe = 'cake-phone'`,
  ).run();
  const kept = (await DB.prepare("SELECT name FROM pragma_table_info('objects') WHERE name NOT IN ('key', 'make_id', 'made_ms', 'made_at', 'rating')").all()).results.map(({ name }) => name).join(", ");
  await DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 594)
     INSERT INTO objects (key, make_id, made_ms, made_at, rating, ${kept})
     SELECT 'recipes/cake-phone/makes/' || i || '.json', i, made_ms + i * 86400000,
       strftime('%Y-%m-%dT12:00:00Z', (made_ms / 1000) + i * 86400, 'unixepoch'), 1 + i % 9 * 0.5, ${kept}
     FROM objects, n WHERE key = 'recipes/cake-phone/makes/' || (2 + n.i % 4) || '.json'`,
  ).run();
  const { context, page, faults } = await signedIn("desktop");
  // Noise only adds: what is too much is looked at once more.
  const least = async (...of) => {
    const once = await busyMs(...of);
    return once <= busyMsMax ? once : Math.min(once, await busyMs(...of));
  };
  const bare = await openWindow(browser, "desktop");
  const none = await least(bare.page, `${address}/assets/icon.svg`, "true"); // what any document costs
  await bare.context.close();
  const recipes = (await least(page, address, "document.querySelectorAll('.card').length === 25")) - none;
  const recipe = (await least(page, `${address}/dashboard/recipes/cake-phone`, "document.querySelectorAll('.plot').length > 2")) - none;
  t.diagnostic(`main thread at a quarter's speed: recipes ${Math.round(recipes)} ms, recipe ${Math.round(recipe)} ms`);
  await page.locator(".unseen-yet").last().scrollIntoViewIfNeeded();
  await page.locator(".heat svg").first().waitFor();
  await inspect(page, "recipe-500", "desktop");
  assert.ok(recipes <= busyMsMax, `1,000 recipes: ${recipes} ms`);
  assert.ok(recipe <= busyMsMax, `500 makes: ${recipe} ms`);
  await page.goto(address);
  for (let rows = 25; rows <= 75; rows += 25) {
    await page.locator(".card").nth(rows - 1).scrollIntoViewIfNeeded();
    await page.locator(".card").nth(rows + 24).waitFor();
  }
  assert.deepEqual(faults, []);
  await context.close();
});
