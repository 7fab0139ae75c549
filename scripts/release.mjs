// npm run release -- command|wasm|package [--tag vX.Y.Z] [--name linux-x64] [--to dist]: makes the files of a release.
//   command  cookdiff, static on Linux, with its manual page and completions, in a .tar.gz; and an SBOM of it
//   wasm     the Workers' modules, a file with their SHA-256, and an SBOM
//   package  the npm package's tarball, and an SBOM
// With --tag it fails unless the tag is v and the version in package.json.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build, workers } from "./build.mjs";
import { find, root, run } from "./command.mjs";
import { buildPackage, packPackage } from "./package.mjs";
import { nativeCompiler } from "./requirements.mjs";
import { main, Reason, say, step } from "./terminal.mjs";
import { bill } from "./sbom.mjs";

const sha256 = (file) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");
const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

async function makeCommand({ name, to }) {
  const folder = path.join(root, "build/release");
  const prefix = path.join(folder, "prefix");
  const linked = process.platform === "linux" ? ["-DCMAKE_EXE_LINKER_FLAGS=-static", "-DCOOKDIFF_CURL=OFF"] : [];
  const environment = { env: { ...process.env, CXX: nativeCompiler() } };
  fs.rmSync(prefix, { recursive: true, force: true });
  await step("configuring", () => run("cmake", ["--preset", "release", "-B", folder, "-DCOOKDIFF_TESTS=OFF", `-DCMAKE_INSTALL_PREFIX=${prefix}`, ...linked], environment));
  await step("building", () => run("cmake", ["--build", folder, "--target", "cookdiff"]));
  await run("cmake", ["--install", folder, "--strip"]);
  const command = path.join(prefix, "bin/cookdiff");
  const { output } = await run(command, ["version"]);
  if (!output.includes(version)) throw new Reason(`cookdiff says "${output.trim()}", package.json says ${version}`);
  if (process.platform === "linux" && find("ldd")) {
    const { output: libraries } = await run("ldd", [command], { allowFailure: true });
    if (!/not a dynamic executable|statically linked/.test(libraries)) throw new Reason(`cookdiff is not static:\n${libraries}`);
  }
  const file = path.join(to, `cookdiff-${version}-${name}.tar.gz`);
  fs.copyFileSync(path.join(root, "LICENSE"), path.join(prefix, "LICENSE"));
  await run("tar", ["czf", file, "-C", prefix, "."]);
  fs.writeFileSync(`${file}.cdx.json`, JSON.stringify(bill({ name: `cookdiff-${name}`, version, part: "command", files: [command] }), null, 2));
  return [file, `${file}.cdx.json`];
}

async function makeWasm({ to }) {
  await build({ native: false });
  const files = workers.map((worker) => {
    const file = path.join(to, `cookdiff-${version}-${worker}.wasm`);
    fs.copyFileSync(path.join(root, `build/wasm/${worker}.wasm`), file);
    return file;
  });
  const sums = path.join(to, `cookdiff-${version}-wasm.sha256`);
  fs.writeFileSync(sums, files.map((file) => `${sha256(file)}  ${path.basename(file)}\n`).join(""));
  const bom = path.join(to, `cookdiff-${version}-wasm.cdx.json`);
  fs.writeFileSync(bom, JSON.stringify(bill({ name: "cookdiff-workers", version, part: "wasm", files }), null, 2));
  return [...files, sums, bom];
}

async function makePackage({ to }) {
  await build({ native: false, modules: ["engine"] });
  await buildPackage();
  const file = await packPackage(to);
  fs.writeFileSync(`${file}.cdx.json`, JSON.stringify(bill({ name: "cookdiff", version, part: "wasm", files: [file] }), null, 2));
  return [file, `${file}.cdx.json`];
}

await main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { tag: { type: "string" }, name: { type: "string", default: `${process.platform}-${process.arch}` }, to: { type: "string", default: "dist" } } });
  const make = { command: makeCommand, wasm: makeWasm, package: makePackage }[positionals[0]];
  if (!make) throw new Reason("say what: command, wasm or package");
  if (values.tag && values.tag !== `v${version}`) throw new Reason(`the tag ${values.tag} is not v${version}, the version in package.json`);
  const to = path.resolve(root, values.to);
  fs.mkdirSync(to, { recursive: true });
  for (const file of await make({ ...values, to })) say(`${sha256(file)}  ${path.relative(root, file)}`);
});
