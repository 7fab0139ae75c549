// The house's rules that a machine can check. A rule takes the tree (Map of path to text) and answers its faults.
import { posix } from "node:path";
import { codeOnly, functionsOf } from "./source.mjs";

/** The limits of the house (docs/architecture.md). */
export const limits = { functionLines: 70, fileLines: 500, columns: 120 };

const isCpp = (path) => /\.(cpp|hpp)$/.test(path);
const isScript = (path) => /\.(mjs|ts)$/.test(path);
const isCode = (path) => /^(src|wasm|workers|tests|fuzz|bench|scripts|packages)\//.test(path) && /\.(cpp|hpp|h|ts|mjs|js|sh|sql)$/.test(path);
const ofRooms = (tree) => [...tree].filter(([path]) => path.startsWith("src/") && isCpp(path));
const roomOf = (path) => path.split("/")[1];
const lineAt = (text, index) => text.slice(0, index).split("\n").length;

function matches(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => ({ line: lineAt(text, match.index), match }));
}

/** Rooms include only what src/rooms.txt says. */
export function includes(tree) {
  const rooms = new Map();
  for (const line of (tree.get("src/rooms.txt") ?? "").split("\n")) {
    const [, room, others] = line.match(/^([a-z]+):(.*)$/) ?? [];
    if (room) rooms.set(room, new Set(["base", room, ...others.trim().split(/\s+/).filter(Boolean)]));
  }
  const faults = [];
  for (const [path, text] of ofRooms(tree)) {
    const allowed = rooms.get(roomOf(path));
    if (!allowed) {
      faults.push(`${path}: the room ${roomOf(path)} is not in src/rooms.txt`);
      continue;
    }
    for (const { line, match } of matches(text, /^\s*#include "([^"]+)"/gm)) {
      const other = match[1].includes("/") ? match[1].split("/")[0] : roomOf(path);
      if (!allowed.has(other)) faults.push(`${path}:${line}: ${roomOf(path)} may not include ${match[1]} (src/rooms.txt)`);
    }
  }
  return faults;
}

const heavyHeaders = ["iostream", "sstream", "regex", "format", "locale", "thread", "filesystem", "fstream", "nlohmann/json.hpp"];
const heavyCalls = /\b(?:std::)?(?:v?s?n?printf|fprintf|strtod|strtof|sscanf|setlocale)\s*\(/g;

// Lines that only a native build compiles, blanked.
const withoutNative = (text) =>
  text.replace(/^#(?:ifndef __wasm__|ifdef __wasm__\n[^#]*#else)\n[^#]*?(?:#include[^\n]*\n[^#]*)*#endif/gm, (block) => block.replace(/[^\n]/g, " "));

/** What would cost 20 to 360 KB in a module, or trap, stays out of the rooms that Workers run. */
export function heavy(tree) {
  const faults = [];
  for (const [path, whole] of ofRooms(tree).filter(([path]) => roomOf(path) !== "cli")) {
    const text = withoutNative(whole);
    for (const { line, match } of matches(text, /^\s*#include <([^>]+)>/gm)) {
      if (heavyHeaders.includes(match[1])) faults.push(`${path}:${line}: <${match[1]}> is banned in rooms that Workers run`);
    }
    for (const { line, match } of matches(codeOnly(text), heavyCalls)) faults.push(`${path}:${line}: ${match[0].trim()} is banned`);
  }
  return faults;
}

const statement = /"\s*(?:SELECT\s[^"]*\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s[^"]*\sSET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s)/gi;

/** SQL is in the room `store` and nowhere else. */
export function sql(tree) {
  return ofRooms(tree)
    .filter(([path]) => roomOf(path) !== "store")
    .flatMap(([path, text]) => matches(text, statement).map(({ line }) => `${path}:${line}: SQL outside of the room store`));
}

/** Functions and files are short enough to be read at once. */
export function length(tree) {
  const faults = [];
  for (const [path, text] of tree) {
    if (!isCode(path)) continue;
    const lines = text.split("\n").length - 1;
    if (lines > limits.fileLines) faults.push(`${path}: ${lines} lines; at most ${limits.fileLines}`);
    if (!isCpp(path) && !isScript(path)) continue;
    for (const { line, lines: count } of functionsOf(codeOnly(text, { javascript: isScript(path) }))) {
      if (count > limits.functionLines) faults.push(`${path}:${line}: a function of ${count} lines; at most ${limits.functionLines}`);
    }
  }
  return faults;
}

/** No line is wider than the formatter's. */
export function width(tree) {
  return [...tree]
    .filter(([path]) => isCode(path) && isCpp(path))
    .flatMap(([path, text]) =>
      text.split("\n").flatMap((line, at) => ([...line].length > limits.columns ? [`${path}:${at + 1}: more than ${limits.columns} columns`] : [])),
    );
}

/** Every header says first what it is for, and is included once. */
export function headers(tree) {
  return [...tree]
    .filter(([path]) => path.endsWith(".hpp") && isCode(path))
    .flatMap(([path, text]) => [
      ...(text.startsWith("//") ? [] : [`${path}: begins without a word on what it is for`]),
      ...(/^#pragma once$/m.test(text) ? [] : [`${path}: no #pragma once`]),
    ]);
}

const leftOpen = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "not " + "implemented", "place" + "holder"].join("|")})\\b`, "g");
const dozing = /\.(?:skip|only|todo)\(|doctest::(?:skip|may_fail|should_fail)/g;

/** Nothing is left open, and no test is put to sleep. */
export function open(tree) {
  return [...tree]
    .filter(([path]) => isCode(path) && !path.startsWith("tests/tidy/"))
    .flatMap(([path, text]) => [
      ...matches(text, leftOpen).map(({ line, match }) => `${path}:${line}: ${match[0]}`),
      ...(path.startsWith("tests/") ? matches(text, dozing) : []).map(({ line }) => `${path}:${line}: a test that does not run`),
    ]);
}

const machinePath = /(?<![\w.~])\/(?:work|farm|root|home\/\w+|Users\/\w+)\/[A-Za-z.]/g;

/** No file knows the machine that it was written on, nor a registry's address. */
export function places(tree) {
  return [...tree]
    .filter(([path]) => !path.startsWith("tests/tidy/"))
    .flatMap(([path, text]) => [
      ...matches(text, machinePath).map(({ line }) => `${path}:${line}: a path of one machine`),
      ...(path === "package-lock.json" ? matches(text, /"resolved": /g).map(({ line }) => `${path}:${line}: an address of a registry`) : []),
    ]);
}

/** package.json names exact versions, and the lock file is of the same ones, each with its checksum. */
export function versions(tree) {
  const file = tree.get("package.json");
  if (file === undefined) return [];
  const manifest = JSON.parse(file);
  const lock = JSON.parse(tree.get("package-lock.json") ?? '{"packages":{}}').packages;
  const faults = [];
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) faults.push(`package.json: ${name} ${version} is no exact version`);
      if (lock[`node_modules/${name}`]?.version !== version) faults.push(`package-lock.json: ${name} is not ${version}; run npm install`);
    }
  }
  for (const [path, entry] of Object.entries(lock)) {
    if (path !== "" && !entry.link && !entry.integrity) faults.push(`package-lock.json: ${path} has no checksum`);
  }
  return faults;
}

const importsOf = (text) =>
  [...text.matchAll(/^(?:import\s+(?:[\w*{][^;"']*?\sfrom\s+)?|export\s+[*{][^;"']*?\sfrom\s+)["']([^"']+)["']/gm)].map((match) => match[1]);

/** What `npm run` names starts on a machine that has no packages yet: they come with the set-up, so `await import` them later. */
export function setup(tree) {
  const commands = Object.values(JSON.parse(tree.get("package.json") ?? "{}").scripts ?? {});
  const todo = commands.flatMap((command) => command.match(/^(?:exec )?node (\S+\.mjs)/)?.[1] ?? []);
  const seen = new Set();
  const faults = [];
  for (let path = todo.pop(); path; path = todo.pop()) {
    if (seen.has(path) || !tree.has(path)) continue;
    seen.add(path);
    for (const name of importsOf(tree.get(path))) {
      if (name.startsWith(".")) todo.push(posix.join(posix.dirname(path), name));
      else if (!name.startsWith("node:")) faults.push(`${path}: imports ${name} before the set-up can have installed it`);
    }
  }
  return faults;
}

export const rules = { includes, heavy, sql, length, width, headers, open, places, versions, setup };
