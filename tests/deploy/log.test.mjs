// The log lets out the fields of its list, in their form, and nothing else: no text of a document, no key, no token.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { root } from "../../scripts/command.mjs";

const { outputFiles } = await build({ entryPoints: [`${root}/workers/log.ts`], bundle: true, format: "esm", write: false });
const { allowed, allowedFields, logLine } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
const frame = "at cookdiff::diff::compare(cookdiff::Arena&) (wasm://wasm/server.wasm-1a2b3c:wasm-function[812]:0x3f2a1)";

test("what our own code logs comes through whole", () => {
  for (const fields of [
    { level: "warning", event: "queue", fault: "not an event of the bucket", count: 2 },
    { level: "error", event: "fetch", fault: "trap", stack: ["at server.wasm.compare (wasm://wasm/server.wasm-1a2b3c:wasm-function[812]:0x3f2a1)"] },
    { level: "error", event: "fetch", fault: "bridge" },
    { level: "info", event: "sweep", objects: 5000, enqueued: 3, due: 1, complete: false },
    { level: "info", event: "sweep", objects: 1000, enqueued: 2, due: 1, complete: true },
    { level: "info", event: "audit-hours", closed: 3 },
    { level: "info", event: "decided", traces: Array(100).fill("0123456789abcdef stored") },
    { level: "info", event: "read", traces: ["0123456789abcdef"] },
  ])
    assert.deepEqual(allowed(fields), fields);
});

test("a field that is not on the list is withheld, and counted", () => {
  assert.deepEqual(allowed({ level: "error", key: "kitchens/anna/recipes/2.json", notes: "my secret sauce" }), { level: "error", withheld: 2 });
});

test("a field of the list in another form is withheld", () => {
  const sauce = "two cups of brown sugar, then the secret: a pinch of smoked paprika and a good deal of patience";
  const bad = { level: sauce, event: { text: sauce }, fault: 'x"y', count: "7", attempts: NaN, milliseconds: [1], stack: [frame, sauce] };
  Object.assign(bad, { objects: "1", enqueued: null, due: NaN, closed: {}, complete: "yes", traces: ["0123456789abcdef stored", `0123456789abcdef ${sauce}`] });
  assert.deepEqual(Object.keys(bad).sort(), Object.keys(allowedFields).sort());
  assert.deepEqual(allowed(bad), { withheld: Object.keys(bad).length });
  assert.deepEqual(allowed({ traces: Array(101).fill("0123456789abcdef") }), { withheld: 1 });
  assert.deepEqual(allowed(JSON.parse('{"__proto__":"x","constructor":"y"}')), { withheld: 2 });
});

test("a line that is no object says only that", () => {
  const said = [];
  const { log } = console;
  console.log = (line) => said.push(line);
  try {
    for (const line of ["Grandmother's pie", "[1]", "null", "7"]) logLine(line);
  } finally {
    console.log = log;
  }
  assert.deepEqual(new Set(said), new Set(['{"level":"error","event":"log","fault":"a line that is no object"}']));
});
