// The time from a cold isolate to its first answer: the server, the runtime without our code, and plain JavaScript.
//   node bench/cold/run.mjs '{"server":"build/wasm/server.wasm","hello":"build/bench-wasm/hello.wasm","rounds":40}'
// A loader in workerd makes a new isolate of each in turn; what the same isolate takes for its second answer is the way
// there and back, and is subtracted. Prints one JSON object.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import * as esbuild from "esbuild";
import { createTestHarness } from "wrangler";
import { median } from "../timing.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const asked = { rounds: 40, ...JSON.parse(process.argv[2]) };
const entries = { javascript: "bench/cold/hello.mjs", hello: "bench/cold/hello.ts", server: "workers/server/index.ts" };

/** The Worker in one file, as wrangler bundles it, but for its module of wasm: that is "module.wasm" to each. */
async function bundle(entry) {
  const module = { name: "module", setup: (build) => build.onResolve({ filter: /\.wasm$/ }, () => ({ path: "./module.wasm", external: true })) };
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    format: "esm",
    target: "es2023",
    write: false,
    plugins: [module],
    external: ["cloudflare:*"],
  });
  return outputFiles[0].text;
}

async function writeLoader() {
  const folder = path.join(root, "build/measured/cold");
  fs.mkdirSync(folder, { recursive: true });
  const code = {};
  for (const [name, entry] of Object.entries(entries)) code[name] = await bundle(entry);
  fs.writeFileSync(path.join(folder, "code.json"), JSON.stringify(code));
  for (const name of ["hello", "server"]) fs.copyFileSync(path.resolve(root, asked[name]), path.join(folder, `${name}.bin`));
  fs.copyFileSync(path.join(root, "bench/cold/loader.mjs"), path.join(folder, "loader.mjs"));
  const configuration = {
    name: "loader",
    main: "loader.mjs",
    compatibility_date: "2026-11-01",
    worker_loaders: [{ binding: "LOADER" }],
    rules: [{ type: "Data", globs: ["**/*.bin"] }],
  };
  fs.writeFileSync(path.join(folder, "wrangler.json"), JSON.stringify(configuration));
  return { configPath: path.join(folder, "wrangler.json"), code };
}

const { configPath, code } = await writeLoader();
const harness = createTestHarness({ workers: [{ configPath }] });
await harness.listen();
const loader = harness.getWorker("loader");

async function answerMs(name, id) {
  const from = performance.now();
  const answer = await loader.fetch(`http://loader/?name=${name}&id=${id}`);
  const text = await answer.text();
  const ms = performance.now() - from;
  if (answer.status !== 200 || text === "") throw new Error(`${name} answered ${answer.status}: ${text.slice(0, 200)}`);
  return ms;
}

const samples = Object.fromEntries(Object.keys(entries).map((name) => [name, []]));
for (let round = 0; round < asked.rounds; round++)
  for (const name of Object.keys(entries)) {
    const id = `${name}-${round}`;
    const cold = await answerMs(name, id);
    samples[name].push(cold - (await answerMs(name, id)));
  }
await harness.close();

const gzipped = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length;
const result = Object.fromEntries(
  Object.keys(entries).map((name) => {
    const wasm = name in asked ? gzipped(fs.readFileSync(path.resolve(root, asked[name]))) : 0;
    return [name, { ms: median(samples[name]), gzippedBytes: gzipped(Buffer.from(code[name])) + wasm, wasmGzippedBytes: wasm }];
  }),
);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
