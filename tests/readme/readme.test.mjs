// What the README shows is what cookdiff says: its documents are written out, its command is run, the output compared.
// With UPDATE_README=1 the output in the README is replaced by the real one.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/command.mjs";

const file = path.join(root, "README.md");
const readme = fs.readFileSync(file, "utf8");
const documents = [...readme.matchAll(/<!-- file: ([\w.]+) -->\n```json\n([^]*?)```/g)];
const console_ = readme.match(/(<!-- run -->\n```console\n)\$ cookdiff (.*)\n([^]*?)```/);

test("the first screen's output is real", (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-readme-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  assert.equal(documents.length, 2);
  for (const [, name, text] of documents) fs.writeFileSync(path.join(folder, name), text);
  const [whole, opening, command, shown] = console_;
  const said = spawnSync(path.join(root, "build/cookdiff"), command.split(" "), { cwd: folder, encoding: "utf8" });
  assert.equal(said.stderr, "");
  assert.equal(said.status, 1);
  if (process.env.UPDATE_README) fs.writeFileSync(file, readme.replace(whole, () => `${opening}$ cookdiff ${command}\n${said.stdout}\`\`\``));
  else assert.equal(said.stdout, shown);
});

test("every file and script that the README names is there", () => {
  const names = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1]);
  assert.ok(names.length > 3);
  for (const name of names) assert.ok(fs.existsSync(path.join(root, name)), name);
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  for (const [, script] of readme.matchAll(/npm run (?:-s )?([a-z-]+)/g)) assert.ok(script in scripts, `npm run ${script}`);
  for (const command of ["start", "test"]) assert.ok(command in scripts && readme.includes(`npm ${command}`), command);
});

test("the first screen is one screen: the two commands stand within the first 60 lines", () => {
  const lines = readme.split("\n");
  for (const command of ["npm start", "npm test"]) {
    const at = lines.findIndex((line) => line.startsWith(command));
    assert.ok(at > 0 && at < 60, command);
  }
});
