// npm run clang-tidy [-- FILE…]: clang-tidy with .clang-tidy over src/ (or only these files). Exit 1 when it finds a fault.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root, run } from "./command.mjs";
import { nativeCompiler, tidyProgram } from "./requirements.mjs";
import { setup } from "./setup.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

const sources = () => fs.readdirSync(path.join(root, "src"), { recursive: true }).filter((name) => name.endsWith(".cpp")).map((name) => `src/${name}`).sort();

await main(async () => {
  await setup({ npm: false, tests: ["clang-tidy"] });
  const program = tidyProgram();
  const folder = path.join(root, "build/clang-tidy");
  await step("configuring", () => run("cmake", ["--preset", "release", "-B", folder], { env: { ...process.env, CXX: nativeCompiler() } }));
  const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : sources();
  const files = [...wanted];
  let faults = 0;
  const lane = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const { code, output } = await run(program, ["--quiet", "-p", folder, file], { allowFailure: true });
      if (code === 0) continue;
      faults++;
      say(output.trim());
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
  if (faults > 0) throw new Reason(`${faults} of ${wanted.length} files have faults`);
  say(`${program}: nothing found in ${wanted.length} files`);
});
