// Each Worker's configuration deploys: `wrangler deploy --dry-run` runs its build, bundles it with its module, and says
// which resources it binds. None is named by an id, so that wrangler makes them in any account.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/command.mjs";
import { wrangler } from "../../scripts/node.mjs";

const workers = [
  { file: "wrangler.toml", module: "server", bindings: ["RECIPES", "ARCHIVE", "DB", "CACHE", "UPLOADS", "LIMIT_BY_ADDRESS", "LIMIT_BY_TOKEN"] },
  { file: "workers/sender/wrangler.toml", module: "sender", bindings: ["RECIPES", "SERVER"] },
  { file: "workers/watcher/wrangler.toml", module: "watcher", bindings: ["RECIPES", "DB", "UPLOADS"] },
];

for (const { file, module, bindings } of workers) {
  test(`wrangler deploy --dry-run: ${file}`, async (t) => {
    const folder = fs.mkdtempSync(path.join(root, ".cache-deploy-"));
    t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
    const { output } = await wrangler(["deploy", "--dry-run", "-c", file, "--outdir", folder]);
    assert.match(output, /--dry-run: exiting now/);
    for (const binding of bindings) assert.match(output, new RegExp(`env\\.${binding}\\b`));
    const found = output.match(/env\.([A-Z_]+)/g).map((text) => text.slice("env.".length));
    assert.deepEqual([...new Set(found)].sort(), [...bindings].sort(), "no binding more than it needs");
    const bundled = fs.readdirSync(folder).find((name) => name.endsWith(`${module}.wasm`));
    assert.ok(bundled, "the module is in the bundle");
    assert.deepEqual(fs.readFileSync(path.join(folder, bundled)), fs.readFileSync(path.join(root, `build/wasm/${module}.wasm`)));
  });

  test(`no ids: ${file}`, () => {
    const text = fs.readFileSync(path.join(root, file), "utf8").replace(/#.*$/gm, "");
    assert.doesNotMatch(text, /^\s*(?:id|preview_id|database_id|account_id)\s*=/m);
  });
}

test("the sender reads the queue that the others fill, and its dead letters", () => {
  const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
  const filled = ["wrangler.toml", "workers/watcher/wrangler.toml"].map((file) => read(file).match(/^queue = "(.*)"$/m)[1]);
  const sender = read("workers/sender/wrangler.toml");
  const consumed = [...sender.matchAll(/^queue = "(.*)"$/gm)].map((match) => match[1]);
  const deadLetters = sender.match(/^dead_letter_queue = "(.*)"$/m)[1];
  assert.deepEqual(new Set(filled), new Set([consumed[0]]));
  assert.equal(consumed[1], deadLetters);
});

test("the queues deliver as often as the sender counts on, and a dead letter until the sender gives it up", () => {
  const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
  const header = read("src/ingest/sender.hpp");
  const constant = (name) => Number(header.match(new RegExp(`${name} = (\\d+);`))[1]);
  const [uploads, deadLetters] = [...read("workers/sender/wrangler.toml").matchAll(/^max_retries = (\d+)$/gm)].map((match) => Number(match[1]));
  assert.equal(constant("deliveries_max"), uploads + 1);
  assert.ok(deadLetters + 1 > constant("dead_letter_attempts"), `${deadLetters} tries end before the sender's`);
  assert.ok(deadLetters <= 100, "the platform allows no more");
});
