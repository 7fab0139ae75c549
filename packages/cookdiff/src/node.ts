// Node.js (also Bun and Deno): the module is read from beside this file, once, when it is imported.
import { readFileSync } from "node:fs";
import { cookdiff } from "./engine.js";

export { CookdiffError } from "./engine.js";
export type * from "./engine.js";
export type * from "./differences.js";

const module = new WebAssembly.Module(readFileSync(new URL("./cookdiff.wasm", import.meta.url)));
export const { diff, patch, apply, read } = cookdiff(module);
