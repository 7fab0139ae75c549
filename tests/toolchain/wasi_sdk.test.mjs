// The branch of the toolchain file that takes a wasi-sdk, tried on a folder of a wasi-sdk's shape that is made of the
// distribution's own files; and what it says when there is none.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { root, run } from "../../scripts/command.mjs";
import { wasmClang } from "../../scripts/requirements.mjs";

function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-sdk-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** bin/ and share/wasi-sysroot/{include,lib}/wasm32-wasi, as a wasi-sdk has them. */
function makeSdk(folder, version) {
  const link = (from, to) => {
    fs.mkdirSync(path.dirname(path.join(folder, to)), { recursive: true });
    if (!fs.existsSync(path.join(folder, to))) fs.symlinkSync(from, path.join(folder, to));
  };
  const llvm = `/usr/lib/llvm-${version}`;
  for (const tool of ["clang++", "clang", "wasm-ld", "llvm-ar", "llvm-ranlib"]) {
    if (fs.existsSync(`${llvm}/bin/${tool}`)) link(`${llvm}/bin/${tool}`, `bin/${tool}`);
  }
  for (const kind of ["include", "lib"]) {
    for (const from of [`/usr/${kind}/wasm32-wasi`, `${llvm}/${kind}/wasm32-wasi`]) {
      for (const name of fs.readdirSync(from)) link(path.join(from, name), `share/wasi-sysroot/${kind}/wasm32-wasi/${name}`);
    }
  }
}

const configure = (sdk, folder) =>
  run("cmake", ["-S", "tests/toolchain", "-B", folder, "-G", "Ninja", "--toolchain", path.join(root, "wasm/toolchain.cmake")], {
    env: { ...process.env, WASI_SDK_PATH: sdk },
    allowFailure: true,
  });

const version = wasmClang();
if (version !== null) {
  test("a wasi-sdk's compiler, sysroot and libraries build a module that runs", async (t) => {
    const folder = temporaryFolder(t);
    makeSdk(path.join(folder, "sdk"), version);
    const configured = await configure(path.join(folder, "sdk"), path.join(folder, "build"));
    assert.equal(configured.code, 0, configured.output);
    const commands = fs.readFileSync(path.join(folder, "build/CMakeFiles/rules.ninja"), "utf8");
    assert.ok(commands.includes(`${folder}/sdk/bin/clang++`), "the sdk's compiler is used");
    assert.ok(commands.includes(`--sysroot=${folder}/sdk/share/wasi-sysroot`), "and its sysroot");
    const built = await run("ninja", ["-C", path.join(folder, "build")], { allowFailure: true });
    assert.equal(built.code, 0, built.output);
    const module = await WebAssembly.compile(fs.readFileSync(path.join(folder, "build/words.wasm")));
    const nothing = new Proxy({}, { get: () => () => 0 });
    const { exports } = await WebAssembly.instantiate(module, new Proxy({}, { get: () => nothing }));
    exports._initialize();
    assert.equal(exports.words(40), 3);
  });
}

test("a WASI_SDK_PATH without a compiler is named, with what to do", async (t) => {
  const folder = temporaryFolder(t);
  const { code, output } = await configure(path.join(folder, "none"), path.join(folder, "build"));
  assert.notEqual(code, 0);
  assert.match(output.replace(/\s+/g, " "), /WASI_SDK_PATH is .*none, but there is no bin\/clang\+\+ in it/);
  const setup = await run("node", [path.join(root, "scripts/setup.mjs")], {
    env: { ...process.env, WASI_SDK_PATH: path.join(folder, "none") },
    allowFailure: true,
  });
  assert.equal(setup.code, 1);
  assert.match(setup.output, /missing:\n {2}- wasi-sdk in WASI_SDK_PATH/);
});
