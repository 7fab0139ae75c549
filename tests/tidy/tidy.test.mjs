// The tree keeps the house's rules; and each rule can fail, shown on small trees that break it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { budget, faultsOf, importsAllowed } from "../../scripts/sizes.mjs";
import { limits, rules } from "./rules.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const binary = /\.(wasm|png|zip|gz|paprikarecipes?|woff2|ico)$|^fuzz\/corpus\//;

function readTree() {
  const names = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  const there = names.filter((name) => !binary.test(name) && fs.existsSync(path.join(root, name)));
  return new Map(there.map((name) => [name, fs.readFileSync(path.join(root, name), "utf8")]));
}

const tree = readTree();
for (const [name, rule] of Object.entries(rules)) {
  test(`the tree keeps the rule: ${name}`, () => {
    const faults = rule(tree);
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 40).join("\n")}`);
  });
}

const body = (lines) => "  ++n;\n".repeat(lines);
const rooms = ["src/rooms.txt", "base:\njson:\ndiff: json\ncli: diff\n"];
const hpp = (text) => `// What it is for.\n#pragma once\n${text}`;
const lockOf = (version, more = {}) => JSON.stringify({ packages: { "": {}, "node_modules/a": { version, integrity: "sha512-x", ...more } } });

/** For each rule: a tree that breaks it, and its nearest neighbour that does not. */
const examples = [
  ["includes", [rooms, ["src/json/a.cpp", '#include "diff/b.hpp"\n']], [rooms, ["src/diff/a.cpp", '#include "json/b.hpp"\n#include "base/c.hpp"\n']]],
  ["includes", [rooms, ["src/attic/a.cpp", ""]], [rooms, ["src/base/a.cpp", ""]]],
  ["heavy", [["src/diff/a.cpp", "#include <sstream>\n"]], [["src/cli/a.cpp", "#include <sstream>\n"]]],
  ["heavy", [["src/diff/a.cpp", "int n = std::snprintf(b, 9, f);\n"]], [["src/diff/a.cpp", "// no snprintf(b) here\nauto s = \"printf(\";\n"]]],
  ["heavy", [["src/diff/a.cpp", "#ifdef __wasm__\ntrap();\nprintf(b);\n#endif\n"]], [["src/diff/a.cpp", "#ifdef __wasm__\ntrap();\n#else\nprintf(b);\n#endif\n"]]],
  ["sql", [["src/api/a.cpp", 'auto s = "SELECT a FROM b";\n']], [["src/store/a.cpp", 'auto s = "SELECT a FROM b";\n']]],
  ["length", [["src/diff/a.cpp", `int f(int n) {\n${body(limits.functionLines - 1)}}\n`]], [["src/diff/a.cpp", `int f(int n) {\n${body(limits.functionLines - 2)}}\n`]]],
  ["length", [["scripts/a.mjs", `const f = async (n) => {\n${body(limits.functionLines)}};\n`]], [["scripts/a.mjs", `const f = {\n${body(limits.functionLines)}};\n`]]],
  ["length", [["src/diff/a.cpp", "\n".repeat(limits.fileLines + 1)]], [["src/diff/a.cpp", "\n".repeat(limits.fileLines)]]],
  ["length", [["src/diff/a.cpp", `Long::Long(int n)\n    : n_(n) {\n${body(limits.functionLines)}}\n`]], [["src/diff/a.cpp", `namespace a {\n${body(limits.functionLines)}}\n`]]],
  ["width", [["src/diff/a.cpp", `${"é".repeat(limits.columns + 1)}\n`]], [["src/diff/a.cpp", `${"é".repeat(limits.columns)}\n`]]],
  ["headers", [["src/diff/a.hpp", "#pragma once\nint f();\n"]], [["src/diff/a.hpp", hpp("int f();\n")]]],
  ["headers", [["src/diff/a.hpp", "// What it is for.\nint f();\n"]], [["src/diff/a.hpp", hpp("")]]],
  ["open", [["src/diff/a.cpp", "// TO" + "DO later\n"]], [["src/diff/a.cpp", "// Todos los días\n"]]],
  ["open", [["tests/cli/a.mjs", "test.skip('a', f)\n"]], [["tests/cli/a.mjs", "text.skips('a')\n"]]],
  ["places", [["README.md", "see /home/ada/cookdiff\n"]], [["README.md", "see docs/home/page\n"]]],
  ["places", [["package-lock.json", '{"resolved": "x"}']], [["package-lock.json", lockOf("1.0.0")]]],
  ["versions", [["package.json", '{"devDependencies":{"a":"^1.0.0"}}'], ["package-lock.json", lockOf("^1.0.0")]], [["package.json", '{"devDependencies":{"a":"1.0.0"}}'], ["package-lock.json", lockOf("1.0.0")]]],
  ["versions", [["package.json", '{"devDependencies":{"a":"1.0.1"}}'], ["package-lock.json", lockOf("1.0.0")]], [["package.json", "{}"], ["package-lock.json", lockOf("1.0.0")]]],
  ["versions", [["package.json", "{}"], ["package-lock.json", lockOf("1.0.0", { integrity: undefined })]], [["package.json", "{}"], ["package-lock.json", lockOf("1.0.0")]]],
  ["setup", [["package.json", '{"scripts":{"a":"node a.mjs"}}'], ["a.mjs", 'import { b } from "./s/b.mjs";\n'], ["s/b.mjs", 'import {\n  c,\n} from "c";\n']], [["package.json", '{"scripts":{"a":"node a.mjs"}}'], ["a.mjs", 'import fs from "node:fs";\nconst { c } = await import("c");\n'], ["b.mjs", 'import "c";\n']]],
];
for (const [at, [name, bad, good]] of examples.entries()) {
  test(`the rule ${name} can fail (example ${at + 1})`, () => {
    assert.equal(rules[name](new Map(bad)).length, 1);
    assert.deepEqual(rules[name](new Map(good)), []);
  });
}

test("a module's budget and imports can fail", () => {
  const imports = [...importsAllowed];
  assert.deepEqual(faultsOf("server", { gzipped: budget.server, imports }), []);
  assert.equal(faultsOf("server", { gzipped: budget.server + 1, imports }).length, 1);
  assert.equal(faultsOf("sender", { gzipped: 50 * 1024 + 1, imports }).length, 1);
  assert.equal(faultsOf("watcher", { gzipped: 1, imports: [...imports, "wasi_snapshot_preview1.fd_write"] }).length, 1);
});

test("the modules that were built import only what the bridge gives", async (t) => {
  const { measureModule } = await import("../../scripts/sizes.mjs");
  const folder = path.join(root, "build/wasm");
  const built = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(".wasm")) : [];
  for (const name of built) {
    const { imports } = measureModule(path.join(folder, name));
    const foreign = imports.filter((entry) => !importsAllowed.has(entry));
    assert.deepEqual(foreign, [], name);
  }
  t.diagnostic(`${built.length} modules`);
});
