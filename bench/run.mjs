// The benchmarks, run by scripts/bench.mjs in the Node that wrangler uses:
//   node bench/run.mjs '{"engine":…,"stages":…,"native":…,"command":…,"only":[…]}'
// Prints progress on standard error and one JSON object on standard output.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as documents from "./documents.mjs";
import { Engine, flags, forms } from "./engine.mjs";
import { pairsPerSecond } from "./pairs.mjs";
import * as rivals from "./rivals.mjs";
import { exponent, median, race } from "./timing.mjs";

const asked = JSON.parse(process.argv[2]);
const encoder = new TextEncoder();
const bytes = (document) => encoder.encode(JSON.stringify(document));
const say = (text) => process.stderr.write(`  ${text}\n`);
const fast = ["jsondiffpatch", "microdiff", "fast-json-patch"];

/** cookdiff from bytes to bytes; the answer is copied out, as every caller must. */
const engine = Engine.load(asked.engine);
const cookdiff = (a, b, options = 0, ids = undefined) => engine.diff(a, b, options, ids).bytes.slice();

function comparePair() {
  say("the 2.5 KB pair, bytes to bytes");
  const [a, b] = [bytes(documents.everyday()), bytes(documents.everydayMake())];
  const us = race({
    cookdiff: () => cookdiff(a, b),
    ...Object.fromEntries(Object.entries(rivals.bytesToBytes).map(([name, run]) => [name, () => run(a, b)])),
  });
  const patch = race({ patch: () => cookdiff(a, b, forms.patch) }).patch;
  return {
    bytes: [a.length, b.length],
    answerBytes: cookdiff(a, b).length,
    us,
    ratio: us.cookdiff / us.jsondiffpatch,
    patchUs: patch,
  };
}

/** The stages of one comparison, in wasm and natively, beside the rivals' comparison alone. */
function stages() {
  say("where the time goes");
  const [original, make] = [documents.everyday(), documents.everydayMake()];
  const [a, b] = [bytes(original), bytes(make)];
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(asked.stages)), {}).exports;
  wasm._initialize?.();
  const at = wasm.input(a.length + b.length);
  new Uint8Array(wasm.memory.buffer).set(a, at);
  new Uint8Array(wasm.memory.buffer).set(b, at + a.length);
  if (!wasm.prepare(a.length, b.length)) throw new Error("the pair was refused");
  const times = 16; // calls inside one call, so that the host's share does not count
  const names = ["read", "check", "compare", "write", "whole"];
  const us = race(Object.fromEntries(names.map((name, n) => [name, () => wasm.repeat(n, times)])));
  for (const name of names) us[name] /= times;
  const alone = race(Object.fromEntries(fast.map((name) => [name, () => rivals.compare[name](original, make)])));
  return { wasmUs: us, nativeUs: nativeStages(a, b), compareAloneUs: { cookdiff: us.compare, ...alone } };
}
function nativeStages(a, b) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-bench-"));
  try {
    const files = [a, b].map((content, n) => {
      const file = path.join(folder, `${n}.json`);
      fs.writeFileSync(file, content);
      return file;
    });
    return JSON.parse(spawnSync(asked.native, files, { encoding: "utf8" }).stdout);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function identical() {
  say("identical documents");
  const a = bytes(documents.everyday());
  const ids = encoder.encode("2\nnull");
  const us = race({
    validated: () => cookdiff(a, a),
    knownValid: () => cookdiff(a, a, flags.knownValid, ids),
    ...Object.fromEntries(fast.map((name) => [name, () => rivals.bytesToBytes[name](a, a)])),
  });
  return { us, ratio: us.validated / us.jsondiffpatch, knownValidRatio: us.knownValid / us.jsondiffpatch };
}

const sizes = [10, 30, 100, 300, 1000, 3000, 10000];
function growth() {
  const out = {};
  for (const [name, make] of Object.entries({
    changed: documents.longChanged,
    moved: documents.longMoved,
    reversed: documents.longReversed,
  })) {
    say(`growth to 10,000 ingredients and steps: ${name}`);
    const points = sizes.map((n) => {
      const [a, b] = [bytes(documents.long(n)), bytes(make(n))];
      return [n, race({ run: () => cookdiff(a, b) }, { rounds: 7 }).run];
    });
    out[name] = { us: Object.fromEntries(points), exponent: exponent(points) };
  }
  return out;
}

function hostile() {
  const out = {};
  for (const [name, [a, b]] of Object.entries(documents.hostile())) {
    say(`hostile: ${name}`);
    const [x, y] = [bytes(a), bytes(b)];
    const own = Engine.load(asked.engine); // its own memory, so that the high-water mark is this pair's
    const samples = [];
    let outcome;
    for (let n = 0; n < 3; n++) {
      const start = performance.now();
      ({ outcome } = own.diff(x, y));
      samples.push(performance.now() - start);
    }
    out[name] = { ms: median(samples), memoryMiB: own.memoryBytes() / 2 ** 20, outcome, rivals: rivalsOn(name) };
  }
  return out;
}

const rivalLimitMs = 10000;
function rivalsOn(name) {
  const child = fileURLToPath(new URL("rival_child.mjs", import.meta.url));
  return Object.fromEntries(
    ["jsondiffpatch", "rfc6902", "json-diff-ts"].map((rival) => {
      const r = spawnSync(process.execPath, ["--max-old-space-size=1024", child, rival, name], {
        encoding: "utf8",
        timeout: rivalLimitMs,
        killSignal: "SIGKILL",
      });
      if (r.error?.code === "ETIMEDOUT") return [rival, { failed: "more than 10 s" }];
      if (r.status !== 0)
        return [
          rival,
          {
            failed: /heap|memory/i.test(r.stderr)
              ? "out of memory"
              : /stack/i.test(r.stderr)
                ? "stack overflow"
                : "crashed",
          },
        ];
      return [rival, JSON.parse(r.stdout)];
    }),
  );
}

const parts = {
  compare: comparePair,
  stages,
  identical,
  growth,
  hostile,
  pairs: () => {
    say("100,000 pairs");
    return pairsPerSecond(asked.command);
  },
};
const result = {
  machine: {
    cpu: os.cpus()[0]?.model ?? "unknown",
    node: process.versions.node,
    v8: process.versions.v8,
    date: new Date().toISOString().slice(0, 10),
  },
};
for (const [name, run] of Object.entries(parts))
  if (asked.only.length === 0 || asked.only.includes(name)) result[name] = run();
process.stdout.write(`${JSON.stringify(result)}\n`);
