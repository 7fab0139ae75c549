// cookdiff diff: exit status, forms, options, many pairs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { binary, changed, cookdiff, file, pie, sunday, test, work } from "./setting.mjs";

test("identical documents: 0, different ones: 1, restated ones: 1", () => {
  assert.equal(cookdiff(["diff", "pie.json", "pie.json"]).status, 0);
  assert.equal(cookdiff(["diff", "pie.json", "sunday.json"]).status, 1);
  assert.equal(cookdiff(["diff", "pie.json", "respelled.json"]).status, 1);
});

test("json is the whole differences document on one line", () => {
  const { out, status } = cookdiff(["diff", "pie.json", "sunday.json", "--format", "json"]);
  assert.equal(status, 1);
  assert.equal(out.split("\n").length, 2);
  const answer = JSON.parse(out);
  assert.deepEqual(Object.keys(answer), [
    "recipeId",
    "makeId",
    "recipeVersion",
    "engine",
    "asWritten",
    "identical",
    "scale",
    "summary",
    "differences",
    "restated",
  ]);
  assert.equal(answer.recipeId, 2);
  assert.equal(answer.makeId, 7);
  assert.equal(answer.recipeVersion, null);
  assert.equal(answer.differences.length, 3);
});

test("options stand anywhere, with = or without", () => {
  const plain = cookdiff(["diff", "pie.json", "sunday.json", "--format", "json"]).out;
  assert.equal(cookdiff(["diff", "--format=json", "pie.json", "sunday.json"]).out, plain);
  assert.equal(cookdiff(["diff", "pie.json", "--format", "json", "--", "sunday.json"]).out, plain);
});

test("text says the summary and each change with both sides", () => {
  const { out } = cookdiff(["diff", "pie.json", "sunday.json"]);
  for (const part of ["apples", "5", "6", "350", "375", "Ingredients", "Steps", "rating"])
    assert.ok(out.includes(part), `no ${part} in:\n${out}`);
  assert.ok(!out.includes("\x1b"), "colour without a terminal");
});

test("text of identical documents says so", () => {
  assert.match(cookdiff(["diff", "pie.json", "pie.json"]).out, /as written/i);
});

test("restated changes are counted, and told when asked for", () => {
  const quiet = cookdiff(["diff", "pie.json", "respelled.json"]).out;
  assert.ok(!quiet.includes("cinnamon"), quiet);
  assert.match(quiet, /--restated/);
  assert.ok(cookdiff(["diff", "pie.json", "respelled.json", "--restated"]).out.includes("cinnamon"));
});

test("markdown and html carry both sides", () => {
  for (const format of ["markdown", "html"]) {
    const { out, status } = cookdiff(["diff", "pie.json", "sunday.json", "--format", format]);
    assert.equal(status, 1);
    for (const part of ["apples", "350", "375"]) assert.ok(out.includes(part), `${format}: no ${part}`);
  }
});

test("names of a document are never markup", () => {
  const evil = "<script>alert(1)</script>\"'&";
  file(
    "evil.json",
    changed((d) => {
      d.ingredients.push({ ingredientId: 4, quantity: 1, measurement: "cup", ingredientName: evil });
      d.recipeName = evil;
      d.steps[1].stepText = `Make ${evil}`;
    }),
  );
  const { out } = cookdiff(["diff", "pie.json", "evil.json", "--format", "html"]);
  assert.ok(!/<script/i.test(out), out);
  assert.ok(out.includes("&lt;script&gt;"));
  const markdown = cookdiff(["diff", "pie.json", "evil.json", "--format", "markdown"]).out;
  assert.ok(!/<script/i.test(markdown), markdown);
});

test("control characters of a document never reach the terminal", () => {
  file(
    "escape.json",
    changed((d) => {
      d.recipeName = "Pie \u001b[2J\u009b31m\u202ebad\r\n";
      d.steps[1].stepText = "Make \u0007\u001b]0;owned\u0007 the pie";
    }),
  );
  for (const format of ["text", "markdown"]) {
    const { out } = cookdiff(["diff", "pie.json", "escape.json", "--format", format, "--restated"]);
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/.test(out), JSON.stringify(out));
    assert.ok(out.includes("␛"), out);
  }
});

test("a patch gives the make exactly, a merge patch too", () => {
  for (const format of ["patch", "merge-patch"]) {
    const { out, status } = cookdiff(["diff", "pie.json", "sunday.json", "--format", format]);
    assert.equal(status, 1);
    file("change.json", out);
    const applied = cookdiff(["apply", "change.json", "pie.json"]);
    assert.equal(applied.status, 0, applied.err);
    assert.deepEqual(JSON.parse(applied.out), sunday);
  }
});

test("the patch of a document with itself is empty: 0", () => {
  const r = cookdiff(["diff", "pie.json", "pie.json", "--format", "patch"]);
  assert.equal(r.out, "[]\n");
  assert.equal(r.status, 0);
  assert.equal(cookdiff(["diff", "pie.json", "pie.json", "--format", "merge-patch"]).out, "{}\n");
});

test("what a merge patch cannot say is an error, not a wrong patch", () => {
  file("one.json", '{"a":1}');
  file("null.json", '{"a":1,"b":{"c":null}}');
  const r = cookdiff(["diff", "one.json", "null.json", "--format", "merge-patch"]);
  assert.equal(r.status, 2);
  assert.equal(r.out, "");
  assert.match(r.err, /null\.json/);
  assert.match(r.err, /\/b\/c/);
});

test("a patch is between any two documents, also those that are no right recipes", () => {
  file("wrong.json", '{"recipeName":"X","ingredients":"all of them"}');
  assert.equal(cookdiff(["diff", "pie.json", "wrong.json", "--format", "patch"]).status, 1);
});

test("a lone number, true, false, null and a text are JSON", () => {
  for (const [a, b] of [
    ["5", "6"],
    ["true", "false"],
    ["null", "1"],
    ["-1.5e3", '"x"'],
  ]) {
    file("a.json", a);
    file("b.json", ` ${b}\n`);
    const r = cookdiff(["diff", "a.json", "b.json", "--format", "patch"]);
    assert.equal(r.status, 1, r.err);
    assert.deepEqual(JSON.parse(r.out), [{ op: "replace", path: "", value: JSON.parse(b) }]);
    assert.equal(cookdiff(["diff", "a.json", "b.json", "--format", "json"]).status, 1);
    assert.equal(cookdiff(["diff", "a.json", "a.json"]).status, 0);
  }
});

test('"-" is standard input, on either side and not on both', () => {
  const plain = cookdiff(["diff", "pie.json", "sunday.json", "--format", "json"]).out;
  assert.equal(cookdiff(["diff", "-", "sunday.json", "--format", "json"], { input: JSON.stringify(pie) }).out, plain);
  assert.equal(cookdiff(["diff", "pie.json", "-", "--format", "json"], { input: JSON.stringify(sunday) }).out, plain);
  assert.equal(cookdiff(["diff", "-", "-"], { input: "{}" }).status, 2);
});

test("--fill takes a make that leaves out what it did not change", () => {
  file("note.json", { makeOf: 2, rating: 4, notes: "a bit dry" });
  const filled = JSON.parse(cookdiff(["diff", "pie.json", "note.json", "--fill", "--format", "json"]).out);
  assert.deepEqual(filled.differences.map((d) => d.recipeField).sort(), ["notes", "rating"]);
  assert.equal(filled.asWritten, true);
  // Without it the comparison takes what it is given, and says what may have been meant.
  const given = cookdiff(["diff", "pie.json", "note.json"]);
  assert.match(given.err, /the make leaves out the ingredients and steps: with --fill/);
  assert.equal(cookdiff(["diff", "pie.json", "note.json", "--fill"]).err, "");
  assert.equal(cookdiff(["diff", "pie.json", "sunday.json"]).err, "");
  const bare = JSON.parse(cookdiff(["diff", "pie.json", "note.json", "--format", "json"]).out);
  assert.ok(bare.differences.length > 2);
});

test("colour: only on a terminal, by --color, and never against NO_COLOR", () => {
  const args = ["diff", "pie.json", "sunday.json"];
  assert.ok(cookdiff([...args, "--color"]).out.includes("\x1b["));
  assert.ok(cookdiff([...args, "--color=always"], { env: { NO_COLOR: "1" } }).out.includes("\x1b["));
  assert.ok(!cookdiff([...args, "--color", "never"]).out.includes("\x1b["));
  assert.ok(!cookdiff(args).out.includes("\x1b["));
  const coloured = cookdiff([...args, "--color=always"]).out;
  assert.equal(coloured.replace(/\x1b\[[0-9;]*m/g, ""), cookdiff(args).out, "colour changes nothing but colour");
});

test("pairs: a line a pair, in order, and trouble with one does not stop the others", () => {
  file("broken.json", '{"recipeName":"X",\n"ingredients":[{"quantity":1,]}');
  file(
    "list.tsv",
    "pie.json\tsunday.json\nbroken.json\tpie.json\n\npie.json\tpie.json\r\npie.json\tmissing.json\nno tab\npie.json\trespelled.json",
  );
  const r = cookdiff(["diff", "--pairs", "list.tsv"]);
  assert.equal(r.status, 2);
  const lines = r.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, 6);
  assert.equal(lines[0].original, "pie.json");
  assert.equal(lines[0].make, "sunday.json");
  const { original, make, ...document } = lines[0];
  assert.deepEqual(document, JSON.parse(cookdiff(["diff", "pie.json", "sunday.json", "--format", "json"]).out));
  assert.equal(lines[1].error.code, "bad-json");
  assert.equal(lines[1].error.file, "broken.json");
  assert.equal(lines[1].error.line, 2);
  assert.ok(lines[1].error.byte > 0);
  assert.equal(lines[2].identical, true);
  assert.equal(lines[3].error.file, "missing.json");
  assert.ok(lines[4].error);
  assert.equal(lines[5].identical, false);
});

test("pairs: exit status is the worst of them; patches too; the list may be standard input", () => {
  assert.equal(cookdiff(["diff", "--pairs", "-"], { input: "pie.json\tpie.json\n" }).status, 0);
  const r = cookdiff(["diff", "--pairs=-", "--format", "patch"], {
    input: "pie.json\tpie.json\npie.json\tsunday.json\n",
  });
  assert.equal(r.status, 1);
  const lines = r.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines[0].patch, []);
  assert.ok(lines[1].patch.length > 0);
  assert.equal(cookdiff(["diff", "--pairs", "-", "--format", "html"], { input: "" }).status, 2);
  assert.equal(cookdiff(["diff", "--pairs", "nowhere.tsv"]).status, 2);
  assert.deepEqual(cookdiff(["diff", "--pairs", "-"], { input: "" }), { status: 0, out: "", err: "" });
});

test("pairs: the answer is JSON whatever the names are", () => {
  file('Über "pie"\\😀.json', pie);
  const lines = cookdiff(["diff", "--pairs", "-"], {
    input: Buffer.from('Über "pie"\\😀.json\tpie.json\n\xff\xfe\tpie.json\n'.replace("\xff\xfe", "")),
  }).out;
  assert.equal(JSON.parse(lines.split("\n")[0]).original, 'Über "pie"\\😀.json');
  const r = spawnSync(binary, ["diff", "--pairs", "-"], {
    cwd: work,
    input: Buffer.from([0xff, 0xc3, 0x28, 9, 0x61, 10]),
  });
  assert.equal(JSON.parse(r.stdout.toString("utf8")).original, "??(");
});
