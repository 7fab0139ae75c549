// Chromium of the distribution, driven over its own protocol; what every view of the dashboard must keep.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { root } from "../../scripts/command.mjs";
import { browser as installed } from "../../scripts/requirements.mjs";

/** Where the screenshots are kept. */
export const pictures = path.join(root, "build/browser");

export const sizes = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

export async function startBrowser() {
  const executablePath = installed();
  assert.ok(executablePath, "there is no Chromium: apt-get install chromium");
  fs.mkdirSync(pictures, { recursive: true });
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** For what must come; a machine that is busy with other things takes its time. */
const patienceMs = 60_000;

/** A window of that size, and everything that went wrong in it. */
export async function openWindow(browser, size, more = {}) {
  const context = await browser.newContext({ ...sizes[size], locale: "en-GB", timezoneId: "UTC", ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const faults = [];
  page.on("console", (message) => {
    // What the service refuses is an answer, which the browser notes by itself.
    if (message.type() === "error" && !/status of (401|404|409|422|503)|ERR_FAILED/.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).host !== new URL(page.url().replace("about:blank", request.url())).host) faults.push(`asked ${request.url()}`);
  });
  return { context, page, faults };
}

/** In which colours axe looks (it takes seconds): every page is looked at in both, by its two sizes. */
const axeScheme = { desktop: "light", phone: "dark" };

/** axe finds nothing, nothing is wider than the window, and a picture of it in light and dark is kept. */
export async function inspect(page, name, size, { fullPage = true } = {}) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: path.join(pictures, `${name}-${size}-${colorScheme}.png`), fullPage });
    if (colorScheme !== axeScheme[size]) continue;
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 3).map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`);
    assert.deepEqual(told, [], `${name}, ${size}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 0, `${name} on ${size} is ${wider} px wider than its window`);
}

/** Presses the key until the element has the focus, as somebody without a mouse does. */
export async function reach(page, element, key = "Tab") {
  await element.waitFor({ state: "attached" });
  for (let presses = 0; presses < 200; presses++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${element} is not reached by ${key}`);
}
