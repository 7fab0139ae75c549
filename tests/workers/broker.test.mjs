// Nothing lost in the real workerd: the modules that ship, a broker that doubles, loses, delays and reorders, a server
// whose calls fail or whose answers are lost, poison to the end of the dead letters. `npm run sim -- --workerd` runs
// 10,000 uploads of this.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runUploads } from "./broker/uploads.mjs";

test("400 uploads by a broker that loses, doubles, delays and reorders: every object has its outcome", async () => {
  const figures = await runUploads({ uploads: 400, seed: 1 });
  for (const what of ["lost", "doubled", "delayed", "retried", "dead letters", "batches that overlapped", "deletions"])
    assert.ok(figures[what] > 0, `it happened: ${what}`);
});
