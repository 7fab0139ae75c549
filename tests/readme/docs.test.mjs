// Every page of docs/ and the pages at the root: the files that they link, the scripts, tests and options that they name are
// there; docs/differences.md is what cookdiff says; and every block of commands is run here, or says which test runs it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/command.mjs";
import { withCases } from "../../scripts/rules.mjs";

const inFolder = (folder) => fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".md")).map((name) => path.join(folder, name));
const pages = ["README.md", "CONTRIBUTING.md", "packages/cookdiff/README.md", ...inFolder("docs"), ...inFolder("docs/adr")];
const textOf = (page) => fs.readFileSync(path.join(root, page), "utf8");
const { scripts } = JSON.parse(textOf("package.json"));

/** The code blocks of a page with the last line before each that is not blank. */
function blocksOf(text) {
  const blocks = [];
  let block = null;
  let before = "";
  for (const line of text.split("\n")) {
    if (/^```/.test(line)) {
      if (block === null) block = { language: line.slice(3), before, lines: [] };
      else {
        blocks.push(block);
        block = null;
      }
    } else if (block !== null) block.lines.push(line);
    else if (line.trim() !== "") before = line;
  }
  return blocks;
}

test("every file that a page links is there", () => {
  for (const page of pages)
    for (const [, target] of textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g))
      assert.ok(fs.existsSync(path.join(root, path.dirname(page), target)), `${page} links ${target}`);
});

test("every npm script and every file of the tree that a page names is there", () => {
  const named = /`((?:src|tests|scripts|docs|workers|wasm|bench|fuzz|migrations|packages|samples|cmake|\.github)\/[\w./-]+)`/g;
  for (const page of pages) {
    for (const [, script] of textOf(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)) assert.ok(script in scripts, `${page}: npm run ${script}`);
    for (const [, file] of textOf(page).matchAll(named))
      if (!file.includes("NAME")) assert.ok(fs.existsSync(path.join(root, file)), `${page} names ${file}`);
  }
});

test("docs/differences.md is what cookdiff says", () => {
  assert.equal(textOf("docs/differences.md"), withCases(textOf("docs/differences.md")), "npm run rules writes it anew");
});

test("every command of docs/command-line.md is one of the command's", () => {
  const help = spawnSync(path.join(root, "build/cookdiff"), ["--help"], { encoding: "utf8" }).stdout;
  for (const [, command] of textOf("docs/command-line.md").matchAll(/`?cookdiff ([a-z][a-z-]+)/g))
    if (!/^(is|says|reads|prints|does|knows|and|as|or|the|works|speaks)$/.test(command)) assert.ok(help.includes(command), command);
});

test("every block of commands says what runs it", () => {
  for (const page of pages) {
    for (const { language, before, lines } of blocksOf(textOf(page))) {
      if (!["sh", "console", "sql", "js", "ts", ""].includes(language)) continue;
      const where = `${page}, ${lines[0]}`;
      const [, tested] = before.match(/^<!-- tested by (tests\/[\w./-]+) -->$/) ?? [];
      if (tested !== undefined) assert.ok(fs.existsSync(path.join(root, tested)), where);
      else assert.match(before, /^<!-- (file: [\w.]+|run|example|output|by hand: .+) -->$/, where);
    }
  }
});
