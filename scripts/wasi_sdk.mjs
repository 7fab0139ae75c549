// npm run wasi-sdk -- --to FOLDER: unpacks the wasi-sdk that releases are built with there, if its bytes are the pinned
// ones. Then: WASI_SDK_PATH=FOLDER npm run build -- --wasm
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { run } from "./command.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

export const version = "27.0";
/** SHA-256 of the release's archives. */
export const checksums = {
  "x86_64-linux": "b7d4d944c88503e4f21d84af07ac293e3440b1b6210bfd7fe78e0afd92c23bc2",
  "arm64-linux": "4cf4c553c4640e63e780442146f87d83fdff5737f988c06a6e3b2f0228e37665",
  "arm64-macos": "055c3dc2766772c38e71a05d353e35c322c7b2c6458a36a26a836f9808a550f8",
};

const platform = () => `${{ x64: "x86_64", arm64: "arm64" }[process.arch] ?? process.arch}-${process.platform === "darwin" ? "macos" : process.platform}`;

/** The archive's bytes, or a Reason: no other bytes are ever unpacked. */
export function checked(bytes, wanted) {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== wanted) throw new Reason(`the archive is not the pinned one: its SHA-256 is ${found}, not ${wanted}`);
  return bytes;
}

if (path.basename(process.argv[1]) === "wasi_sdk.mjs") {
  await main(async () => {
    const { values } = parseArgs({ options: { to: { type: "string" }, archive: { type: "string" } } });
    if (!values.to) throw new Reason("say where to: --to FOLDER (and --archive FILE, when it is here already)");
    const name = platform();
    if (!checksums[name]) throw new Reason(`no wasi-sdk is pinned for ${name}; there are ${Object.keys(checksums).join(", ")}`);
    const url = `https://github.com/WebAssembly/wasi-sdk/releases/download/wasi-sdk-${version.split(".")[0]}/wasi-sdk-${version}-${name}.tar.gz`;
    const bytes = await step(values.archive ?? url, async () => {
      if (values.archive) return fs.readFileSync(values.archive);
      const answer = await fetch(url);
      if (!answer.ok) throw new Reason(`${url} answered ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    });
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "wasi-sdk-")), "archive.tar.gz");
    fs.writeFileSync(file, checked(bytes, checksums[name]));
    fs.mkdirSync(values.to, { recursive: true });
    await run("tar", ["xzf", file, "-C", values.to, "--strip-components=1"]);
    fs.rmSync(path.dirname(file), { recursive: true });
    say(`WASI_SDK_PATH=${path.resolve(values.to)}`);
  });
}
