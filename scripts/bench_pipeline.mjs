// npm run bench:pipeline -- [--rounds 5] [--singles 40] [--only A,B,cookdiff] [--json] [--keep]
// The whole way of an upload through the Workers as they deploy, and through two pipelines in plain JavaScript, in turns
// (bench/pipeline). Prints the table, or one JSON object; --keep also writes it into docs/benchmarks.md.
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { run } from "./command.mjs";
import { modernNode, localEnvironment } from "./node.mjs";
import { main, Reason, wholeNumber } from "./terminal.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, singles: { type: "string", default: "40" }, only: { type: "string" }, json: { type: "boolean" }, keep: { type: "boolean" } },
});

await main(async () => {
  const asked = { rounds: wholeNumber("rounds", options.rounds), singles: wholeNumber("singles", options.singles), ...(options.only ? { only: options.only.split(",") } : {}) };
  await build({ native: false });
  const { output } = await run(modernNode(), ["bench/pipeline/run.mjs", JSON.stringify(asked)], { env: localEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
  const text = output.trimEnd().split("\n").at(-1); // above it wrangler has told of every batch
  if (options.json) return void process.stdout.write(`${text}\n`);
  const result = JSON.parse(text);
  const { pipelineSection } = await import("../bench/pipeline/report.mjs");
  const { keepSection, machine } = await import("../bench/page.mjs");
  if (!result.pipelines.cookdiff) throw new Reason("a table compares with cookdiff: --only without it takes --json");
  const section = pipelineSection(result, machine());
  process.stdout.write(section);
  if (options.keep) keepSection(section);
});
