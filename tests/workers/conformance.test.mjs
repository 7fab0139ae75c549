// The conformance suite of every host call (tests/conformance), in the real workerd.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestHarness } from "wrangler";

let harness, worker;
before(async () => {
  harness = createTestHarness({ workers: [{ configPath: new URL("probe/wrangler.toml", import.meta.url).pathname }] });
  await harness.listen();
  worker = harness.getWorker("cookdiff-probe");
});
after(() => harness.close());

const get = async (path) => (await worker.fetch(`http://probe${path}`)).text();

test("every host call answers as src/edge/wire.md says", async (t) => {
  const names = (await get("/conformance")).trim().split("\n");
  assert.ok(names.length >= 18);
  for (const name of names) await t.test(name, async () => assert.equal(await get(`/conformance/${name}`), ""));
});
