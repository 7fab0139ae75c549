// Browsers: the module is fetched from beside this file; bundlers know this form. Whoever imports this waits for it:
// `await import("cookdiff")` where the first page must not, or load() of "cookdiff/engine" to decide when and from where.
import { load } from "./engine.js";

export { CookdiffError } from "./engine.js";
export type * from "./engine.js";
export type * from "./differences.js";

export const { diff, patch, apply, read } = await load(fetch(new URL("./cookdiff.wasm", import.meta.url)));
