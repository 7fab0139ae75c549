// The whole way of a user, on a phone and on a desktop: sign in, drop a recipe and five makes, see the differences, see the
// plots, make one by the form, accept the suggested revision; and a recipe that means harm.
import assert from "node:assert/strict";
import { inspect, openWindow, sizes } from "./browser.mjs";
import { cake, cakeMakes, file, hostile } from "./documents.mjs";
import { signedIn, signInLink, stage, test } from "./stage.mjs";

const { app, browser, address } = stage;

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
  await page.getByLabel("Choose files").setInputFiles([...files.slice(1), files[0], file("broken.json", "no recipe")]);
  await page.getByText("6 of 7 stored, 1 refused").waitFor();
  await page.locator(".sending .refused", { hasText: "broken.json" }).getByText("JSON, but no recipe").waitFor();
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
  await page.locator(".heat svg").nth(1).click({ position: { x: 2, y: 10 } }); // the first make's cell
  await page.getByRole("heading", { name: "make 1" }).waitFor();
  await page.getByText("Made as written").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Makes", exact: true }).scrollIntoViewIfNeeded();
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
  await page.getByRole("link", { name: "Later →" }).click();
  await page.getByRole("heading", { name: "make 4" }).waitFor();
}

async function makeOne(page, size, recipeId) {
  await page.goto(`${address}/dashboard/recipes/${recipeId}/make`);
  await page.getByText("Made as written").waitFor();
  await page.getByLabel("Amount, line 1").fill("250");
  await page.locator(".live").getByText(/flour/).waitFor();
  await page.getByText("was 200 g flour").waitFor();
  await page.getByRole("button", { name: "Left out: salt" }).click();
  await page.locator(".live").getByText(/salt left out/).waitFor();
  await page.getByRole("button", { name: "g butter: something else" }).click();
  await page.getByLabel("Ingredient, line 5").fill("margarine");
  await page.locator(".live").getByText(/margarine for butter/).waitFor();
  await page.getByLabel("Number 1 in step 1").fill("190");
  await page.locator(".live").getByText(/180 °C → 190 °C/).waitFor();
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
  const made = (await app.call("GET", `/recipes/${recipeId}/makes/${body.makes[0].makeId}`)).body;
  assert.deepEqual(made.observations, [{ name: "crumb temperature", value: 96 }]);
  assert.equal(made.ingredients[0].quantity, 250, "a number that was typed is a number");
}

async function accept(page, recipeId) {
  await page.goto(`${address}/dashboard/recipes/${recipeId}`);
  await page.getByRole("button", { name: "Make this version 2" }).click();
  await page.getByText("version 2", { exact: true }).waitFor();
  assert.equal((await app.call("GET", `/recipes/${recipeId}`)).body.ingredients[1].quantity, 150);
  await page.goto(`${address}/dashboard/recipes/${recipeId}/makes/5`); // made by the first version
  await page.locator(".both del", { hasText: "200 g" }).waitFor();
  await page.getByLabel("Compare with").selectOption("version:2");
  await page.getByText("Not the same as original, version 2").waitFor();
  await page.locator(".both del", { hasText: "150 g" }).first().waitFor();
}

async function lookAfter(page, size) {
  await page.getByRole("link", { name: "Kitchen" }).click();
  await page.getByLabel("For whom or what").fill(`the ${size}'s mixer`);
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.locator(".fresh code").textContent();
  assert.equal((await app.call("GET", "/recipes", { token })).status, 200);
  await page.getByRole("cell", { name: "POST /tokens" }).first().waitFor({ state: "attached" });
  await inspect(page, "kitchen", size);
  const revoke = page.getByRole("button", { name: `Revoke the ${size}'s mixer` });
  await revoke.click();
  await revoke.click();
  await page.locator(".card", { hasText: `the ${size}'s mixer` }).getByText("revoked").waitFor();
  assert.equal((await app.call("GET", "/recipes", { token })).status, 401);
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
    await lookAfter(page, size);
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
  const { context, page, faults } = await signedIn("phone");
  for (const [view, where] of [["hostile-recipe", ""], ["hostile-make", "/makes/1"], ["hostile-form", "/make"]]) { // prettier-ignore
    await page.goto(`${address}/dashboard/recipes/${id}${where}`);
    await page.getByText("<script>").or(page.locator("input[value*='<script>']")).first().waitFor({ state: "attached" });
    if (where === "") await inspect(page, view, "phone", { fullPage: false });
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator("main img, main script, main b").count(), 0);
  }
  assert.deepEqual(faults, []);
  await context.close();
});
