// The npm package: packages/cookdiff/dist, from the engine's module and the TypeScript beside it.
//   node scripts/package.mjs [--pack FOLDER]    --pack also leaves its tarball in the folder
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { root, run } from "./command.mjs";
import { modernNode } from "./node.mjs";
import { main, say, step } from "./terminal.mjs";

export const packageFolder = path.join(root, "packages/cookdiff");
const dist = path.join(packageFolder, "dist");

const changedAt = (file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : Number.NaN);

/** Whether every file of `made` is there and younger than all of `sources`. */
function isNewer(made, sources) {
  return Math.min(...made.map(changedAt)) > Math.max(...sources.map(changedAt));
}

/** Makes what is out of date, of the engine's module as it was built (build.mjs, `modules: ["engine"]`). */
export async function buildPackage(module = path.join(root, "build/wasm/engine.wasm")) {
  const sources = fs.readdirSync(path.join(packageFolder, "src")).map((name) => path.join(packageFolder, "src", name));
  const configuration = path.join(packageFolder, "tsconfig.json");
  const scripts = ["node", "workers", "browser", "engine"].map((name) => path.join(dist, `${name}.js`));
  if (!isNewer(scripts, [...sources, configuration])) {
    fs.rmSync(dist, { recursive: true, force: true });
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    await step("compiling packages/cookdiff", () => run(modernNode(), [compiler, "-p", configuration]));
  }
  if (!isNewer([path.join(dist, "cookdiff.wasm")], [module])) fs.copyFileSync(module, path.join(dist, "cookdiff.wasm"));
  fs.copyFileSync(path.join(root, "LICENSE"), path.join(packageFolder, "LICENSE"));
  return packageFolder;
}

/** The package as it would be published; answers the tarball's path. */
export async function packPackage(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, "package.json"), "utf8"));
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", path.resolve(folder)], { cwd: packageFolder });
  return path.join(path.resolve(folder), `cookdiff-${version}.tgz`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await build({ native: false, modules: ["engine"] });
    await buildPackage();
    const at = process.argv.indexOf("--pack");
    say(at > 0 ? `Packed: ${await packPackage(process.argv[at + 1])}` : "Built: packages/cookdiff/dist");
  });
}
