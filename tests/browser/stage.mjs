// One application and one browser for all tests of this folder.
import { after } from "node:test";
import { startApplication } from "../workers/application.mjs";
import { openWindow, startBrowser } from "./browser.mjs";

const [app, browser] = await Promise.all([startApplication(), startBrowser()]);
export const stage = { app, browser, address: `http://localhost:${app.url.port}` };
after(async () => {
  await browser.close();
  await app.close();
});

let tests = [];
/** As of `node:test`; browser.test.mjs decides when it runs. */
export const test = (name, work) => void tests.push([name, work]);
/** Those that were told since it was asked last. */
export function taken() {
  const told = tests;
  tests = [];
  return told;
}

/** A link that signs in once. */
export const signInLink = async (options) => `${stage.address}/#code=${(await app.call("POST", "/session/codes", options)).body.code}`;

/** A window in which somebody is signed in, at the recipes. */
export async function signedIn(size, { options, more } = {}) {
  const window = await openWindow(browser, size, more);
  await window.page.goto(await signInLink(options));
  await window.page.getByRole("heading", { name: "Recipes" }).waitFor();
  return window;
}
