// Installs what is missing: on Debian and Ubuntu the packages of requirements.mjs with apt, then the npm packages of the
// lock file. Says nothing and takes well under a second when all is there. Elsewhere it says what is missing.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { find, root, run } from "./command.mjs";
import { clangMax, clangMin, requirements } from "./requirements.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

const missingNow = (tests) => requirements.filter(({ only, there }) => (only === undefined || tests.includes(only)) && !there());

const list = (missing) => missing.map((requirement) => `  - ${requirement.what}`).join("\n");

/** apt as root, or through sudo; null where neither is to be had. */
function aptCommand() {
  if (!find("apt-get")) return null;
  if (process.getuid() === 0) return ["apt-get"];
  return find("sudo") ? ["sudo", ...(process.stdin.isTTY ? [] : ["-n"]), "apt-get"] : null;
}

async function apt(args, options) {
  const [program, ...before] = aptCommand();
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return run(program, [...before, "-o", "DPkg::Lock::Timeout=120", ...args], { env: environment, ...options });
}

/** The newest clang whose compiler and wasm32 library the distribution has both. */
async function clangOfDistribution() {
  const { output } = await run("apt-cache", ["pkgnames"]);
  const names = new Set(output.split("\n"));
  for (let version = clangMax; version >= clangMin; version--) {
    if ([`clang-${version}`, `lld-${version}`, `libc++-${version}-dev-wasm32`].every((name) => names.has(name))) return version;
  }
  return null;
}

async function installTools(missing, tests) {
  if (missing.some(({ packages }) => packages === null)) {
    throw new Reason(`missing:\n${list(missing)}\nUnset WASI_SDK_PATH, or set it to the folder of an unpacked wasi-sdk.`);
  }
  if (aptCommand() === null) {
    throw new Reason(
      `missing:\n${list(missing)}\nThis is no Debian or Ubuntu with apt and root or sudo, so please install them yourself` +
        " (for the wasm32 compiler: unpack a wasi-sdk release and set WASI_SDK_PATH to its folder), then run this again.",
    );
  }
  say(`Missing on this machine:\n${list(missing)}`);
  await step("apt-get update", () => apt(["update", "-q"]));
  const clang = await clangOfDistribution();
  if (clang === null && missing.some(({ packages }) => packages.some((name) => name.includes("NN")))) {
    throw new Reason(
      `this distribution has no clang >= ${clangMin} with a wasm32 libc++ (Debian 12 or later has). ` +
        "Unpack a wasi-sdk release, set WASI_SDK_PATH to its folder, and run this again.",
    );
  }
  const packages = [...new Set(missing.flatMap((requirement) => requirement.packages))].map((name) => name.replace("NN", clang));
  await step(`apt-get install ${packages.join(" ")}`, () =>
    apt(["install", "-y", "-q", "--no-install-recommends", ...packages], { output: "show" }),
  );
  const still = missingNow(tests).filter(({ optional }) => !optional);
  if (still.length > 0) throw new Reason(`still missing after the installation:\n${list(still)}`);
}

/** Whether node_modules holds what the lock file says, package by package. */
export function packagesCurrent() {
  const read = (file) => {
    try {
      return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
    } catch {
      return null;
    }
  };
  const wanted = read("package-lock.json");
  const there = read("node_modules/.package-lock.json");
  if (wanted === null || there === null) return false;
  return Object.entries(wanted).every(
    ([name, { version, integrity, optional }]) =>
      name === "" || (there[name] ? there[name].version === version && there[name].integrity === integrity : optional === true),
  );
}

/** Quick when they are there. By the npm of the machine, not of node_modules: that folder is about to be replaced. */
export async function installPackages() {
  if (packagesCurrent()) return;
  const folders = process.env.PATH.split(path.delimiter).filter((folder) => !folder.includes("node_modules"));
  await step("npm ci (wrangler with workerd, Node.js for it, test and benchmark packages: about 130 MB)", () =>
    run("npm", ["ci", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts", "--include=dev", "--include=optional"], {
      output: "show",
      env: { ...process.env, PATH: folders.join(path.delimiter) },
    }),
  );
}

/** All of it; `npm: false` leaves the npm packages alone; `tests` are the kinds of test that need more (a browser). */
export async function setup({ npm = true, tests = [] } = {}) {
  const missing = missingNow(tests);
  if (missing.length > 0 && (missing.some(({ optional }) => !optional) || aptCommand() !== null)) await installTools(missing, tests);
  if (npm) await installPackages();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup();
    say("Everything that cookdiff needs is installed.");
  });
}
