// npm run fuzz [-- --seconds 60] [NAME…]: builds the fuzzers with ASan and UBSan and runs each for that many seconds.
// Exit 1 when one found something; the input that did it is kept and named.
import fs from "node:fs";
import path from "node:path";
import { root, run } from "./command.mjs";
import { nativeCompiler } from "./requirements.mjs";
import { setup } from "./setup.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

const words = process.argv.slice(2);
const at = words.indexOf("--seconds");
const seconds = at < 0 ? 60 : Number(words[at + 1]);
const wanted = at < 0 ? words : words.toSpliced(at, 2);
const build = path.join(root, "build/fuzz");
const environment = { ...process.env, UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1" };

/** The names in fuzz/CMakeLists.txt, in its order. */
function targets() {
  const text = fs.readFileSync(path.join(root, "fuzz/CMakeLists.txt"), "utf8");
  const names = [...text.matchAll(/^cookdiff_fuzzer\((\w+)/gm)].map((match) => match[1]);
  for (const name of wanted)
    if (!names.includes(name)) throw new Reason(`no fuzzer "${name}"; there are ${names.join(", ")}`);
  return wanted.length === 0 ? names : wanted;
}

/** Runs one target; answers whether it found nothing. What it learns is kept in build/fuzz, the seeds stay as they are. */
async function fuzz(name) {
  const learned = path.join(build, "learned", name);
  const found = path.join(build, "found", `${name}-`);
  for (const folder of [learned, path.dirname(found)]) fs.mkdirSync(folder, { recursive: true });
  const seeds = path.join(root, "fuzz/corpus", name);
  const args = [
    `-max_total_time=${seconds}`,
    "-timeout=60",
    "-rss_limit_mb=2048",
    "-print_final_stats=1",
    "-verbosity=0",
    `-artifact_prefix=${found}`,
    learned,
  ];
  if (fs.existsSync(seeds)) args.push(seeds);
  const { code, output } = await run(path.join(build, "fuzz", name), args, { allowFailure: true, env: environment });
  const units = /number_of_executed_units:\s*(\d+)/.exec(output)?.[1] ?? "?";
  say(`${name}: ${code === 0 ? "nothing found" : "FOUND"} (${units} inputs in ${seconds} s)`);
  if (code !== 0)
    say(
      output
        .trimEnd()
        .split("\n")
        .slice(-60)
        .map((line) => `  | ${line}`)
        .join("\n"),
    );
  return code === 0;
}

await main(async () => {
  await setup({ npm: false });
  if (!(seconds > 0)) throw new Reason("--seconds needs a number above 0");
  const names = targets();
  const compiler = nativeCompiler();
  if (!path.basename(compiler).startsWith("clang")) throw new Reason("fuzzing needs clang: libFuzzer comes with it");
  await step("building the fuzzers", async () => {
    await run("cmake", ["--preset", "fuzz"], { env: { ...process.env, CXX: compiler } });
    await run("cmake", ["--build", build, "--target", ...names.map((name) => `fuzz_${name}`)]);
  });
  let failed = 0;
  for (const name of names) if (!(await fuzz(name))) failed++;
  say(`${names.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
