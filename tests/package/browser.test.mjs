// The packed package in Chromium, under a Content-Security-Policy that allows wasm and nothing else that is made at run
// time; where there is no Chromium, there is nothing to test. The page sends what it found to the server that gave it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { find } from "../../scripts/command.mjs";
import { install } from "./installed.mjs";

const chromium = ["chromium", "chromium-browser", "google-chrome"].map((name) => find(name)).find(Boolean);
const patienceMs = 120_000;

const types = { html: "text/html", js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };
const page = `<!doctype html><meta charset="utf-8"><title>cookdiff</title>
<script type="importmap" nonce="map">{"imports":{"cookdiff":"/package/browser.js","cookdiff/engine":"/package/engine.js"}}</script>
<script type="module" src="/page.mjs"></script>`;
const script = `import { runCases } from "/cases.mjs";
const told = [];
try {
  try { Function("return 1")(); told.push("eval ran"); } catch { told.push("no eval"); }
  const names = await runCases(await import("cookdiff"));
  const { load } = await import("cookdiff/engine");
  await runCases(await load(fetch("/package/cookdiff.wasm")));
  told.push(names.length);
} catch (error) { told.push(String(error.stack)); }
await fetch("/told", { method: "POST", body: JSON.stringify(told) });`;

/** Serves the page; answers {address, told}, the latter what the page found. */
function serve(files, t) {
  return new Promise((resolve) => {
    let tell;
    const told = new Promise((done) => (tell = done));
    const server = http.createServer(async (request, response) => {
      if (request.method === "POST") {
        let text = "";
        for await (const piece of request) text += piece;
        tell(JSON.parse(text));
        return response.end();
      }
      const file = files[request.url];
      const policy = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-map'";
      response.writeHead(file === undefined ? 404 : 200, { "content-type": types[request.url.split(".")[1] ?? "html"] ?? "text/plain", "content-security-policy": policy });
      response.end(file);
    });
    t.after(() => server.close());
    server.listen(0, "127.0.0.1", () => resolve({ address: `http://127.0.0.1:${server.address().port}/`, told }));
  });
}

if (chromium) {
  test("every case in Chromium, without eval", { timeout: patienceMs }, async (t) => {
    const { home } = await install();
    const files = { "/": page, "/page.mjs": script, "/cases.mjs": fs.readFileSync(path.join(import.meta.dirname, "cases.mjs")) };
    for (const name of fs.readdirSync(path.join(home, "dist"))) files[`/package/${name}`] = fs.readFileSync(path.join(home, "dist", name));
    const { address, told } = await serve(files, t);
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-chromium-"));
    const options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
    const browser = spawn(chromium, [...options, address], { stdio: "ignore", detached: true });
    t.after(async () => {
      const ended = new Promise((done) => browser.once("exit", done));
      process.kill(-browser.pid, "SIGKILL");
      await ended;
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const found = await told;
    assert.equal(found[0], "no eval");
    assert.equal(typeof found[1], "number", `${found[1]}`);
    t.diagnostic(`${found[1]} cases, twice`);
  });
}
