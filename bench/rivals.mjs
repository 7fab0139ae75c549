// Other engines on the same bytes: each decodes, parses both, compares and writes its answer as text.
// Arrays are keyed where an engine can: by ingredientId and stepId, else by name or text.
import * as jsondiffpatch from "jsondiffpatch";
import microdiff from "microdiff";
import fastJsonPatch from "fast-json-patch";
import * as rfc6902 from "rfc6902";
import * as jsonDiffTs from "json-diff-ts";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const parse = (bytes) => JSON.parse(decoder.decode(bytes));

const keyed = jsondiffpatch.create({
  objectHash: (item) => item.ingredientId ?? item.stepId ?? item.ingredientName ?? item.stepText,
});
const keys = { ingredients: "ingredientId", steps: "stepId" };

/** name to (original, make) of parsed documents to the engine's own answer. */
export const compare = {
  jsondiffpatch: (a, b) => keyed.diff(a, b),
  microdiff: (a, b) => microdiff(a, b),
  "fast-json-patch": (a, b) => fastJsonPatch.compare(a, b),
  rfc6902: (a, b) => rfc6902.createPatch(a, b),
  "json-diff-ts": (a, b) => jsonDiffTs.diff(a, b, { embeddedObjKeys: keys }),
};

/** The same from bytes to bytes. */
export const bytesToBytes = Object.fromEntries(
  Object.entries(compare).map(([name, run]) => [
    name,
    (a, b) => encoder.encode(JSON.stringify(run(parse(a), parse(b)) ?? null)),
  ]),
);

/** Whether the answer, applied to a copy of the original, gives the make; null where the engine says no such thing. */
export const roundTrip = {
  jsondiffpatch: (a, b) => same(keyed.patch(structuredClone(a), keyed.diff(a, b)), b),
  microdiff: () => null,
  "fast-json-patch": (a, b) =>
    same(fastJsonPatch.applyPatch(structuredClone(a), fastJsonPatch.compare(a, b)).newDocument, b),
  rfc6902: (a, b) => {
    const copy = structuredClone(a);
    return rfc6902.applyPatch(copy, rfc6902.createPatch(a, b)).every((e) => e === null) && same(copy, b);
  },
  "json-diff-ts": (a, b) => same(jsonDiffTs.applyChangeset(structuredClone(a), compare["json-diff-ts"](a, b)), b),
};

function same(a, b) {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
