// Refusals: what standard error says and what the shell gets.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { binary, cookdiff, file, pie, test, work } from "./setting.mjs";

test("trouble names file, line, byte and pointer", () => {
  file("broken.json", '{"recipeName":"X",\n"ingredients":[{"quantity":1,]}');
  const r = cookdiff(["diff", "pie.json", "broken.json"]);
  assert.equal(r.status, 2);
  assert.equal(r.out, "");
  assert.match(r.err, /^cookdiff: broken\.json:2:\d+: .*byte \d+, pointer "\/ingredients\/0/);
});

test("a refused value is found in the file by its pointer", () => {
  const text = '{"recipeName":"Ä",\n "ingredients":[{"ingredientName":"salt",\n  "quantity": -1}],"steps":[]}';
  file("negative.json", text);
  const r = cookdiff(["diff", "negative.json", "pie.json"]);
  assert.equal(r.status, 2);
  assert.match(r.err, /^cookdiff: negative\.json:3:15: /);
  assert.ok(r.err.includes(`(byte ${Buffer.from(text).indexOf("-1")}, pointer "/ingredients/0/quantity")`), r.err);
});

test("a missing file, a folder, an empty file, no UTF-8, a NUL byte, too deep, too large: 2 with the name", () => {
  fs.mkdirSync(path.join(work, "folder"), { recursive: true });
  file("empty.json", "");
  file("latin1.json", Buffer.from('{"recipeName":"Cr\xe8me"}', "latin1"));
  file("nul.json", '{"recipeName":"X"}\0{}');
  file("deep.json", "[".repeat(10000) + "]".repeat(10000));
  file("large.json", JSON.stringify({ recipeName: "x".repeat(2 << 20) }));
  file("strange.xyz", "nothing that is known");
  file("almost.json", "tru");
  for (const name of [
    "missing.json",
    "folder",
    "empty.json",
    "latin1.json",
    "nul.json",
    "deep.json",
    "large.json",
    "strange.xyz",
    "almost.json",
  ]) {
    const r = cookdiff(["diff", "pie.json", name, "--format", "json"]);
    assert.equal(r.status, 2, name);
    assert.equal(r.out, "", name);
    assert.ok(r.err.startsWith(`cookdiff: ${name}`), r.err);
    assert.ok(!r.err.includes("\0"));
  }
});

test("a file name cannot drive the terminal", () => {
  assert.ok(!cookdiff(["diff", "pie.json", "x\x1b[2J"]).err.includes("\x1b"));
});

test("what is typed wrongly is refused, and what was meant is said", () => {
  for (const [args, meant] of [
    [["diff", "a", "b", "--formt", "json"], "--format"],
    [["diff", "a", "b", "--format", "jsn"], "json"],
    [["dif", "a", "b"], "diff"],
    [["diff", "a", "b", "--format"], "--format FORM"],
    [["diff", "a", "b", "--fill=1"], "--fill"],
    [["diff", "a"], "ORIGINAL MAKE"],
    [["diff", "a", "b", "c"], "ORIGINAL MAKE"],
    [["diff", "a", "b", "--pairs", "l"], "--pairs"],
    [["diff", "a", "b", "-fill"], "--fill"],
    [["a.json", "b.json"], "cookdiff diff ORIGINAL MAKE"],
    [["apply", "a"], "PATCH DOCUMENT"],
    [["read"], "FILE"],
    [["help", "red"], "read"],
    [[], "help"],
  ]) {
    const r = cookdiff(args);
    assert.equal(r.status, 2, args.join(" "));
    assert.equal(r.out, "", args.join(" "));
    assert.ok(r.err.includes(meant), `${args.join(" ")}: ${r.err}`);
  }
});

test("an answer that cannot be written is trouble", () => {
  if (!fs.existsSync("/dev/full")) return;
  const r = spawnSync("sh", ["-c", `'${binary}' diff pie.json pie.json > /dev/full`], { cwd: work, encoding: "utf8" });
  assert.equal(r.status, 2);
  assert.match(r.stderr, /could not be written/);
});
