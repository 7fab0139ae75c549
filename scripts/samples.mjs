// The samples: files laid out as the bucket's keys, uploaded one at a time with the real command, as a person would.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";
import { wrangler } from "./node.mjs";
import { progress, Reason } from "./terminal.mjs";

const folder = path.join(root, "samples");
/** In the folder of the local state: which contents were put into its bucket. */
const ledgerName = "samples.json";
/** A put that meets another writer's lock fails at once (local storage has no busy timeout); trying again is safe. */
const triesMax = 3;

const contentTypes = { ".json": "application/json", ".html": "text/html", ".cook": "text/plain" };

/** A file that is broken on purpose, to show what becomes of such. */
export const broken = new Set(["recipes/2/makes/4.json"]);

/** Keys in the order of a directory listing: one make comes before its original. */
export const sampleKeys = () =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

const isMake = (key) => key.split("/").slice(0, -1).includes("makes");

export const sampleMakes = () => sampleKeys().filter((key) => isMake(key) && !broken.has(key));

const hashOf = (key) => createHash("sha256").update(fs.readFileSync(path.join(folder, key))).digest("hex");

function readLedger(ledgerFile) {
  try {
    return JSON.parse(fs.readFileSync(ledgerFile, "utf8"));
  } catch {
    return {};
  }
}

async function put(key, state) {
  const args = ["r2", "object", "put", `recipes/${key}`, "--file", path.join(folder, key), "--local", "--persist-to", state];
  args.push("--content-type", contentTypes[path.extname(key)] ?? "application/octet-stream");
  for (let tries = 1; ; tries++) {
    const { code, output } = await wrangler(args, { allowFailure: true });
    if (code === 0) return;
    if (tries === triesMax) throw new Reason(`wrangler r2 object put recipes/${key} failed ${tries} times:\n${output.trim()}`);
  }
}

/** Uploads what is not there yet with the same content; `present` are the keys that the service knows. */
export async function uploadSamples(present, state) {
  const ledgerFile = path.resolve(root, state, ledgerName);
  const ledger = readLedger(ledgerFile);
  const due = sampleKeys().filter((key) => !present.has(key) || ledger[key] !== hashOf(key));
  const tell = progress(due.length, "samples uploaded");
  for (const [at, key] of due.entries()) {
    await put(key, state);
    ledger[key] = hashOf(key);
    fs.writeFileSync(ledgerFile, JSON.stringify(ledger, null, 1));
    tell(at + 1, key);
  }
  return due.length;
}
