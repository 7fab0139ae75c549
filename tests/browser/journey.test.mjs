// The whole way of a user, on a phone and on a desktop: sign in, drop a recipe and five makes, see the differences, see the
// plots, make one by the form, accept the suggested revision; and a recipe that means harm.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "../workers/application.mjs";
import { inspect, openWindow, sizes, startBrowser } from "./browser.mjs";
import { cake, cakeMakes, hostile } from "./documents.mjs";

let app, browser, address;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), startBrowser()]);
  address = `http://localhost:${app.url.port}`;
});
after(async () => {
  await browser?.close();
  await app?.close();
});

const file = (name, document) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(document)) });
const signInLink = async () => `${address}/#code=${(await app.call("POST", "/session/codes")).body.code}`;

async function signIn(page, size) {
  await page.goto(address);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await inspect(page, "sign-in", size);
  await page.getByLabel("Token").fill("cookdiff_no_token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This token is not known").waitFor();
  const link = await signInLink();
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("heading", { name: "Recipes" }).waitFor();
  assert.equal(new URL(page.url()).hash, "", "the code is taken out of the address");
  return link;
}

async function bring(page, size, recipeId) {
  await page.getByRole("link", { name: "Uploads" }).click();
  const files = [file("cake.json", cake(recipeId)), ...cakeMakes(recipeId).map((make) => file(`${make.makeId}.json`, make))];
  await page.locator("input[type=file]").setInputFiles([...files.slice(1), files[0], file("broken.json", "no recipe")]);
  await page.getByText("6 files of 7 stored").waitFor();
  assert.equal(await page.locator(".sending .refused").count(), 1);
  await page.getByRole("heading", { name: "What came" }).waitFor();
  await inspect(page, "uploads", size);
}

async function readRecipe(page, size, recipeId) {
  await page.getByRole("link", { name: "Recipes", exact: true }).first().click();
  await page.getByRole("searchbox").fill("lemon");
  await page.waitForURL(/name=lemon/);
  await inspect(page, "recipes", size);
  await page.locator(`a.card-name[href$="/${recipeId}"]`).click();
  await page.getByRole("heading", { level: 1, name: "Lemon cake" }).waitFor();
  await page.getByText(/of 5 makes: 4 less/).waitFor();
  await page.getByRole("img", { name: /^Rating: 5 makes/ }).waitFor();
  await page.getByRole("heading", { name: "As it is really made" }).waitFor();
  await page.getByRole("heading", { name: "Makes", exact: true }).scrollIntoViewIfNeeded();
  await page.locator(`a.card-name[href$="/makes/5"]`).waitFor();
  await inspect(page, "recipe", size);
}

async function readMake(page, size) {
  await page.locator(`a.card-name[href$="/makes/4"]`).click();
  await page.getByText("Not made as written").waitFor();
  assert.deepEqual(await page.locator(".pairs del").allTextContents(), ["200 g", "180", "40"]);
  assert.deepEqual(await page.locator(".pairs ins").allTextContents(), ["150 g", "200", "35"]);
  await inspect(page, "make", size);
  await page.getByRole("combobox").selectOption("make:5");
  await page.locator(".both ins", { hasText: "150 g" }).first().waitFor();
  await page.getByText("olive oil").first().waitFor();
  await inspect(page, "compare", size);
  await page.goBack();
  await page.locator(".both del", { hasText: "180" }).waitFor();
  await page.getByRole("link", { name: "← Earlier" }).click();
  await page.locator("blockquote", { hasText: "Less sweet, and better for it." }).waitFor();
}

async function makeOne(page, size, recipeId) {
  await page.goto(`${address}/dashboard/recipes/${recipeId}/make`);
  await page.getByText("Made as written").waitFor();
  await page.getByLabel("Amount, line 1").fill("250");
  await page.locator(".live").getByText(/flour/).waitFor();
  await page.getByRole("button", { name: "Left out: salt" }).click();
  await page.locator(".live").getByText(/salt left out/).waitFor();
  await page.locator(".rate label").nth(3).click();
  await page.getByLabel("Notes").fill("By the form");
  await page.getByRole("button", { name: "+ Something observed" }).click();
  await page.getByLabel("What you observed").fill("crumb temperature");
  await page.getByLabel("Value").fill("96");
  await inspect(page, "form", size);
  await page.reload();
  assert.equal(await page.getByLabel("Amount, line 1").inputValue(), "250", "a draft outlives the page");
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator("blockquote", { hasText: "By the form" }).waitFor();
  assert.ok(await page.locator(".both del", { hasText: "salt" }).isVisible());
  const { body } = await app.call("GET", `/recipes/${recipeId}/makes?limit=1`);
  assert.equal(body.makes[0].rating, 4);
}

async function accept(page, recipeId) {
  await page.goto(`${address}/dashboard/recipes/${recipeId}`);
  await page.getByRole("button", { name: "Make this version 2" }).click();
  await page.getByText("version 2", { exact: true }).waitFor();
  assert.equal((await app.call("GET", `/recipes/${recipeId}`)).body.ingredients[1].quantity, 150);
}

for (const size of Object.keys(sizes)) {
  test(`the way of a user, ${size}`, async () => {
    const { context, page, faults } = await openWindow(browser, size);
    const recipeId = `cake-${size}`;
    const link = await signIn(page, size);
    await bring(page, size, recipeId);
    await readRecipe(page, size, recipeId);
    await readMake(page, size);
    await makeOne(page, size, recipeId);
    await accept(page, recipeId);
    await page.getByRole("link", { name: "Kitchen" }).click();
    await page.getByRole("button", { name: "Make a token" }).waitFor();
    await inspect(page, "kitchen", size);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("That link has been used").waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("a recipe that means harm is text", async () => {
  assert.equal((await app.call("POST", "/recipes", { body: hostile })).status, 200);
  const id = encodeURIComponent(hostile.recipeId);
  const made = { rating: 2, notes: hostile.recipeName, ingredients: hostile.ingredients.slice(0, 290), steps: [{ stepId: 1, stepText: "<script>window.ran = true</script> at 200 °C" }] };
  for (let n = 0; n < 3; n++) assert.equal((await app.call("POST", `/recipes/${id}/makes`, { body: { ...made, rating: n } })).status, 200);
  const { context, page, faults } = await openWindow(browser, "phone");
  await page.goto(await signInLink());
  await page.getByRole("heading", { name: "Recipes" }).waitFor();
  for (const [view, where] of [["hostile-recipe", ""], ["hostile-make", "/makes/1"], ["hostile-form", "/make"]]) { // prettier-ignore
    await page.goto(`${address}/dashboard/recipes/${id}${where}`);
    await page.getByText("<script>").or(page.locator("input[value*='<script>']")).first().waitFor({ state: "attached" });
    await inspect(page, view, "phone");
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator("main img, main script, main b").count(), 0);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

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
  for (const end = Date.now() + 30_000; !(await holds()); await new Promise((wake) => setTimeout(wake, 200)))
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
  const { context, page, faults } = await openWindow(browser, "desktop");
  await page.goto(await signInLink());
  await page.getByRole("heading", { name: "Recipes" }).waitFor();
  const least = async (...of) => Math.min(await busyMs(...of), await busyMs(...of)); // noise only adds
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

test("the pages and their policy; every other path is the Worker's", async () => {
  const answered = await fetch(`${address}/dashboard/recipes/2`, { headers: { "sec-fetch-mode": "navigate" } });
  assert.equal(answered.status, 200);
  const policy = answered.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
  assert.doesNotMatch(await answered.text(), /<style|style=|<script(?![^>]* src=)|\son\w+=/);
  for (const path of ["/recipes", "/recipes/2", "/uploads", "/nothing"]) {
    const data = await fetch(address + path, { headers: { "sec-fetch-mode": "navigate", accept: "text/html" } });
    assert.ok([401, 404, 406].includes(data.status), `${path}: ${data.status}`);
  }
});

test("the first page is at most 90 KB", async (t) => {
  const { firstPage, firstPageBudget } = await import("../../scripts/dashboard.mjs");
  const total = firstPage().reduce((sum, file) => sum + file.gzipped, 0);
  t.diagnostic(`first page: ${total} bytes gzipped`);
  assert.ok(firstPage().length >= 3, "the page, its styles and its script are counted");
  assert.ok(total <= firstPageBudget);
});
