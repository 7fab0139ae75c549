// The whole way without a mouse.
import assert from "node:assert/strict";
import { openWindow, reach } from "./browser.mjs";
import { cake, cakeMakes, file } from "./documents.mjs";
import { stage, test } from "./stage.mjs";

const { app, browser, address } = stage;
const recipeId = "cake-keys";

async function press(page, element, key = "Enter", way = "Tab") {
  await reach(page, element, way);
  await page.keyboard.press(key);
}

async function write(page, element, text) {
  await reach(page, element);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function fillTheForm(page) {
  await page.getByText("Made as written").waitFor();
  await write(page, page.getByLabel("Amount, line 1"), "250");
  await press(page, page.getByRole("button", { name: "Left out: salt" }), "Space");
  await press(page, page.getByRole("button", { name: "g butter: something else" }));
  await page.keyboard.type("margarine"); // the focus went to the name, and all of it is chosen
  await write(page, page.getByLabel("Number 1 in step 4"), "45");
  await press(page, page.getByLabel("1 of 5"), "Space");
  for (let more = 0; more < 2; more++) await page.keyboard.press("ArrowRight");
  await page.locator(".live").getByText(/rated 3/).waitFor();
  await write(page, page.getByLabel("Notes"), "Without a mouse");
  await press(page, page.getByRole("button", { name: "Done" }));
  await page.locator("blockquote", { hasText: "Without a mouse" }).waitFor();
  assert.deepEqual(await page.locator(".pairs del").allTextContents(), ["200 g", "½ tsp salt", "butter", "40"]);
  assert.deepEqual(await page.locator(".pairs ins").allTextContents(), ["250 g", "margarine", "45"]);
}

test("the whole way by the keyboard alone", async () => {
  const { context, page, faults } = await openWindow(browser, "desktop");
  await page.goto(`${address}/dashboard/uploads`); // a deep link, before anybody is signed in
  await write(page, page.getByLabel("Token"), await app.token());
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Uploads" }).waitFor();
  const choosing = page.waitForEvent("filechooser");
  await press(page, page.getByLabel("Choose files"));
  await (await choosing).setFiles([file("cake.json", cake(recipeId)), ...cakeMakes(recipeId).map((make) => file(`${make.makeId}.json`, make))]);
  await page.getByText("6 of 6 stored").waitFor();
  await press(page, page.getByRole("link", { name: "Recipes", exact: true }), "Enter", "Shift+Tab");
  await write(page, page.getByRole("searchbox"), "lemon");
  await page.waitForURL(/name=lemon/);
  await press(page, page.locator(`a.card-name[href$="/${recipeId}"]`));
  await page.getByText(/of 5 makes: 4 less/).waitFor();
  await press(page, page.getByRole("link", { name: "I made this" }));
  await fillTheForm(page);
  await reach(page, page.getByLabel("Compare with"));
  await page.keyboard.press("ArrowDown");
  await page.getByText("Not the same as original, version 1").or(page.getByText("Not the same as make")).first().waitFor();
  assert.ok(await page.getByLabel("Compare with").evaluate((node) => node === document.activeElement), "the choice keeps the focus");
  await page.goBack();
  await page.getByText("Not made as written").waitFor();
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press(",");
  await page.getByRole("heading", { name: "make 5" }).waitFor();
  await page.keyboard.press(".");
  await page.getByRole("heading", { name: "make 6" }).waitFor();
  await press(page, page.getByRole("link", { name: "← Lemon cake" }), "Enter", "Shift+Tab");
  await press(page, page.getByRole("button", { name: "Make this version 2" }));
  await page.getByText("version 2", { exact: true }).waitFor();
  await press(page, page.getByRole("button", { name: "Sign out" }), "Enter", "Shift+Tab");
  await page.getByText("You are signed out.").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
