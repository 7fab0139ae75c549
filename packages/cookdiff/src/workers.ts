// Cloudflare Workers: no wasm is compiled at run time there, the module comes as an import.
import module from "./cookdiff.wasm";
import { cookdiff } from "./engine.js";

export { CookdiffError } from "./engine.js";
export type * from "./engine.js";
export type * from "./differences.js";

export const { diff, patch, apply, read } = cookdiff(module);
