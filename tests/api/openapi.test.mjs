// openapi.yaml: valid and linted, what the server embeds, and true of every answer that the native tests of the API get
// (their bodies against its schemas).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { embedded } from "../../scripts/openapi.mjs";
import { faultOf, operations, pathOf } from "./described.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("Redocly's strictest rules find nothing in it", () => {
  const quiet = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/@redocly/cli/bin/cli.js", "lint", "--format=json"], {
    cwd: root,
    env: { ...process.env, ...quiet },
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout + stderr);
  assert.deepEqual(JSON.parse(stdout).totals, { errors: 0, warnings: 0, ignored: 0 });
});

test("the server embeds it", () => {
  assert.equal(readFileSync(join(root, "src/api/openapi.inc"), "utf8"), embedded());
});

test("what checks answers can find fault", () => {
  const good = { method: "GET", path: "/healthz", status: 200, type: "application/json", body: '{"status":"ok","engine":"1.0"}', headers: { etag: '"1"' } };
  assert.equal(faultOf(good), "");
  const bad = [{ status: 418 }, { type: "text/plain" }, { body: '{"status":"ok"}' }, { body: "{" }, { headers: {} }, { path: "/nowhere" }, { method: "PUT" }];
  for (const change of bad) assert.notEqual(faultOf({ ...good, ...change }), "", JSON.stringify(change));
  assert.equal(pathOf("/uploads/sweep"), "/uploads/sweep");
  assert.equal(pathOf("/uploads/abc/retry"), "/uploads/{uploadId}/retry");
  assert.equal(pathOf("/recipes/"), undefined);
});

test("every answer of the native tests is one of those in it, and every operation is among them", () => {
  const folder = mkdtempSync(join(tmpdir(), "cookdiff-openapi-"));
  try {
    const file = join(folder, "answers.ndjson");
    const binary = join(root, "build/tests/api_test");
    const run = spawnSync(binary, [], { env: { ...process.env, COOKDIFF_ANSWERS: file }, encoding: "utf8" });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}${run.error ?? ""}`);
    const tried = new Set();
    const faults = new Set();
    for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
      const answer = JSON.parse(line);
      tried.add(`${answer.method} ${pathOf(answer.path)}`);
      const fault = faultOf(answer);
      if (fault) faults.add(`${answer.method} ${answer.path} ${answer.status}: ${fault}`);
    }
    assert.deepEqual([...faults], []);
    const untried = operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !tried.has(name));
    assert.deepEqual(untried, []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
