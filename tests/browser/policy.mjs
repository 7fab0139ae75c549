// What the server gives with the pages, and how much of it.
import assert from "node:assert/strict";
import { stage, test } from "./stage.mjs";

const { address } = stage;

test("the pages and their policy; every other path is the Worker's", async () => {
  const answered = await fetch(`${address}/dashboard/recipes/2`, { headers: { "sec-fetch-mode": "navigate" } });
  assert.equal(answered.status, 200);
  const policy = answered.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
  assert.doesNotMatch(await answered.text(), /<style|style=|<script(?![^>]* src=)|\son\w+=/);
  for (const path of ["/recipes", "/recipes/2", "/uploads", "/nothing"]) {
    const data = await fetch(address + path, { headers: { "sec-fetch-mode": "navigate", accept: "text/html" } });
    assert.ok([401, 404, 406].includes(data.status), `${path}: ${data.status}`);
  }
});

test("the first page is at most 90 KB", async (t) => {
  const { firstPage, firstPageBudget } = await import("../../scripts/dashboard.mjs");
  const total = firstPage().reduce((sum, file) => sum + file.gzipped, 0);
  t.diagnostic(`first page: ${total} bytes gzipped`);
  assert.ok(firstPage().length >= 3, "the page, its styles and its script are counted");
  assert.ok(total <= firstPageBudget);
});
