// cookdiff git-diff in real repositories.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { binary, changed, cookdiff, pie, sunday, test, work } from "./setting.mjs";

function repository() {
  const folder = fs.mkdtempSync(path.join(work, "repository-"));
  const git = (...args) => {
    const r = spawnSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_SYSTEM: "/dev/null",
        GIT_AUTHOR_NAME: "A",
        GIT_AUTHOR_EMAIL: "a@example.org",
        GIT_COMMITTER_NAME: "A",
        GIT_COMMITTER_EMAIL: "a@example.org",
        PATH: `${path.dirname(binary)}:${process.env.PATH}`,
      },
    });
    assert.equal(r.status, 0, `git ${args.join(" ")}: ${r.stderr}`);
    return r.stdout;
  };
  git("init", "-q");
  const write = (name, doc) =>
    fs.writeFileSync(path.join(folder, name), typeof doc === "string" ? doc : JSON.stringify(doc));
  return { git, write, folder };
}

test("git diff tells what changed in a recipe: changed, new, deleted, renamed, broken, in one run", () => {
  const { git, write, folder } = repository();
  write("pie.recipe.json", pie);
  write(
    "old.recipe.json",
    changed((d) => {
      d.recipeName = "Old Pie";
    }),
  );
  write("bad.recipe.json", pie);
  write(
    "moved.recipe.json",
    changed((d) => {
      d.recipeName = "Moved Pie";
      d.notes = "long enough to be found again ".repeat(20);
    }),
  );
  write("other.txt", "one\n");
  write(".gitattributes", "*.recipe.json diff=recipe\n");
  git("add", ".");
  git("commit", "-qm", "first");
  git("config", "diff.recipe.command", "cookdiff git-diff");
  write("pie.recipe.json", sunday);
  write("bad.recipe.json", '{"recipeName":');
  write("new.recipe.json", { recipeName: "New Pie", steps: [{ stepText: "Nothing of the old one is in it." }] });
  write("other.txt", "two\n");
  fs.rmSync(path.join(folder, "old.recipe.json"));
  git("mv", "moved.recipe.json", "there.recipe.json");
  write(
    "there.recipe.json",
    changed((d) => {
      d.recipeName = "Moved Pie";
      d.rating = 3;
      d.notes = "long enough to be found again ".repeat(20);
    }),
  );
  git("add", "-A");
  const out = git("diff", "--cached", "-M");
  assert.match(out, /recipe pie\.recipe\.json\n[^]*apples[^]*375/);
  assert.match(out, /recipe new\.recipe\.json\nnew: New Pie/);
  assert.match(out, /recipe old\.recipe\.json\ndeleted: Old Pie/);
  assert.match(out, /recipe bad\.recipe\.json\nafter: bad\.recipe\.json:1:\d+: /);
  assert.match(out, /recipe moved\.recipe\.json → there\.recipe\.json\n[^]*rating/);
  assert.match(out, /\+two/, "files that are no recipes are as before");
});

test("git: one look by GIT_EXTERNAL_DIFF, and a history by --ext-diff", () => {
  const { git, write } = repository();
  write("pie.json", pie);
  git("add", ".");
  git("commit", "-qm", "first");
  write("pie.json", sunday);
  git("commit", "-qam", "second");
  assert.match(git("-c", "diff.external=cookdiff git-diff", "show", "--ext-diff"), /recipe pie\.json\n[^]*apples/);
});

test("git: a merge that is not resolved", () => {
  const r = cookdiff(["git-diff", "pie.json"]);
  assert.equal(r.status, 0);
  assert.match(r.out, /not merged/);
  assert.equal(cookdiff(["git-diff", "a", "b"]).status, 2);
});
