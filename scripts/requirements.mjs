// What the build needs from the machine: how to see that it is there, and the Debian packages that bring it.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { find } from "./command.mjs";

/** The oldest clang whose wasm32 libc++ the code was built with. */
export const clangMin = 19;
/** The newest that is looked for. */
export const clangMax = 30;
/** CMakePresets.json version 6. */
const cmakeMin = [3, 25];

const sdk = process.env.WASI_SDK_PATH;

/** Of a program that a distribution numbers as its clang ("clang++", "clang-tidy"), the name of the newest, or null. */
function newest(program) {
  for (let version = clangMax; version >= clangMin; version--) if (find(`${program}-${version}`)) return `${program}-${version}`;
  return null;
}

/** The newest clang of the distribution that can build for wasm32, or null. */
export function wasmClang() {
  for (let version = clangMax; version >= clangMin; version--) {
    const headers = `/usr/lib/llvm-${version}/include/wasm32-wasi/c++/v1/vector`;
    if (find(`clang++-${version}`) && fs.existsSync(headers)) return version;
  }
  return null;
}

/** The native compiler: CXX if set, else the newest numbered clang, else the system's. */
export function nativeCompiler() {
  if (process.env.CXX) return process.env.CXX;
  return newest("clang++") ?? (find("c++") ? "c++" : null);
}

/** The newest clang-tidy of those whose clang builds cookdiff, or null. */
export const tidyProgram = () => newest("clang-tidy");

/** The browser of the dashboard's tests, or null. */
export const browser = () => find("chromium") ?? find("chromium-browser") ?? find("google-chrome");

const header = (name) => ["/usr/include", "/usr/local/include"].some((folder) => fs.existsSync(path.join(folder, name)));

// Debian keeps it in the folder of the architecture.
const curlThere = () => {
  const folders = ["/usr/include", "/usr/local/include", ...["x86_64", "aarch64"].map((name) => `/usr/include/${name}-linux-gnu`)];
  return folders.some((folder) => fs.existsSync(path.join(folder, "curl/curl.h")));
};

const cmakeNewEnough = () => {
  if (!find("cmake")) return false;
  const said = spawnSync("cmake", ["--version"], { encoding: "utf8" }).stdout ?? "";
  const [major, minor] = said.match(/\d+/g)?.map(Number) ?? [0, 0];
  return major > cmakeMin[0] || (major === cmakeMin[0] && minor >= cmakeMin[1]);
};

const wasmToolsThere = () => {
  const version = wasmClang();
  return version !== null && Boolean(find(`wasm-ld-${version}`)) && fs.existsSync("/usr/include/wasm32-wasi/stdlib.h");
};

/**
 * Each: what it is (`only`: for one kind of test alone), whether it is there, and its packages where NN is the clang that Debian has.
 * With WASI_SDK_PATH set the wasm compiler comes from there.
 */
export const requirements = [
  sdk
    ? { what: `wasi-sdk in WASI_SDK_PATH (${sdk})`, there: () => fs.existsSync(path.join(sdk, "bin/clang++")), packages: null }
    : {
        what: `clang >= ${clangMin} for wasm32 (compiler, linker, C and C++ library)`,
        there: wasmToolsThere,
        packages: ["clang-NN", "lld-NN", "wasi-libc", "libc++-NN-dev-wasm32", "libclang-rt-NN-dev-wasm32"],
      },
  { what: "a C++20 compiler", there: () => nativeCompiler() !== null, packages: ["clang-NN"] },
  {
    what: "clang's sanitizers and fuzzer",
    there: () => {
      const version = wasmClang();
      return version === null ? Boolean(sdk) : fs.existsSync(`/usr/lib/llvm-${version}/lib/clang/${version}/lib/linux`);
    },
    packages: ["libclang-rt-NN-dev"],
  },
  { what: `cmake >= ${cmakeMin.join(".")}`, there: cmakeNewEnough, packages: ["cmake"] },
  { what: "ninja", there: () => Boolean(find("ninja")), packages: ["ninja-build"] },
  { what: "ccache", there: () => Boolean(find("ccache")), packages: ["ccache"], optional: true },
  { what: "doctest", there: () => header("doctest/doctest.h"), packages: ["doctest-dev"] },
  { what: "nlohmann-json (the tests' oracle)", there: () => header("nlohmann/json.hpp"), packages: ["nlohmann-json3-dev"] },
  { what: "SQLite (the simulated host)", there: () => header("sqlite3.h"), packages: ["libsqlite3-dev"] },
  { what: "zlib (the tests' oracle)", there: () => header("zlib.h"), packages: ["zlib1g-dev"] },
  { what: "libcurl (cookdiff upload)", there: () => curlThere(), packages: ["libcurl4-openssl-dev"], optional: true },
  { what: "clang-tidy", there: () => tidyProgram() !== null, packages: ["clang-tidy-NN"], only: "clang-tidy" },
  { what: "curl, the program (upload by it)", there: () => Boolean(find("curl")), packages: ["curl"], only: "workers" },
  {
    what: "Chromium (the browser tests)",
    there: () => browser() !== null,
    packages: ["chromium"],
    only: "browser",
  },
];
