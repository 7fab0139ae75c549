#!/usr/bin/env node
// Native and wasm give the same bytes: every worked example, and each original against the makes of its neighbours, as
// differences and as a patch. node tests/engine/run.mjs BINARY; closes with "N passed, N failed".
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Engine, forms } from "../../bench/engine.mjs";
import { everyday, everydayMake, longMoved, longChanged, long } from "../../bench/documents.mjs";
import { buildBenchmarks } from "../../scripts/bench.mjs";
import { root } from "../../scripts/command.mjs";

const neighbours = 6;
const binary = path.resolve(process.argv[2] ?? path.join(root, "build/cookdiff"));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-engine-"));
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));

/** [original, make] as texts. */
function pairs() {
  const text = (document) => (typeof document === "string" ? document : JSON.stringify(document));
  const folder = path.join(root, "tests/cases");
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".json"));
  const cases = files.flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")));
  const own = cases.map((c) => [text(c.original ?? c.originalText), text(c.make ?? c.makeText)]);
  const out = [...own];
  for (let n = 0; n < own.length; n++)
    for (let step = 1; step <= neighbours; step++) out.push([own[n][0], own[(n + step) % own.length][1]]);
  const made = [[everyday(), everydayMake()], [long(300), longMoved(300)], [long(300), longChanged(300)]]; // prettier-ignore
  return [...out, ...made.map((pair) => pair.map(text))];
}

/** What the command says of all pairs: a line each, without the names of the files. */
function native(texts, format) {
  const file = (n, side) => path.join(work, `${n}-${side}`);
  texts.forEach((pair, n) => pair.forEach((text, side) => fs.writeFileSync(file(n, side), text)));
  const list = texts.map((_, n) => `${file(n, 0)}\t${file(n, 1)}\n`).join("");
  const options = { input: list, encoding: "utf8", maxBuffer: 1 << 30 };
  const { stdout } = spawnSync(binary, ["diff", "--pairs", "-", "--format", format], options);
  return stdout.split("\n").map((line) => line.replace(/^\{"original":"[^"]*","make":"[^"]*",("patch":)?/, "$1"));
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const { engine, makes } = await buildBenchmarks({ native: false });
const wasm = Engine.load(engine);
const texts = pairs();
const counts = { passed: 0, failed: 0, refused: 0 };
for (const [format, form] of [
  ["json", forms.differences],
  ["patch", forms.patch],
]) {
  // prettier-ignore
  const expected = native(texts, format);
  texts.forEach(([original, make], n) => {
    const { outcome, bytes } = wasm.diff(encoder.encode(original), encoder.encode(make), form);
    const answer = decoder.decode(bytes);
    const refused = outcome === "refused";
    // A refusal names a file natively and a side in wasm: that both refuse is what must agree.
    const said = form === forms.patch ? `"patch":${answer}}` : answer.slice(1);
    const same = refused ? expected[n].startsWith('"error":') : expected[n] === said;
    if (refused) counts.refused++;
    counts[same ? "passed" : "failed"]++;
    if (!same && counts.failed <= 10)
      console.log(`FAILED: ${format} of\n  ${original}\n  ${make}\n  native ${expected[n]}\n  wasm   ${said}`);
  });
}
// The analysis of 400 simulated makes, to the byte.
const analysisFile = path.join(work, "analysis.json");
const analysisTest = path.join(path.dirname(binary), "tests/analysis_test");
spawnSync(analysisTest, ["-tc=*the same bytes*"], { env: { ...process.env, COOKDIFF_ANALYSIS: analysisFile }, stdio: "ignore" });
const simulated = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(makes)), {}).exports;
simulated._initialize?.();
simulated.analyse(400);
const analysed = new Uint8Array(simulated.memory.buffer, simulated.answer(), simulated.answer_size());
const sameAnalysis = fs.existsSync(analysisFile) && fs.readFileSync(analysisFile).equals(analysed);
counts[sameAnalysis ? "passed" : "failed"]++;
if (!sameAnalysis) console.log("FAILED: the analysis of the same makes differs between native and wasm");
if (counts.refused > counts.passed / 4) {
  console.log(`FAILED: ${counts.refused} pairs were refused: too many to prove anything`);
  counts.failed++;
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);
