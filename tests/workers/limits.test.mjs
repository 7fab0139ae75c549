// The limits of calls through the platform's own binding: what is over them is 429 with Retry-After, by token and by
// address. The deployed configuration with fewer calls a minute: in any two minutes more than twice the limit cannot pass.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { experimental_readRawConfig } from "wrangler";
import { writeConfigurations } from "../../bench/configurations.mjs";
import { root } from "../../scripts/command.mjs";
import { startApplication } from "./application.mjs";

const byToken = 5;
const byAddress = 40;
let app;
before(async () => {
  const { server } = writeConfigurations("limits", ["server"], (_, configuration) => {
    const limits = { LIMIT_BY_TOKEN: byToken, LIMIT_BY_ADDRESS: byAddress };
    for (const each of configuration.ratelimits) each.simple = { limit: limits[each.name], period: 60 };
  });
  app = await startApplication({ RATE_LIMITS: "" }, server);
});
after(() => app.close());

/** Calls until one is refused; how many were not. Fails when twice the limit was let through. */
async function passed(limit, call) {
  for (let n = 0; n <= 2 * limit; n++) {
    const answer = await call();
    if (answer.status !== 429) assert.equal(answer.status, 200, answer.text);
    else {
      assert.equal(answer.headers.get("retry-after"), "10");
      assert.equal(answer.body.type, "urn:cookdiff:problem:too-many-requests");
      return n;
    }
  }
  return assert.fail(`${2 * limit + 1} calls were let through`);
}

test("by token: one that calls too often waits, and no other does", async () => {
  const [often, other] = [await app.token("home", "read"), await app.token("home", "read", true)];
  const count = await passed(byToken, () => app.get("/recipes", { token: often }));
  assert.ok(count >= byToken, `${count} were let through`);
  assert.equal((await app.get("/recipes", { token: other })).status, 200);
});

test("by address: also who has no token; and what it costs is no row of the audit", async () => {
  const from = { "cf-connecting-ip": "192.0.2.7" };
  const count = await passed(byAddress, () => app.call("GET", "/healthz", { token: null, headers: from }));
  assert.ok(count >= byAddress, `${count} were let through`);
  const rows = async () => (await app.bindings.DB.prepare("SELECT count(*) AS n FROM audit").first()).n;
  const before = await rows();
  assert.equal((await app.call("GET", "/recipes", { token: null, headers: from })).status, 429);
  assert.equal(await rows(), before);
  assert.equal((await app.call("GET", "/healthz", { token: null, headers: { "cf-connecting-ip": "192.0.2.8" } })).status, 200);
});

test("what is deployed is what docs/api.md says", () => {
  const { rawConfig } = experimental_readRawConfig({ config: path.join(root, "wrangler.toml") });
  assert.deepEqual(rawConfig.ratelimits.map(({ name, simple }) => `${name} ${simple.limit} in ${simple.period} s`), ["LIMIT_BY_ADDRESS 1000 in 10 s", "LIMIT_BY_TOKEN 1000 in 10 s"]);
  assert.equal(new Set(rawConfig.ratelimits.map((each) => each.namespace_id)).size, 2);
  assert.equal(rawConfig.vars?.RATE_LIMITS, undefined);
  assert.match(fs.readFileSync(path.join(root, "docs/api.md"), "utf8"), /1,000 calls in 10 s/);
});
