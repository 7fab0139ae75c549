// Nothing yet, not yet, not at all, not any more: each says so, and how to go on.
import assert from "node:assert/strict";
import { inspect } from "./browser.mjs";
import { cake, cakeMakes } from "./documents.mjs";
import { signedIn, stage, test } from "./stage.mjs";

const { app, address } = stage;

test("an empty kitchen, and a recipe that nobody made", async () => {
  const options = { kitchen: "empty" };
  const { context, page, faults } = await signedIn("phone", { options });
  await page.getByText("There is no recipe here yet.").waitFor();
  await inspect(page, "empty", "phone");
  await page.getByRole("link", { name: "Bring the first" }).click();
  await page.getByText("Nothing was uploaded yet.").waitFor();
  assert.equal((await app.call("POST", "/recipes", { body: { recipeId: "bare", recipeName: "Bare" }, ...options })).status, 200);
  await page.goto(`${address}/dashboard/recipes/bare`);
  await page.getByText("Nobody has made it yet.").waitFor();
  assert.equal(await page.getByText("None are written down.").count(), 2);
  await page.goto(`${address}/?name=nothing`);
  await page.getByText("Nothing is called that.").waitFor();
  await page.goto(`${address}/dashboard/uploads?state=failed`);
  await page.getByText("Nothing is “failed”.").waitFor();
  await page.goto(`${address}/dashboard/nowhere`);
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("slow, broken, not reached, not there, waiting for its original", async () => {
  const options = { kitchen: "trouble" };
  await app.upload({ "kitchens/trouble/recipes/late/makes/1.json": { makeOf: "late", rating: 3 } });
  const { context, page, faults } = await signedIn("desktop", { options });
  let answer;
  await page.route("**/recipes?*", (route) => answer(route));
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  answer = (route) => held.then(() => route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"title":"Unavailable","detail":"a store did not answer"}' }));
  await page.reload();
  await page.getByText("Loading recipes …").waitFor();
  letGo();
  await page.getByText("That did not work. a store did not answer").waitFor();
  await inspect(page, "trouble", "desktop");
  answer = (route) => route.abort();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("The service cannot be reached. Are you connected?").waitFor();
  answer = (route) => route.continue();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("There is no recipe here yet.").waitFor();
  await page.goto(`${address}/dashboard/recipes/none`);
  await page.getByText("That is not here.").waitFor();
  await page.goto(`${address}/dashboard/recipes/late/makes/1`);
  await page.getByText("Its original has not come yet.").waitFor();
  await page.goto(`${address}/dashboard/uploads`);
  await page.locator(".uploads .card").getByText("waits for its original").waitFor();
  // States are live: the original comes by another way, and the row changes without a hand on it.
  await app.upload({ "kitchens/trouble/recipes/late.json": cake("late") });
  await page.locator(".uploads .card", { hasText: "late/makes/1.json" }).getByText("stored").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a sign-in that ended says so; what was typed and where one was stay", async () => {
  const options = { kitchen: "ended" };
  assert.equal((await app.call("POST", "/recipes", { body: cake("cake"), ...options })).status, 200);
  for (const make of cakeMakes("cake").slice(0, 2)) assert.equal((await app.call("POST", "/recipes/cake/makes", { body: make, ...options })).status, 200);
  const { context, page, faults } = await signedIn("phone", { options });
  await page.goto(`${address}/dashboard/recipes/cake/make`);
  await page.getByLabel("Amount, line 1").fill("123");
  await app.bindings.DB.prepare("DELETE FROM sessions WHERE token IN (SELECT id FROM tokens WHERE kitchen = 'ended')").run();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Your sign-in has ended.").waitFor();
  await inspect(page, "sign-in-ended", "phone");
  await page.getByLabel("Token").fill(await app.token("ended"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "I made Lemon cake" }).waitFor();
  assert.equal(await page.getByLabel("Amount, line 1").inputValue(), "123");
  assert.equal((await app.call("GET", "/recipes/cake/makes", options)).body.makes.length, 2, "nothing was stored by half");
  assert.deepEqual(faults, []);
  await context.close();
});
