// The comparison itself in the browser: the npm package's engine over the module that the Worker is made of. Loaded when
// it is first wanted; files are read by the same engine in a thread of its own (reader.ts).
import { CookdiffError, load, type Cookdiff } from "../../../packages/cookdiff/src/engine";
import address from "../../../build/wasm/engine.wasm?url";
import type { Differences, Recipe } from "./service";

export { CookdiffError };

let loading: Promise<Cookdiff> | undefined;

/** The engine; a load that failed is tried again by the next who asks. */
export function engine(): Promise<Cookdiff> {
  loading ??= load(fetch(address)).catch((reason: unknown) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

/** The differences of a make that may leave out what it did not change; throws a CookdiffError where it is none. */
export async function compare(original: Recipe, make: Recipe): Promise<Differences> {
  return (await engine()).diff(original, make, { fill: true }) as Differences;
}
