// npm run report [-- --to FILE]: the sizes of the Workers' modules beside their budget, and how fast the comparison is
// beside the nearest npm packages, as Markdown: a pull request's comment. Ratios, since machines differ.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build, workers } from "./build.mjs";
import { root, run } from "./command.mjs";
import { budget, measureModule } from "./sizes.mjs";
import { main, say } from "./terminal.mjs";

const kib = (bytes) => (bytes / 1024).toFixed(1);

export function sizeTable(measure = (worker) => measureModule(path.join(root, `build/wasm/${worker}.wasm`))) {
  const rows = workers.map((worker) => {
    const { bytes, gzipped } = measure(worker);
    return `| ${worker}.wasm | ${kib(bytes)} | ${kib(gzipped)} | ${kib(budget[worker])} | ${Math.round((100 * gzipped) / budget[worker])} % |`;
  });
  return ["| module | KiB | gzipped | budget | used |", "| --- | ---: | ---: | ---: | ---: |", ...rows].join("\n");
}

export function ratioTable({ us }) {
  const rows = Object.entries(us).filter(([name]) => name !== "cookdiff").map(([name, time]) => `| ${name} | ${(us.cookdiff / time).toFixed(2)} |`);
  return ["| bytes in to bytes out, against | time of cookdiff / its time |", "| --- | ---: |", ...rows].join("\n");
}

if (path.basename(process.argv[1]) === "report.mjs") {
  await main(async () => {
    const { values } = parseArgs({ options: { to: { type: "string" } } });
    await build({ native: false });
    const { output } = await run(process.execPath, ["scripts/bench.mjs", "--json", "--only", "compare"]);
    const { compare } = JSON.parse(output.trim().split("\n").findLast((line) => line.startsWith("{")));
    const text = `### Size\n\n${sizeTable()}\n\n### Speed\n\n${ratioTable(compare)}\n`;
    if (values.to) fs.writeFileSync(path.resolve(root, values.to), text);
    else say(text);
  });
}
