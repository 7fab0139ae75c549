// The packed package in Node.js: its cases, its README's example, its types, its size.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";
import { root, run } from "../../scripts/command.mjs";
import { runCases } from "./cases.mjs";
import { install } from "./installed.mjs";

const { project, home, tarball } = await install();
const readme = path.join(root, "packages/cookdiff/README.md");
const write = (name, text) => fs.writeFileSync(path.join(project, name), text);
const manifestOf = (folder) => JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));

test("every case in Node.js", async (t) => {
  const cookdiff = await import(pathToFileURL(path.join(home, "dist/node.js")).href);
  t.diagnostic(`${(await runCases(cookdiff)).length} cases`);
});

test("the engine loads from bytes, a module and an answer, and says why it does not", async () => {
  const { load, CookdiffError } = await import(pathToFileURL(path.join(home, "dist/engine.js")).href);
  const bytes = fs.readFileSync(path.join(home, "dist/cookdiff.wasm"));
  const answers = [{ "content-type": "application/wasm" }, {}].map((headers) => Promise.resolve(new Response(bytes, { headers })));
  for (const source of [bytes, new WebAssembly.Module(bytes), ...answers]) await runCases(await load(source));
  await assert.rejects(load(new Response("no", { status: 404 })), (error) => error instanceof CookdiffError && /404/.test(error.message));
});

test("what of an archive could not be read is told by its path, and is what the types say", async () => {
  const { read } = await import(pathToFileURL(path.join(home, "dist/node.js")).href);
  const { recipes, refused } = read(fs.readFileSync(path.join(root, "tests/cases/formats/exports/one-broken.zip")));
  assert.ok(recipes.length > 0);
  assert.deepEqual(refused, [{ where: "b/recipe.json", error: { code: "bad-json", detail: "a key in quotes is expected", pointer: "", byte: 18 } }]);
});

test("an archive that filled the memory leaves none of it behind", async () => {
  const { cookdiff } = await import(pathToFileURL(path.join(home, "dist/engine.js")).href);
  const module = new WebAssembly.Module(fs.readFileSync(path.join(home, "dist/cookdiff.wasm")));
  const first = { ...new WebAssembly.Instance(module, {}).exports };
  const { read, diff } = cookdiff(module, { exports: first });
  const photo = JSON.stringify({ uid: "u", name: "Bread", ingredients: "2 cups flour", directions: "Bake.", rating: 0, photo_data: "A".repeat(20 << 20) });
  assert.equal(read(zlib.gzipSync(photo)).format, "paprika");
  const grown = first.memory.buffer.byteLength;
  assert.ok(grown > 16 << 20, `${grown}`);
  first.input = () => assert.fail("the grown instance is used again");
  assert.equal(diff({ recipeName: "a" }, { recipeName: "a" }).identical, true);
});

test("a trap is an error, and the next call works", async () => {
  const { cookdiff } = await import(pathToFileURL(path.join(home, "dist/engine.js")).href);
  const module = new WebAssembly.Module(fs.readFileSync(path.join(home, "dist/cookdiff.wasm")));
  const trapping = { exports: { ...new WebAssembly.Instance(module, {}).exports, diff: () => { throw new WebAssembly.RuntimeError("unreachable"); } } }; // prettier-ignore
  const { diff } = cookdiff(module, trapping);
  assert.throws(() => diff({}, {}), { name: "CookdiffError", code: "failed" });
  assert.equal(diff({}, {}).identical, true);
});

test("native and wasm answer with the same bytes, for the samples", async () => {
  const { diff, read } = await import(pathToFileURL(path.join(home, "dist/node.js")).href);
  const folder = path.join(root, "samples/recipes");
  const original = path.join(folder, "2.json");
  const makes = fs.readdirSync(path.join(folder, "2/makes")).map((name) => path.join(folder, "2/makes", name));
  assert.ok(makes.length > 1);
  for (const make of makes) {
    const { code, output } = await run(path.join(root, "build/cookdiff"), ["diff", "--format", "json", "--fill", original, make], { allowFailure: true });
    const [from, to] = [original, make].map((file) => fs.readFileSync(file));
    if (code === 2) assert.throws(() => diff(from, to, { fill: true }), { name: "CookdiffError" });
    else assert.equal(diff(from, to, { fill: true, as: "text" }), output.trimEnd());
  }
  const { output } = await run(path.join(root, "build/cookdiff"), ["read", original]);
  assert.deepEqual(read(fs.readFileSync(original)).recipes[0].recipe, JSON.parse(output));
});

test("the README's example runs and prints what the README says", async () => {
  const text = fs.readFileSync(readme, "utf8");
  const [, example] = text.match(/<!-- example -->\n```js\n([^]*?)```/);
  const [whole, opening, shown] = text.match(/(<!-- output -->\n```text\n)([^]*?)```/);
  write("example.mjs", example);
  const { output } = await run(process.execPath, ["example.mjs"], { cwd: project });
  if (process.env.UPDATE_README) fs.writeFileSync(readme, text.replace(whole, () => `${opening}${output}\`\`\``));
  else assert.equal(output, shown);
});

test("the types hold: what is right compiles, what is wrong does not", async () => {
  const check = async (name, code) => {
    write(name, code);
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "--types", ""];
    return (await run(process.execPath, [compiler, ...options, name], { cwd: project, allowFailure: true })).output;
  };
  const right = `import { apply, diff, patch, read, CookdiffError, type Differences } from "cookdiff";
    import { load } from "cookdiff/engine";
    const found: Differences = diff("{}", { a: 1 }, { fill: true });
    const text: string = diff(new Uint8Array(), "{}", { as: "text" });
    const ratio: number | null | undefined = found.differences[0]?.amount?.ratio;
    const path: string | undefined = patch({}, {})[0]?.path;
    const merge: unknown = patch({}, {}, { form: "merge-patch" });
    const name: string | undefined = read(text).recipes[0]?.recipe.recipeName;
    load(fetch("x")).then((cookdiff) => cookdiff.apply({}, []));
    export const all = [ratio, path, merge, name, apply({}, []), new CookdiffError({ code: "a", detail: "b", pointer: "" }).byte];`;
  assert.equal(await check("right.ts", right), "");
  const wrong = ['diff("{}")', "diff(5, {})", "diff({}, {}, { fil: true })", 'patch({}, {}, { form: "diff" })', "read({}).recipe"];
  const told = await check("wrong.ts", `import { diff, patch, read } from "cookdiff";\n${wrong.join(";\n")};\n`);
  assert.deepEqual([...told.matchAll(/^wrong\.ts\((\d+),/gm)].map((match) => Number(match[1]) - 2), [0, 1, 2, 3, 4], told);
});

test("it is small, holds nothing but what is needed, and no eval", async (t) => {
  const { output } = await run("tar", ["tzf", tarball]);
  const files = output.trim().split("\n").map((name) => name.replace("package/", ""));
  const allowed = /^(package\.json|README\.md|LICENSE|dist\/(cookdiff\.wasm|(node|workers|browser|engine|differences)\.(js|d\.ts)))$/;
  assert.deepEqual(files.filter((name) => !allowed.test(name)), []);
  const gzipped = (name) => zlib.gzipSync(fs.readFileSync(path.join(home, "dist", name)), { level: 9 }).length;
  const scripts = files.filter((name) => name.endsWith(".js")).map((name) => path.basename(name));
  const code = scripts.map((name) => fs.readFileSync(path.join(home, "dist", name), "utf8")).join("\n");
  assert.doesNotMatch(code, /\beval\b|\bnew Function\b/);
  const [module, script] = [gzipped("cookdiff.wasm"), gzipped("engine.js") + gzipped("browser.js")];
  t.diagnostic(`gzipped: module ${module} bytes, scripts of a page ${script} bytes`);
  assert.ok(module <= 236 * 1024 && script <= 4 * 1024, `${module}, ${script}`);
  const { dependencies, version } = manifestOf(home);
  assert.equal(dependencies, undefined);
  assert.equal(version, manifestOf(root).version);
});
