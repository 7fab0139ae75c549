// The same pages printed, and in other languages' numbers and dates.
import assert from "node:assert/strict";
import path from "node:path";
import { pictures } from "./browser.mjs";
import { cake, cakeMakes } from "./documents.mjs";
import { signedIn, stage, test } from "./stage.mjs";

const { app, address } = stage;
const kitchen = "paper";
let ready;
const bring = () =>
  (ready ??= (async () => {
    assert.equal((await app.call("POST", "/recipes", { kitchen, body: cake("cake") })).status, 200);
    for (const make of cakeMakes("cake")) assert.equal((await app.call("POST", "/recipes/cake/makes", { kitchen, body: make })).status, 200);
  })());

const languages = {
  "de-DE": { mean: "4,1", share: "20 %", day: "06.10.2026", change: "-25 %", half: "0,5", typed: "0,75" },
  "en-US": { mean: "4.1", share: "20%", day: "Oct 6, 2026", change: "-25%", half: "0.5", typed: "0.75" },
  "fr-FR": { mean: "4,1", share: "20 %", day: "6 oct. 2026", change: "-25 %", half: "0,5", typed: "0,75" },
};
/** Of the spaces that languages put between a number and its sign any will do. */
const plain = (text) => text.replace(/[\s\u00A0\u202F]+/g, " ").replaceAll("\u2212", "-");

for (const [locale, said] of Object.entries(languages)) {
  test(`numbers and dates: ${locale}`, async () => {
    await bring();
    const { context, page, faults } = await signedIn("desktop", { options: { kitchen }, more: { locale } });
    const card = plain(await page.locator(".card").first().innerText());
    for (const text of [said.mean, said.share, said.day]) assert.ok(card.includes(text), `${text} in ${card}`);
    await page.goto(`${address}/dashboard/recipes/cake/makes/4`);
    await page.getByText("Not made as written").waitFor();
    const note = plain(await page.locator(".pair .line-note").first().innerText());
    assert.equal(note, said.change);
    await page.goto(`${address}/dashboard/recipes/cake/make`);
    const salt = page.getByLabel("Amount, line 4");
    assert.equal(await salt.inputValue(), said.half);
    let sent;
    await page.route("**/recipes/cake/makes", (route) => {
      sent = route.request().postDataJSON();
      return route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"title":"not now"}' });
    });
    await salt.fill(said.typed);
    await page.getByLabel("2 times").check({ force: true });
    assert.equal(await page.getByLabel("Amount, line 1").inputValue(), "400");
    assert.equal(await salt.inputValue(), said.typed, "what was typed stays");
    await page.getByText("not now").or(page.getByRole("button", { name: "Done" })).first().click();
    await page.getByRole("alert").waitFor();
    assert.deepEqual(sent.ingredients.map(({ quantity }) => quantity), [400, 400, 8, 0.75, 300]);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("printed: black on white, nothing to press, nothing cut off", async () => {
  await bring();
  const { context, page, faults } = await signedIn("desktop", { options: { kitchen } });
  const pages = [["recipe", "/dashboard/recipes/cake", /of 5 makes: 4 less/], ["make", "/dashboard/recipes/cake/makes/5", /Not made as written/]]; // prettier-ignore
  for (const [name, address_, text] of pages) {
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.goto(address + address_);
    await page.getByText(text).first().waitFor();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    if (name === "recipe") await page.locator(`a.card-name[href$="/makes/1"]`).waitFor({ state: "attached" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.setViewportSize({ width: 720, height: 1000 }); // A4 less its margins
    const [ground, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
    assert.deepEqual([ground, ink], ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    assert.deepEqual(await page.locator("button:visible, select:visible, input:visible, nav:visible, a.button:visible").allTextContents(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 720);
    const { head, below } = await page.evaluate(() => ({ head: document.querySelector("h1").getBoundingClientRect().top, below: document.body.innerText.length }));
    assert.ok(head < 60 && below > 300, `${head}, ${below}`);
    await page.screenshot({ path: path.join(pictures, `${name}-printed.png`), fullPage: true });
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  assert.deepEqual(faults, []);
  await context.close();
});
