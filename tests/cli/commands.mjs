// cookdiff read, apply, version, help; the man page and the completions.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { cookdiff, file, pie, root, test, work } from "./setting.mjs";

test("read prints the canonical recipe, compact or indented", () => {
  const r = cookdiff(["read", "pie.json"]);
  assert.equal(r.status, 0, r.err);
  assert.equal(r.out, JSON.stringify(pie) + "\n");
  const indented = cookdiff(["read", "--indent", "-"], { input: JSON.stringify(pie) }).out;
  assert.equal(indented, JSON.stringify(pie, null, 2) + "\n");
});

test("read takes a page and tells of the recipes that it left aside", () => {
  const recipe = (name) => ({
    "@context": "https://schema.org",
    "@type": "Recipe",
    name,
    recipeIngredient: ["2 cups flour, sifted"],
    recipeInstructions: ["Mix."],
  });
  file(
    "page.html",
    `<html><head><script type="application/ld+json">${JSON.stringify([recipe("Bread"), recipe("Jam")])}</script></head></html>`,
  );
  const r = cookdiff(["read", "page.html"]);
  assert.equal(r.status, 0, r.err);
  const read = JSON.parse(r.out);
  assert.equal(read.recipeName, "Bread");
  assert.equal(read.ingredients[0].ingredientName, "flour");
  assert.match(r.err, /Jam/);
});

test("read refuses JSON that is no recipe, and a recipe that cannot be right", () => {
  file("other.json", '{"a":1}');
  const r = cookdiff(["read", "other.json"]);
  assert.equal(r.status, 2);
  assert.match(r.err, /other\.json/);
  file("negative.json", '{"recipeName":"X","ingredients":[{"ingredientName":"salt","quantity":-1}]}');
  assert.match(cookdiff(["read", "negative.json"]).err, /\/ingredients\/0\/quantity/);
});

test("documents of another format are compared by their canonical form", () => {
  file("soup.cook", "---\ntitle: Soup\n---\nBoil @water{1%l} with @salt{1%tsp}.\n");
  const canonical = cookdiff(["read", "soup.cook"]);
  assert.equal(canonical.status, 0, canonical.err);
  file("soup.json", canonical.out);
  assert.equal(cookdiff(["diff", "soup.cook", "soup.json"]).status, 0);
  file("salty.json", canonical.out.replace('"quantity":1,"measurement":"tsp"', '"quantity":2,"measurement":"tsp"'));
  const patch = cookdiff(["diff", "soup.cook", "salty.json", "--format", "patch"]);
  file("change.json", patch.out);
  assert.deepEqual(
    JSON.parse(cookdiff(["apply", "change.json", "soup.json"]).out),
    JSON.parse(fs.readFileSync(path.join(work, "salty.json"), "utf8")),
  );
});

test("apply: RFC 6902 by an array, RFC 7396 by an object or --merge", () => {
  file("doc.json", '{"a":[1,2],"b":"x"}');
  assert.equal(
    cookdiff(["apply", "-", "doc.json"], { input: '[{"op":"add","path":"/a/1","value":9}]' }).out,
    '{"a":[1,9,2],"b":"x"}\n',
  );
  assert.equal(cookdiff(["apply", "-", "doc.json"], { input: '{"b":null}' }).out, '{"a":[1,2]}\n');
  assert.equal(cookdiff(["apply", "-", "doc.json", "--merge"], { input: "[1]" }).out, "[1]\n");
  assert.equal(cookdiff(["apply", "-", "doc.json", "--merge"], { input: "7" }).out, "7\n");
});

test("apply: a failing operation prints nothing and is named", () => {
  file("doc.json", '{"a":[1,2]}');
  file("bad.json", '[{"op":"add","path":"/c","value":1},{"op":"remove","path":"/nowhere"}]');
  const r = cookdiff(["apply", "bad.json", "doc.json"]);
  assert.equal(r.status, 2);
  assert.equal(r.out, "");
  assert.match(r.err, /bad\.json.*\/1|nowhere/);
  assert.equal(cookdiff(["apply", "-", "doc.json"], { input: "7" }).status, 2);
  assert.equal(cookdiff(["apply", "doc.json", "missing.json"]).status, 2);
});

test("version, also as --version, is that of the build", () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  assert.match(
    cookdiff(["version"]).out,
    new RegExp(`^cookdiff ${version.replaceAll(".", "\\.")} \\(rules \\S+\\)\\n$`),
  );
  assert.equal(cookdiff(["--version"]).out, cookdiff(["version"]).out);
});

const commands = ["diff", "read", "apply", "git-diff", "upload", "watch", "version", "help"];

test("help teaches: every command with usage and, where files are read, examples", () => {
  const general = cookdiff(["--help"]);
  assert.equal(general.status, 0);
  assert.equal(cookdiff(["help"]).out, general.out);
  for (const command of commands) {
    assert.ok(general.out.includes(`\n  ${command} `), command);
    const page = cookdiff(["help", command]);
    assert.equal(page.status, 0);
    assert.ok(page.out.startsWith(`usage: cookdiff ${command}`), command);
    assert.equal(cookdiff([command, "--help"]).out, page.out);
    assert.equal(cookdiff([command, "-h"]).out, page.out);
    for (const line of page.out.split("\n")) assert.ok([...line].length <= 120, line);
  }
  for (const command of ["diff", "read", "apply", "git-diff", "upload", "watch"])
    assert.match(cookdiff(["help", command]).out, /\n {2,}\$ /);
});

test("every option of the help stands in the man page, both completions and docs/command-line.md", () => {
  const page = fs.readFileSync(path.join(root, "man/cookdiff.1"), "utf8").replaceAll("\\-", "-");
  const others = ["completions/cookdiff.bash", "completions/_cookdiff", "docs/command-line.md"].map((name) =>
    fs.readFileSync(path.join(root, name), "utf8"),
  );
  for (const command of commands) {
    const options = [...cookdiff(["help", command]).out.matchAll(/^ {2}(--[a-z-]+)/gm)].map((m) => m[1]);
    assert.ok(options.length > 0, command);
    for (const option of options)
      for (const text of [page, ...others]) assert.ok(text.includes(option), `${command} ${option}`);
  }
});

test("the bash completion completes", () => {
  const script = path.join(root, "completions/cookdiff.bash");
  const complete = (words) => {
    const r = spawnSync(
      "bash",
      [
        "-c",
        `source '${script}'; COMP_WORDS=(${words.map((w) => `'${w}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _cookdiff; printf '%s\\n' "\${COMPREPLY[@]}"`,
      ],
      { encoding: "utf8" },
    );
    return r.stdout.trim().split("\n");
  };
  assert.deepEqual(complete(["cookdiff", "di"]), ["diff"]);
  assert.deepEqual(complete(["cookdiff", "diff", "--fo"]), ["--format"]);
  assert.deepEqual(complete(["cookdiff", "diff", "--format", "m"]), ["merge-patch", "markdown"]);
});

/** A zip file of stored entries, as far as a reader needs it. */
function zip(entries) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(zlib.crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const entry = [Buffer.from("PK\x03\x04", "latin1"), fields, Buffer.from(name), content];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place, Buffer.from(name));
    parts.push(...entry);
    at += Buffer.concat(entry).length;
  }
  const end = Buffer.alloc(18);
  const count = Object.keys(entries).length;
  for (const offset of [4, 6]) end.writeUInt16LE(count, offset);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}
const paprika = (name) =>
  zlib.gzipSync(JSON.stringify({ uid: name, name, ingredients: "2 cups flour", directions: "Mix.", rating: 0 }));

test("read prints every recipe of an export, one a line; diff takes an export of one", () => {
  file("two.paprikarecipes", zip({ "Bread.paprikarecipe": paprika("Bread"), "Jam.paprikarecipe": paprika("Jam") }));
  file("one.paprikarecipe", paprika("Bread"));
  const two = cookdiff(["read", "two.paprikarecipes"]);
  assert.equal(two.status, 0, two.err);
  const names = two.out.trimEnd().split("\n").map((line) => JSON.parse(line).recipeName); // prettier-ignore
  assert.deepEqual(names, ["Bread", "Jam"]);
  const one = cookdiff(["read", "one.paprikarecipe"]);
  assert.equal(one.status, 0, one.err);
  file("one.json", one.out);
  assert.equal(cookdiff(["diff", "one.paprikarecipe", "one.json"]).status, 0);
  const many = cookdiff(["diff", "two.paprikarecipes", "one.json"]);
  assert.equal(many.status, 2);
  assert.match(many.err, /two\.paprikarecipes.*cookdiff read/);
});

test("read tells of a recipe in an export that cannot be read, and does not lose the others", () => {
  file(
    "half.paprikarecipes",
    zip({ "Bread.paprikarecipe": paprika("Bread"), "Bad.paprikarecipe": zlib.gzipSync("{") }),
  );
  const r = cookdiff(["read", "half.paprikarecipes"]);
  assert.equal(r.status, 2);
  assert.equal(JSON.parse(r.out).recipeName, "Bread");
  assert.match(r.err, /half\.paprikarecipes\/Bad\.paprikarecipe/);
});
