// The size budget of the modules that ship, and what they may import. Fails above it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { root } from "./command.mjs";
import { main, Reason, say } from "./terminal.mjs";

const kib = 1024;

/** Bytes after gzip, as the platform counts a Worker's size; what was reached, rounded up: docs/adr/0003-size.md. */
export const budget = { server: 422 * kib, sender: 50 * kib, watcher: 50 * kib };

/** What the bridge hands a module (workers/bridge.ts). Anything more means that a C library crept in. */
export const importsAllowed = new Set(["host.start", "host.now", "host.random", "host.log"]);

/** {bytes, gzipped, imports} of a module. */
export function measureModule(file) {
  const bytes = fs.readFileSync(file);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map((entry) => `${entry.module}.${entry.name}`);
  return { bytes: bytes.length, gzipped: zlib.gzipSync(bytes, { level: 9 }).length, imports };
}

/** What is wrong with a module, as sentences; empty when nothing is. */
export function faultsOf(name, { gzipped, imports }) {
  const faults = imports
    .filter((entry) => !importsAllowed.has(entry))
    .map((entry) => `${name}.wasm imports ${entry}; allowed: ${[...importsAllowed].join(", ")}`);
  if (gzipped > budget[name]) faults.push(`${name}.wasm is ${gzipped} bytes gzipped; the budget is ${budget[name]}`);
  return faults;
}

/** Throws a Reason when a module is over its budget. Answers a line for each. */
export function checkSizes(folder = path.join(root, "build/wasm")) {
  const faults = [];
  const lines = Object.keys(budget).map((name) => {
    const size = measureModule(path.join(folder, `${name}.wasm`));
    faults.push(...faultsOf(name, size));
    return `${name}.wasm: ${(size.bytes / kib).toFixed(1)} KB, ${(size.gzipped / kib).toFixed(1)} of ${budget[name] / kib} KB gzipped`;
  });
  if (faults.length > 0) throw new Reason(faults.join("\n"));
  return lines;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => checkSizes().forEach(say));
}
