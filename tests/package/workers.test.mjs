// The packed package in workerd, bundled by wrangler as a user's Worker is: its cases, in the Worker's own answer.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { createTestHarness } from "wrangler";
import { install } from "./installed.mjs";

const worker = `import * as cookdiff from "cookdiff";
import { runCases } from "./cases.mjs";
export default { fetch: () => runCases(cookdiff).then((names) => Response.json(names), (error) => new Response(error.message, { status: 500 })) };
`;
const configuration = 'name = "kitchen"\nmain = "worker.mjs"\ncompatibility_date = "2026-01-01"\n';

test("every case in workerd", async (t) => {
  const { project } = await install();
  fs.copyFileSync(path.join(import.meta.dirname, "cases.mjs"), path.join(project, "cases.mjs"));
  fs.writeFileSync(path.join(project, "worker.mjs"), worker);
  fs.writeFileSync(path.join(project, "wrangler.toml"), configuration);
  const harness = createTestHarness({ workers: [{ configPath: path.join(project, "wrangler.toml") }] });
  await harness.listen();
  t.after(() => harness.close());
  const answer = await harness.getWorker("kitchen").fetch("http://kitchen/");
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  t.diagnostic(`${JSON.parse(text).length} cases`);
});
