// Builds what is out of date: the native command at build/cookdiff and the Workers' modules in build/wasm.
//   node scripts/build.mjs [--native|--wasm] [--tests]    without either: both
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root, run } from "./command.mjs";
import { buildDashboard } from "./dashboard.mjs";
import { nativeCompiler, wasmClang } from "./requirements.mjs";
import { setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";
import { main, progress, Reason, say, step } from "./terminal.mjs";

/** How long to wait for another build of this checkout, e.g. of a second `wrangler dev` configuration. */
const lockPatienceMs = 900_000;

/** One build at a time in a checkout: wrangler runs it once for each configuration. */
async function withLock(work) {
  const lock = path.join(root, "build/.lock");
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  const until = Date.now() + lockPatienceMs;
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (!ownerAlive(lock)) fs.rmSync(lock, { force: true });
    else if (Date.now() > until) throw new Reason(`another build holds ${path.relative(root, lock)}`);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function ownerAlive(lock) {
  let owner = 0;
  try {
    owner = Number(fs.readFileSync(lock, "utf8"));
    process.kill(owner, 0);
    return owner > 0;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Configures when the folder is new, or was configured for another compiler; then lets ninja do what is out of date. */
async function cmakeBuild(preset, folder, targets, compiler) {
  const options = { env: { ...process.env, ...(preset === "wasm" ? {} : { CXX: compiler }) } };
  const stamp = path.join(root, folder, ".compiler");
  const configuredFor = fs.existsSync(stamp) ? fs.readFileSync(stamp, "utf8") : null;
  if (!fs.existsSync(path.join(root, folder, "build.ninja")) || configuredFor !== compiler) {
    await step(`configuring ${folder} for ${compiler}`, () => run("cmake", ["--fresh", "--preset", preset], options));
    fs.writeFileSync(stamp, compiler);
  }
  const built = await run("ninja", ["-C", folder, ...targets], { ...options, output: tellOfNinja(folder), allowFailure: true });
  if (built.code !== 0) throw new Reason(`the build failed:\n${built.output.replace(/^\[\d+\/\d+\] .*\n/gm, "").trim()}`);
}

/** Says what ninja does and how far it is; nothing when there is nothing to do. */
function tellOfNinja(folder) {
  let tell = null;
  return (line) => {
    const [, done, total, what] = line.match(/^\[(\d+)\/(\d+)\] (.*)$/) ?? [];
    if (what === undefined || what.startsWith("Re-checking globbed")) return;
    tell ??= progress(Number(total), `steps of ${folder}`);
    tell(Number(done), what.replace(/^(?:Building CXX object|Linking CXX) /, ""));
  };
}

export const workers = ["server", "sender", "watcher"];

/**
 * Sets up and builds; quick when nothing changed. `tests` adds the test programs and the modules that only tests run;
 * `programs` names native ones to build instead of the command, `modules` others than those of the Workers.
 */
export async function build({ native = true, wasm = true, tests = false, programs = ["cookdiff"], modules = [...workers, "engine"] } = {}) {
  // wrangler runs this from the very folder that an installation would replace
  await setup({ npm: process.env.WRANGLER_COMMAND === undefined });
  await withLock(async () => {
    if (native) await cmakeBuild("release", "build", tests ? [] : programs, nativeCompiler());
    if (wasm) {
      await cmakeBuild("wasm", "build/wasm", tests ? [] : modules, process.env.WASI_SDK_PATH || `clang++-${wasmClang()}`);
      if (!workers.every((worker) => modules.includes(worker)) && !tests) return;
      checkSizes();
      await buildDashboard();
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const flags = new Set(process.argv.slice(2));
    const unknown = [...flags].filter((flag) => !["--native", "--wasm", "--tests"].includes(flag));
    if (unknown.length > 0) throw new Reason(`unknown option ${unknown[0]}; known: --native, --wasm, --tests`);
    const both = flags.has("--native") === flags.has("--wasm");
    await build({ native: both || flags.has("--native"), wasm: both || flags.has("--wasm"), tests: flags.has("--tests") });
    if (both) say("Built: build/cookdiff, build/wasm/{server,sender,watcher}.wasm, build/dashboard/site");
  });
}
