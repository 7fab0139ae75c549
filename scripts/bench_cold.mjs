// npm run bench:cold -- [--rounds 40] [--json] [--keep]
// The time from a cold isolate to its first answer, and what has to be loaded for it: the server beside the runtime without
// our code and a Worker in plain JavaScript (bench/cold). Exit 1 above bench/cold/budget.json, which CI holds to by this
// command. --keep also writes the table into docs/benchmarks.md.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { coldSection, faultsOf } from "../bench/cold/report.mjs";
import { build } from "./build.mjs";
import { root, run } from "./command.mjs";
import { modernNode, localEnvironment } from "./node.mjs";
import { main, Reason, say, wholeNumber } from "./terminal.mjs";

const budget = JSON.parse(fs.readFileSync(path.join(root, "bench/cold/budget.json"), "utf8"));

async function measure(rounds) {
  await build({ native: false });
  const folder = path.join(root, "build/bench-wasm");
  await run("cmake", ["--preset", "wasm", "-B", folder, "-DCOOKDIFF_BENCH=ON"]);
  await run("cmake", ["--build", folder, "--target", "hello"]);
  const asked = JSON.stringify({ server: "build/wasm/server.wasm", hello: "build/bench-wasm/hello.wasm", rounds });
  const { output } = await run(modernNode(), ["bench/cold/run.mjs", asked], { env: localEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
  return JSON.parse(output);
}

await main(async () => {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "40" }, json: { type: "boolean" }, keep: { type: "boolean" } } });
  const rounds = wholeNumber("rounds", values.rounds);
  const result = await measure(rounds);
  const { keepSection, machine } = await import("../bench/page.mjs");
  const text = coldSection(result, rounds, machine());
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : text);
  if (values.keep) keepSection(text);
  const above = faultsOf(result, budget);
  if (above.length > 0) throw new Reason(above.join("\n"));
  say("within bench/cold/budget.json");
});
