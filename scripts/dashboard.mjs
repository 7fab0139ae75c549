// Builds the dashboard into build/dashboard/site, when one of its sources changed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { writeApiTypes } from "./api_types.mjs";
import { root, run } from "./command.mjs";
import { modernNode } from "./node.mjs";
import { Reason, step } from "./terminal.mjs";

const kib = 1024;
/** Bytes after gzip of what the first page loads: the page, its styles and scripts, without the wasm. */
export const firstPageBudget = 90 * kib;

const folder = path.join(root, "workers/server/dashboard");
const made = path.join(root, "build/dashboard");
export const site = path.join(made, "site");
const stamp = path.join(made, ".sources");
const alsoRead = ["openapi.yaml", "package-lock.json", "scripts/api_types.mjs", "scripts/dashboard.mjs", "build/wasm/engine.wasm", "packages/cookdiff/src/engine.ts"];

function hashOfSources() {
  const hash = createHash("sha256");
  const own = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
  for (const file of [...own, ...alsoRead].sort()) hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/** The files that index.html loads at once, with their sizes as sent. */
export function firstPage() {
  const page = fs.readFileSync(path.join(site, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  return ["index.html", ...new Set(named)].map((name) => ({
    name,
    gzipped: zlib.gzipSync(fs.readFileSync(path.join(site, name)), { level: 9 }).length,
  }));
}

/** Quick when nothing changed. */
export async function buildDashboard() {
  const sources = hashOfSources();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === sources) return;
  await writeApiTypes(path.join(made, "api.ts"));
  const config = path.join(folder, "vite.config.mjs");
  const args = [path.join(root, "node_modules/vite/bin/vite.js"), "build", "--config", config, "--logLevel", "warn"];
  const built = await step("building the dashboard", () => run(modernNode(), args, { allowFailure: true }));
  if (built.code !== 0) throw new Reason(`the dashboard's build failed:\n${built.output.trim()}`);
  const total = firstPage().reduce((sum, file) => sum + file.gzipped, 0);
  if (total > firstPageBudget) throw new Reason(`the dashboard's first page is ${total} bytes gzipped; the budget is ${firstPageBudget}`);
  fs.writeFileSync(stamp, sources);
}
