// npm test: sets up, builds, and runs every test, kind by kind; the last line counts them. Exit 1 when one failed.
//   node tests/run.mjs [NAME…]    only the kinds with these names
import fs from "node:fs";
import path from "node:path";
import { build } from "../scripts/build.mjs";
import { root, run } from "../scripts/command.mjs";
import { modernNode } from "../scripts/node.mjs";
import { setup } from "../scripts/setup.mjs";
import { main, Reason, say, seconds, step } from "../scripts/terminal.mjs";

/** Kinds that measure time or run workerd: one after the other, when nothing else runs. In this order. */
const alone = ["workers", "deploy", "start", "browser", "speed"];
/** How many of the others run at once. */
const lanes = 2;
/** No kind may take longer. */
const kindPatienceMs = 900_000;

const list = (folder, pattern) => {
  const full = path.join(root, folder);
  return fs.existsSync(full) ? fs.readdirSync(full).filter((name) => pattern.test(name)).sort() : [];
};

/** Every kind of test: the doctest programs, then the folders of tests/ with their *.test.mjs or run.mjs. */
function kinds() {
  const found = list("build/tests", /_test$/).map((name) => ({
    name: name.replace(/_test$/, ""),
    command: path.join(root, "build/tests", name),
    args: ["--no-intro", "--no-colors"],
    count: countDoctest,
  }));
  for (const folder of list("tests", /^[a-z]+$/)) {
    const files = list(`tests/${folder}`, /\.test\.mjs$/).map((name) => `tests/${folder}/${name}`);
    const name = found.some((kind) => kind.name === folder) ? `${folder} (node)` : folder;
    if (files.length > 0) {
      const args = ["--test", "--test-reporter=tap", "--test-concurrency=1", ...files];
      found.push({ name, command: modernNode(), args, count: countNode });
    }
    if (fs.existsSync(path.join(root, `tests/${folder}/run.mjs`))) {
      found.push({ name, command: modernNode(), args: [`tests/${folder}/run.mjs`, "build/cookdiff"], count: countPlain });
    }
  }
  return found;
}

const numbers = (match) => (match ? match.slice(1).map(Number) : null);

function countDoctest(output) {
  const counts = numbers(output.match(/test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/));
  return counts && { passed: counts[0], failed: counts[1] };
}

function countNode(output) {
  const of = (what) => Number(output.match(new RegExp(`^# ${what} (\\d+)$`, "m"))?.[1] ?? NaN);
  const counts = { passed: of("pass"), failed: of("fail") + of("cancelled") };
  return Number.isNaN(counts.passed + counts.failed) ? null : counts;
}

function countPlain(output) {
  const counts = numbers(output.trimEnd().split("\n").at(-1).match(/^(\d+) passed, (\d+) failed/));
  return counts && { passed: counts[0], failed: counts[1] };
}

async function runKind(kind) {
  const from = Date.now();
  const { code, output } = await run(kind.command, kind.args, { allowFailure: true, timeout: kindPatienceMs });
  // A program that dies, counts nothing, or fails without saying which is one failed test.
  const counts = kind.count(output) ?? { passed: 0, failed: 1 };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed + counts.failed === 0) counts.failed = 1;
  say(`${kind.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds(from)})`);
  if (counts.failed > 0) say(failuresOf(output));
  return counts;
}

/** The end of what a failing kind printed; of TAP only what is not ok. */
function failuresOf(output) {
  const lines = output.trimEnd().split("\n");
  const bad = lines.flatMap((line, at) => (/^\s*not ok /.test(line) ? lines.slice(at, at + 30) : []));
  return (bad.length > 0 ? bad : lines).slice(-200).map((line) => `  | ${line}`).join("\n");
}

async function runAll(chosen) {
  const total = { passed: 0, failed: 0 };
  const add = (counts) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
  };
  const together = chosen.filter((kind) => !alone.includes(kind.name));
  const lane = async () => {
    for (let kind = together.shift(); kind; kind = together.shift()) add(await runKind(kind));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const name of alone) for (const kind of chosen.filter((kind) => kind.name === name)) add(await runKind(kind));
  return total;
}

await main(async () => {
  const names = process.argv.slice(2);
  try {
    await setup({ tests: names.length === 0 ? ["browser", "workers"] : names });
    await build({ tests: true });
  } catch (error) {
    if (!(error instanceof Reason)) throw error;
    say(`error: ${error.message}\n0 passed, 1 failed`);
    process.exitCode = 1;
    return;
  }
  const projects = ["tsconfig.json", "workers/server/dashboard/tsconfig.json"];
  const checked = await step("checking the types of workers/", () =>
    Promise.all(projects.map((file) => run(modernNode(), [path.join(root, "node_modules/typescript/bin/tsc"), "-p", file], { allowFailure: true }))),
  );
  for (const { code, output } of checked) if (code !== 0) say(output);
  const typesGood = checked.every(({ code }) => code === 0);
  const all = kinds();
  const chosen = names.length === 0 ? all : all.filter((kind) => names.includes(kind.name.split(" ")[0]));
  if (chosen.length === 0) throw new Reason(`no such tests; there are ${all.map((kind) => kind.name).join(", ")}`);
  const total = await runAll(chosen);
  total[typesGood ? "passed" : "failed"]++;
  say(`all tests took ${seconds()}`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});
