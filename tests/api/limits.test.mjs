// docs/api.md lists the limits: each is the constant that it names, its test knows its edge, and none of the doors' is left out.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/command.mjs";

const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
/** A constant of a source as a number: `20`, `10'000`, `std::size_t{1} << 20`, `30 * 60'000`. */
function constant(file, name) {
  const text = read(file).match(new RegExp(`\\b${name} = ([^;]+);`))?.[1];
  assert.ok(text, `${file} has no ${name}`);
  const plain = text.replaceAll("'", "").replace(/std::\w+\{(\d+)\}/g, "$1");
  const [, left, operator, right] = plain.match(/^(\d+)(?: (<<|\*) (\d+))?$/) ?? [];
  assert.ok(left, `${file}: ${name} = ${text}`);
  return operator === "<<" ? Number(left) << Number(right) : operator === "*" ? left * right : Number(left);
}

const rows = read("docs/api.md").split("## Limits")[1].split("\n## ")[0].split("\n").filter((line) => /^\| .*`\w+`, `src/.test(line));
const limits = rows.map((line) => {
  const [what, limit, source, tested] = line.split("|").slice(1, -1).map((cell) => cell.trim());
  const [name, file] = source.split(", ").map((cell) => cell.replaceAll("`", ""));
  return { what, limit: Number(limit.split(" ")[0].replaceAll(",", "")), name, file, tested: tested.replaceAll("`", "") };
});

test("each limit is its constant, and its test names the constant, or the edge and the one behind it", () => {
  assert.ok(limits.length >= 19, `${limits.length} limits`);
  for (const { what, limit, name, file, tested } of limits) {
    assert.equal(limit, constant(file, name), what);
    const text = read(tested).replaceAll("'", "");
    assert.ok(text.includes(name) || [limit, limit + 1].every((edge) => new RegExp(`\\b${edge}\\b`).test(text)), `${tested} does not know ${name}`);
  }
});

test("the list has every limit of the API's and the doors' headers", () => {
  const listed = new Set(limits.map(({ name }) => name));
  const headers = ["src/api", "src/auth"].flatMap((folder) => fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".hpp")).map((name) => `${folder}/${name}`));
  const found = headers.flatMap((file) => [...read(file).matchAll(/constexpr [\w:]+ (\w+_max) =/g)].map((match) => match[1]));
  assert.ok(found.length >= 9, found.join());
  assert.deepEqual(found.filter((name) => !listed.has(name)), []);
});
