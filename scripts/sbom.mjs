// The bill of materials of what is released, as CycloneDX 1.5: what is linked into it, the tools that made it, and the
// hash of each file. Nothing of npm is in a release but the Workers' bundler, which is named as a tool.
import { createHash, randomUUID } from "node:crypto";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";
import { nativeCompiler, wasmClang } from "./requirements.mjs";

const firstLine = (program, args) => (spawnSync(program, args, { encoding: "utf8" }).stdout ?? "").split("\n")[0].trim();
const licensed = (id) => [{ license: { id } }];

const linked = {
  command: () => [{ type: "library", name: "C++ standard library", version: `of ${compiler("command")}` }],
  wasm: () => [
    { type: "library", name: "libc++", version: compiler("wasm"), licenses: [{ expression: "Apache-2.0 WITH LLVM-exception" }] },
    { type: "library", name: "wasi-libc", version: process.env.WASI_SDK_PATH ? "of the wasi-sdk" : "of the distribution", licenses: licensed("MIT") },
  ],
};

const compiler = (part) => {
  const sdk = process.env.WASI_SDK_PATH;
  const program = part === "command" ? nativeCompiler() : sdk ? path.join(sdk, "bin/clang++") : `clang++-${wasmClang()}`;
  return firstLine(program, ["--version"]);
};

/** `part`: "command" or "wasm". */
export function bill({ name, version, part, files }) {
  const hashed = files.map((file) => ({ type: "file", name: path.basename(file), hashes: [{ alg: "SHA-256", content: createHash("sha256").update(fs.readFileSync(file)).digest("hex") }] }));
  const bundler = part === "wasm" ? JSON.parse(fs.readFileSync(path.join(root, "node_modules/wrangler/package.json"), "utf8")).version : null;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      component: { type: "application", name, version, licenses: licensed("Apache-2.0") },
      tools: { components: [{ type: "application", name: "compiler", version: compiler(part) }, ...(bundler ? [{ type: "application", name: "wrangler", version: bundler }] : [])] },
    },
    components: [...linked[part](), ...hashed],
  };
}
