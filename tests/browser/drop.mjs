// What is dropped: folders, exports, hundreds at once, and a service that is not there.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../../scripts/command.mjs";
import { inspect } from "./browser.mjs";
import { cake, cakeMakes, file, manyRecipes } from "./documents.mjs";
import { signedIn, stage, test } from "./stage.mjs";

const { app, address } = stage;
const example = (name) => path.join(root, "tests/cases/formats/exports", name);
const expected = (name) => JSON.parse(fs.readFileSync(`${example(name)}.expect.json`, "utf8"));

async function atUploads(size, kitchen) {
  const window = await signedIn(size, { options: { kitchen } });
  await window.page.goto(`${address}/dashboard/uploads`);
  await window.page.getByText("Nothing was uploaded yet.").waitFor();
  return window;
}

test("exports: every recipe by its name, and what cannot be read by its own", async () => {
  const { context, page, faults } = await atUploads("desktop", "exports");
  const names = ["mealie.zip", "tandoor.zip", "nextcloud.zip", "all.paprikarecipes", "one-broken.zip"];
  const count = names.reduce((sum, name) => sum + expected(name).recipes.length, 0);
  await page.getByLabel("Choose files").setInputFiles([...names, "encrypted.zip"].map(example));
  await page.getByText(/^\d+ of \d+ stored/).waitFor();
  await page.locator(".sending .refused", { hasText: "encrypted.zip" }).waitFor();
  await page.getByRole("button", { name: "Clear the list" }).waitFor(); // all are done
  const rows = await page.locator(".sending li").evaluateAll((items) => items.map((item) => [item.className, item.querySelector(".key").textContent]));
  const refused = rows.filter(([state]) => state === "refused").map(([, name]) => name);
  assert.deepEqual(refused.map((name) => name.split(" › ")[0]).sort(), ["encrypted.zip", "one-broken.zip"]);
  assert.match(refused.find((name) => name.startsWith("one-broken")), / › \S/);
  // The same recipe in two exports is there once; nothing is lost without a word.
  const stored = rows.filter(([state]) => state === "stored").length;
  const there = rows.filter(([state]) => state === "taken").length;
  assert.equal(stored + there, count);
  const same = await page.locator(".sending .stored", { hasText: "there already, as it is" }).count();
  const { body } = await app.call("GET", "/recipes?limit=200", { kitchen: "exports" });
  assert.equal(body.recipes.length, stored - same);
  await inspect(page, "exports", "desktop");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a folder: makes by their place, pictures left aside; once more, and as new versions", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-folder-"));
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  try {
    put("recipes/pie.json", JSON.stringify(cake("pie")));
    put("recipes/tart.json", JSON.stringify(cake("tart")));
    const { makeOf, makeId, ...plain } = cakeMakes("pie")[1];
    put("recipes/pie/makes/sunday.json", JSON.stringify(plain));
    put("recipes/pie/full.jpg", "a picture");
    put("recipes/.DS_Store", "of the system");
    put("tea.cook", "Steep @tea{2%tsp} in @water{300%ml} for ~{4%minutes}.");
    const { context, page, faults } = await atUploads("desktop", "folders");
    const choose = () => page.getByLabel("Choose a folder").setInputFiles(folder);
    await choose();
    await page.getByText("4 of 4 stored").waitFor();
    await page.getByText("2 pictures or hidden files left aside.").waitFor();
    const { body } = await app.call("GET", "/recipes/pie/makes", { kitchen: "folders" });
    assert.equal(body.makes.length, 1);
    assert.match(body.makes[0].summary, /sugar 200 g → 150 g/);
    await page.getByRole("button", { name: "Clear the list" }).click();
    await choose();
    await page.locator(".sending").getByText("there already, as it is").nth(1).waitFor();
    assert.equal(await page.getByRole("button", { name: /new version/ }).count(), 0);
    put("recipes/pie.json", JSON.stringify({ ...cake("pie"), notes: "of my aunt" }));
    put("recipes/tart.json", JSON.stringify({ ...cake("tart"), notes: "of my aunt" }));
    await page.getByRole("button", { name: "Clear the list" }).click();
    await choose();
    await page.getByText(/2 there with other content/).waitFor();
    await page.getByRole("button", { name: "Store all 2 as new versions" }).click();
    await page.locator(".sending").getByText("stored as a new version").nth(1).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

const dropped = 300;
/** Of the main thread, for recipes that are read, sent and shown one by one: 15 ms each, also beside other windows. */
const dropMsMax = 15 * dropped;

test("300 recipes of one export: the page stays quick, also while another is looked at", async (t) => {
  const { context, page, faults } = await atUploads("phone", "many");
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await spent();
  // As files are dropped: the browser's own event, with what the chooser would give.
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "recipesage.json", { type: "application/json" }));
    return transfer;
  }, JSON.stringify(manyRecipes(dropped)));
  await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
  await page.getByText(new RegExp(`[1-9]\\d* of ${dropped} stored`)).waitFor();
  await page.getByRole("link", { name: "Recipes", exact: true }).click();
  await page.locator(".card").first().waitFor();
  await page.getByRole("link", { name: "Uploads" }).click();
  await page.getByText(`${dropped} of ${dropped} stored`).waitFor({ timeout: 240_000 });
  const busy = (await spent()) - before;
  t.diagnostic(`main thread for ${dropped} recipes: ${Math.round(busy)} ms`);
  assert.ok(busy <= dropMsMax, `${busy} ms`);
  assert.equal(await page.locator(".sending li").count(), dropped);
  await page.getByRole("button", { name: "Earlier uploads" }).click();
  await page.locator(".uploads .card").nth(50).waitFor();
  await inspect(page, "uploads-300", "phone", { fullPage: false });
  assert.deepEqual(faults, []);
  await context.close();
});

/** Files of one drop that are taken, and the bytes of one: as docs/dashboard.md says. */
const filesMax = 5000;
const fileBytesMax = 512 * 2 ** 20;

/** Drops files that are made in the page: `count` of them, each of `bytes` spaces. */
const dropBlanks = (page, count, bytes) =>
  page.evaluate(
    ({ count, bytes }) => {
      const mebibyte = new Blob([" ".repeat(2 ** 20)]);
      const content = [...Array(Math.floor(bytes / 2 ** 20)).fill(mebibyte), " ".repeat(bytes % 2 ** 20)];
      const dataTransfer = new DataTransfer();
      for (let n = 1; n <= count; n++) dataTransfer.items.add(new File(content, `blank ${n}.json`));
      document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    { count, bytes },
  );

/** Rows of a list that are shown. */
const rowsMax = 300;

test("5,000 files at once, and one more; the page says what it left", async () => {
  const { context, page, faults } = await atUploads("desktop", "thousands");
  const left = page.getByText("More than 5,000 files: drop the others once more.");
  await dropBlanks(page, filesMax, 1);
  await page.getByText("0 of 5,000 stored, 5,000 refused").waitFor();
  assert.equal(await left.count(), 0);
  assert.equal(await page.locator(".sending li").count(), rowsMax);
  await page.getByText("… and 4,700 more, counted above.").waitFor();
  await page.getByRole("button", { name: "Clear the list" }).click();
  await page.locator(".sending").waitFor({ state: "detached" });
  await dropBlanks(page, filesMax + 1, 1);
  await left.waitFor();
  await page.getByText("0 of 5,000 stored").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a file of 512 MiB is read; of one more byte it is refused unread", async () => {
  const { context, page, faults } = await atUploads("desktop", "large");
  const told = async (count) => (await page.locator(".sending li.refused .told").nth(count - 1).waitFor(), page.locator(".sending li.refused .told").allTextContents()); // prettier-ignore
  const starting = page.waitForEvent("worker");
  await dropBlanks(page, 1, 1);
  const reader = await starting;
  const [blank] = await told(1);
  // What is read of them is one byte: half a gigabyte would only take time.
  await reader.evaluate(() => {
    globalThis.reads = [];
    Blob.prototype.arrayBuffer = async function () {
      globalThis.reads.push(this.size);
      return new Uint8Array([32]).buffer;
    };
  });
  await dropBlanks(page, 1, fileBytesMax);
  await told(2);
  await dropBlanks(page, 1, fileBytesMax + 1);
  assert.deepEqual(await told(3), [blank, blank, "larger than 512 MiB"]);
  assert.deepEqual(await reader.evaluate(() => globalThis.reads), [fileBytesMax]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a service that has too much to do is asked again; one that is not there is said, and tried again", async () => {
  const { context, page, faults } = await atUploads("desktop", "away");
  let calls = 0;
  const keys = new Set();
  await page.route("**/recipes", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    keys.add(route.request().headers()["idempotency-key"]);
    calls++;
    if (calls <= 2) return route.fulfill({ status: 503, headers: { "retry-after": "0" }, contentType: "application/problem+json", body: '{"title":"busy","detail":"a store did not answer"}' });
    if (calls === 3) return route.continue();
    if (calls === 8) return route.fulfill({ status: 202, contentType: "application/json", body: '{"recipeId":"two"}' });
    return route.fulfill({ status: 429, headers: { "retry-after": "0" }, body: "" });
  });
  await page.getByLabel("Choose files").setInputFiles([file("one.json", cake("one"))]);
  await page.getByText("1 of 1 stored").waitFor();
  assert.equal(calls, 3);
  assert.equal(keys.size, 1, "a repeated call says that it is one");
  await page.getByLabel("Choose files").setInputFiles([file("two.json", cake("two"))]);
  await page.getByText("1 of 2 stored, 1 not sent").waitFor();
  assert.equal(calls, 7);
  await page.getByRole("button", { name: "Send 1 document again" }).click();
  await page.locator(".sending").getByText("kept; it will be stored in a moment").waitFor();
  assert.equal(calls, 8, "what is kept is not sent again");
  assert.deepEqual(faults.filter((fault) => !/status of (429|503)/.test(fault)), []);
  await context.close();
});
