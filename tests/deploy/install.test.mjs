// cmake --install: the command, its manual page and its completions, in a folder of the test.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { find, root, run } from "../../scripts/command.mjs";

const prefix = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-install-"));
after(() => fs.rmSync(prefix, { recursive: true, force: true }));
const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const installed = (name) => path.join(prefix, name);

/** Every command but help, as the help says them. */
async function commands() {
  const { output } = await run(installed("bin/cookdiff"), ["help"]);
  const named = [...output.matchAll(/^ {2}([a-z][a-z-]+) .*/gm)].map((match) => match[1]).filter((name) => name !== "help" && name !== "cookdiff");
  assert.ok(named.includes("diff") && named.includes("watch"), named.join(" "));
  return named;
}

test("cmake --install", async () => {
  await run("cmake", ["--install", "build", "--prefix", prefix]);
  const { output } = await run(installed("bin/cookdiff"), ["version"]);
  assert.match(output, new RegExp(`\\b${version.replaceAll(".", "\\.")}\\b`), "the version is package.json's");
});

test("the manual page: says the version, and every command and option that the help says", async () => {
  const page = fs.readFileSync(installed("share/man/man1/cookdiff.1"), "utf8");
  assert.match(page, new RegExp(`^\\.TH COOKDIFF 1 "" "cookdiff ${version}"`));
  const plain = page.replaceAll("\\-", "-").replaceAll("\\", "");
  for (const command of await commands()) {
    const { output } = await run(installed("bin/cookdiff"), ["help", command]);
    // At a line's beginning stand the options; those of git stand inside its examples.
    const options = [...output.matchAll(/^ +(--[a-z][a-z-]+)/gm)].map((match) => match[1]);
    assert.ok(options.length > 0 || command === "version", command);
    for (const option of options) assert.ok(plain.includes(option), `${command} ${option}`);
  }
  if (find("man")) {
    const { output } = await run("man", ["--warnings", "-l", installed("share/man/man1/cookdiff.1")], { env: { ...process.env, MANPAGER: "cat", LC_ALL: "C.UTF-8" } });
    assert.doesNotMatch(output, /warning/i);
  }
});

test("bash completes commands, options and their values", async () => {
  const file = installed("share/bash-completion/completions/cookdiff");
  const complete = async (...words) => {
    const line = `source ${file}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _cookdiff; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await run("bash", ["-c", line])).output.trim().split("\n");
  };
  assert.deepEqual(await complete("cookdiff", "gi"), ["git-diff"]);
  assert.deepEqual(await complete("cookdiff", "diff", "--fi"), ["--fill"]);
  assert.deepEqual(await complete("cookdiff", "diff", "--format", "mer"), ["merge-patch"]);
});

test("zsh's completion names every command, and zsh can read it where there is one", async () => {
  const file = installed("share/zsh/site-functions/_cookdiff");
  const text = fs.readFileSync(file, "utf8");
  assert.match(text, /^#compdef cookdiff$/m);
  for (const word of [...(await commands()), "--format", "--fill", "merge-patch"]) assert.ok(text.includes(word), word);
  if (find("zsh")) await run("zsh", ["-n", file]);
});

test("the version is written in package.json alone", () => {
  const elsewhere = ["CMakeLists.txt", "src/cli/version.hpp", "man/cookdiff.1"].filter((name) => fs.readFileSync(path.join(root, name), "utf8").includes(version));
  assert.deepEqual(elsewhere, []);
});
