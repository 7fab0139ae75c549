// npm run sim -- [--seeds N] [--seed S] [--history]: the whole application under faults that a seed decides (tests/sim).
//   --mutants   shows that bugs put in on purpose are found, each within 200 seeds
//   --workerd   10,000 uploads in one run of the real workerd, by a broker that doubles, reorders and loses (--uploads N)
// Exit 1 when a seed failed or a bug was not found.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "./build.mjs";
import { root, run } from "./command.mjs";
import { modernNode } from "./node.mjs";
import { main, Reason, say, seconds, wholeNumber } from "./terminal.mjs";
import { mutants } from "../tests/sim/mutants.mjs";

const program = path.join(root, "build/tests/simulate");
const mutantSeeds = 200;
const historyLines = 80;

function readOptions(words) {
  const options = { seeds: null, seed: 1, history: false, mutants: false, workerd: false, uploads: 10000 };
  for (let n = 0; n < words.length; n++) {
    const name = words[n].replace(/^--/, "");
    if (!words[n].startsWith("--") || !(name in options)) throw new Reason(`unknown option ${words[n]}`);
    if (typeof options[name] === "boolean") options[name] = true;
    else options[name] = wholeNumber(name, words[++n] ?? "");
  }
  options.seeds ??= options.history ? 1 : 2000;
  return options;
}

/** Runs seeds; gives what was printed and the figures of the last line. A program that dies is a failure too. */
export function simulate(seed, seeds, { executable = program, flags = [] } = {}) {
  return new Promise((resolve) => {
    execFile(executable, ["--seed", String(seed), "--seeds", String(seeds), ...flags], { maxBuffer: 1 << 30 }, (error, output) => {
      const lines = output.trimEnd().split("\n");
      let figures = null;
      try {
        figures = JSON.parse(lines.at(-1));
        lines.pop();
      } catch {
        lines.push(`the program ended by ${error?.signal ?? error?.code}`);
      }
      resolve({ lines, figures });
    });
  });
}

/** Splits the seeds over the processors, in blocks, and adds up. */
export async function simulateAll(first, seeds, tell = () => {}) {
  const block = Math.max(1, Math.min(1000, Math.ceil(seeds / os.availableParallelism())));
  const total = { seeds: 0, failures: 0, calls: 0, count: {}, failed: [] };
  let next = first;
  const lane = async () => {
    while (next < first + seeds) {
      const from = next;
      next += block;
      const { lines, figures } = await simulate(from, Math.min(block, first + seeds - from));
      total.failed.push(...lines);
      if (figures === null) total.failures++;
      total.seeds += figures?.seeds ?? 0;
      total.failures += figures?.failures ?? 0;
      total.calls += figures?.calls ?? 0;
      for (const [what, times] of Object.entries(figures?.count ?? {})) total.count[what] = (total.count[what] ?? 0) + times;
      tell(total);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
  return total;
}

function table(count) {
  const rows = Object.entries(count).sort(([one], [other]) => (one < other ? -1 : 1));
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, times]) => `  ${what.padEnd(width)}  ${String(times).padStart(9)}`).join("\n");
}

async function runSeeds(options) {
  if (options.history) {
    const { lines, figures } = await simulate(options.seed, options.seeds, { flags: ["--history"] });
    say(lines.join("\n"));
    return figures?.failures === 0;
  }
  let told = Date.now();
  const total = await simulateAll(options.seed, options.seeds, ({ seeds, failures }) => {
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    say(`${seeds} seeds, ${failures} failed (${seconds()})`);
  });
  say(`What really happened:\n${table(total.count)}`);
  if (total.failures > 0) {
    say(total.failed.join("\n"));
    const seed = total.failed.map((line) => line.match(/^seed (\d+) failed/)?.[1]).find(Boolean);
    if (seed) {
      const { lines } = await simulate(Number(seed), 1, { flags: ["--history"] });
      say(`The end of seed ${seed}; the whole: npm run sim -- --seed ${seed} --history\n${lines.slice(-historyLines).join("\n")}`);
    }
  }
  say(`${total.seeds} seeds, ${total.calls} host calls, ${total.failures} failed (${seconds()})`);
  return total.failures === 0;
}

/** Compiles a changed copy of one file and links the simulator with it in place of the library's. */
async function buildMutant({ name, file, edits, ...edit }) {
  let text = fs.readFileSync(path.join(root, file), "utf8");
  for (const { find, replace } of edits ?? [edit]) {
    if (text.split(find).length !== 2) throw new Reason(`the mutant ${name} does not fit ${file} any more`);
    text = text.replace(find, () => replace);
  }
  const folder = path.join(root, "build/mutants", name.replace(/[^a-z-]/g, ""));
  fs.mkdirSync(folder, { recursive: true });
  const source = path.join(folder, path.basename(file));
  fs.writeFileSync(source, text);
  const object = path.join(folder, "changed.o");
  const executable = path.join(folder, "simulate");
  const commands = JSON.parse(fs.readFileSync(path.join(root, "build/compile_commands.json"), "utf8"));
  const compile = commands.find((entry) => entry.file === path.join(root, file)).command;
  const flags = compile.replace(/ -o \S+ -c \S+.*$/, "");
  const shell = (command) => run("sh", ["-c", command], { cwd: path.join(root, "build"), allowFailure: true });
  const compiled = await shell(`${flags} -Wno-error -w -o ${object} -c ${source}`);
  if (compiled.code !== 0) throw new Reason(`the mutant ${name} does not compile:\n${compiled.output}`);
  const { output } = await shell("ninja -t commands tests/simulate");
  const link = output.trimEnd().split("\n").at(-1);
  const linked = await shell(link.replace(/ -o tests\/simulate /, ` ${object} -o ${executable} `));
  if (linked.code !== 0) throw new Reason(`the mutant ${name} does not link:\n${linked.output}`);
  return executable;
}

async function runMutants() {
  let missed = 0;
  for (const mutant of mutants) {
    const executable = await buildMutant(mutant);
    const { lines, figures } = await simulate(1, mutantSeeds, { executable, flags: ["--stop"] });
    const found = figures === null || figures.failures > 0;
    if (!found) missed++;
    const why = lines.find((line) => line.startsWith("  "))?.trim().slice(0, 90) ?? lines.at(-1) ?? "";
    say(`${mutant.name}: ${found ? `found by seed ${figures?.seeds ?? "?"}: ${why}` : `NOT found in ${mutantSeeds} seeds`}`);
  }
  say(`${mutants.length - missed} of ${mutants.length} bugs found (${seconds()})`);
  return missed === 0;
}

async function runWorkerd(options) {
  await build({ native: false });
  const { code } = await run(modernNode(), [path.join(root, "tests/workers/broker-run.mjs"), String(options.uploads), String(options.seed)], {
    allowFailure: true,
    output: "show", // it takes long: what it says is seen as it comes
  });
  return code === 0;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await main(async () => {
    const options = readOptions(process.argv.slice(2));
    if (!options.workerd) await build({ wasm: false, programs: ["simulate"] });
    const good = options.workerd ? await runWorkerd(options) : options.mutants ? await runMutants() : await runSeeds(options);
    process.exitCode = good ? 0 : 1;
  });
}
