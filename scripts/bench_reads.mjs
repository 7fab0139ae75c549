// npm run bench:reads -- [--makes 1000,100000,1000000] [--rounds 101] [--keep]
// The time of each read over so many makes, in workerd on the local database: exit 1 when one of them takes more than twice
// as long at the most as at the fewest, or the first analysis of 10,000 makes more than 300 ms of CPU. A million makes are
// some gigabytes on the disk while it runs. --keep also writes the table into docs/benchmarks.md.
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { run } from "./command.mjs";
import { localEnvironment, modernNode } from "./node.mjs";
import { main, Reason, say, wholeNumber } from "./terminal.mjs";

const timesMax = 2;
const analysisCpuMsMax = 300;

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(2)).toString());

function section({ sizes, large }, machine) {
  const [fewest, most] = [sizes[0], sizes.at(-1)];
  const row = (cells) => `| ${cells.join(" | ")} |\n`;
  const reads = Object.keys(fewest.ms).map((read) => row([read, ...sizes.map(({ ms }) => number(ms[read])), number(most.ms[read] / fewest.ms[read])]));
  return `## Growth of the tables

\`npm run bench:reads -- --keep\`: medians in milliseconds of reads of the REST API in workerd, one at a time, over tables with so many makes; the times of ${fewest.makes.toLocaleString("en")} in the last column. ${machine}.

${row(["read", ...sizes.map(({ makes }) => `${makes.toLocaleString("en")} makes`), "times"])}${row(["---", ...sizes.map(() => "---"), "---"])}${reads.join("")}${row(["the database, MB", ...sizes.map(({ bytes }) => number(bytes / 1e6)), ""])}
The analysis of a recipe with ${large.makes.toLocaleString("en")} makes: ${number(large.cpuMs)} ms of CPU of all of workerd and ${number(large.first)} ms until it is there when nobody has asked before, ${number(large.again)} ms from then on.
`;
}

await main(async () => {
  const { values } = parseArgs({ options: { makes: { type: "string", default: "1000,100000,1000000" }, rounds: { type: "string", default: "101" }, keep: { type: "boolean" } } });
  const sizes = values.makes.split(",").map((text) => wholeNumber("makes", text, 1000));
  await build({ native: false });
  const asked = JSON.stringify({ sizes, rounds: wholeNumber("rounds", values.rounds) });
  const { output } = await run(modernNode(), ["bench/reads/run.mjs", asked], { env: localEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
  const result = JSON.parse(output.trim().split("\n").at(-1));
  const { keepSection, machine } = await import("../bench/page.mjs");
  const text = section(result, machine());
  process.stdout.write(text);
  if (values.keep) keepSection(text);
  const [fewest, most] = [result.sizes[0], result.sizes.at(-1)];
  const slow = Object.keys(fewest.ms).filter((read) => most.ms[read] > timesMax * fewest.ms[read]);
  if (slow.length > 0) throw new Reason(`more than ${timesMax} times as long: ${slow.join(", ")}`);
  if (result.large.cpuMs > analysisCpuMsMax) throw new Reason(`the analysis of ${result.large.makes} makes took ${result.large.cpuMs} ms of CPU`);
  say("the time of a read follows what is read, not what is there");
});
