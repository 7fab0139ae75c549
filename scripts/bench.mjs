// npm run bench [-- --json] [--only compare,stages,identical,growth,hostile,pairs] [--keep]
// Builds the engine, measures it beside the npm packages that do the nearest thing, and prints a table, or with --json
// one JSON object. --keep also writes the table to docs/benchmarks.md.
import path from "node:path";
import { keepReport } from "../bench/page.mjs";
import { report } from "../bench/report.mjs";
import { root, run } from "./command.mjs";
import { modernNode } from "./node.mjs";
import { nativeCompiler } from "./requirements.mjs";
import { setup } from "./setup.mjs";
import { main } from "./terminal.mjs";

const options = process.argv.slice(2);
const only = options.includes("--only") ? options[options.indexOf("--only") + 1].split(",") : [];

/** Release builds of their own, so that a benchmark never measures a debug build; answers what run.mjs needs. */
export async function buildBenchmarks({ native = true } = {}) {
  const wasm = path.join(root, "build/bench-wasm");
  const cmake = (...args) => run("cmake", args);
  await cmake("--preset", "wasm", "-B", wasm, "-DCOOKDIFF_BENCH=ON");
  await cmake("--build", wasm, "--target", "engine", "stages", "makes");
  const built = { engine: path.join(wasm, "engine.wasm"), stages: path.join(wasm, "stages.wasm"), makes: path.join(wasm, "makes.wasm") };
  if (!native) return built;
  const folder = path.join(root, "build/bench");
  await run("cmake", ["--preset", "release", "-B", folder, "-DCOOKDIFF_BENCH=ON", "-DCOOKDIFF_TESTS=OFF"], {
    env: { ...process.env, CXX: nativeCompiler() },
  });
  await cmake("--build", folder, "--target", "stages", "cookdiff", "analysis_bench");
  return { ...built, native: path.join(folder, "bench/stages"), command: path.join(folder, "cookdiff") };
}

if (path.resolve(process.argv[1]) === path.join(root, "scripts/bench.mjs")) {
  main(async () => {
    await setup();
    const built = await buildBenchmarks();
    const asked = JSON.stringify({ ...built, only });
    const { output } = await run(modernNode(), ["bench/run.mjs", asked], { stdio: ["ignore", "pipe", "inherit"] });
    const result = JSON.parse(output);
    result.machine.compiler = (await run(nativeCompiler(), ["--version"])).output.split("\n")[0];
    process.stdout.write(options.includes("--json") ? `${JSON.stringify(result)}\n` : report(result));
    if (options.includes("--keep")) keepReport(report(result));
  });
}
