// The ladder: a deployment from nothing, in which every kind of call of the provider's API fails once. Each failing run
// ends in a clear message, and the next one goes on from what it left, until one ends well; then there is exactly what an
// undisturbed deployment makes. Every call is failed before it did anything and, where it changes something, also after.
// It takes minutes, so it is climbed at night and when asked for: COOKDIFF_LADDER=changes, or =all, which also fails the
// reads that wrangler makes.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Provider } from "./provider/provider.mjs";
import { runScript, shapeOf } from "./provider/scripts_run.mjs";

const providers = [];
const start = async () => {
  providers.push(await Provider.start("cookdiff-server-staging"));
  return providers.at(-1);
};
after(() => Promise.all(providers.map((provider) => provider.close())));

const deploy = (provider, args = [], environment = {}) => runScript(provider, "deploy", ["--env", "staging", ...args], environment);
const runsMax = 120;
/** Calls whose failure wrangler or the smoke test passes over, or works around. */
const mayPass = /^(GET \/accounts\/:a\/workers\/(services|scripts\/:script\/(settings|secrets|deployments))|GET \/accounts\/:a\/d1\/database\/:database\/time_travel)/;

test("every call fails once, and the next run mends it", { timeout: 880_000, skip: !process.env.COOKDIFF_LADDER }, async () => {
  const calm = await start();
  const first = await deploy(calm);
  assert.equal(first.code, 0, first.output);
  assert.match(first.output, /Plan: (\d+) of \1 things/);
  const wanted = shapeOf(calm.state);

  const provider = await start();
  const all = process.env.COOKDIFF_LADDER === "all";
  const failed = new Set();
  let inPlan = true;
  let faulted;
  provider.fault = ({ name }) => {
    if (faulted) return faulted.name === name ? faulted.how : undefined;
    const change = !name.startsWith("GET ");
    if (name.endsWith("/script-settings")) return undefined; // labels only: wrangler warns and goes on to the end
    if (change) inPlan = false;
    for (const how of change ? ["before", "after"] : ["before"]) {
      if (failed.has(`${name} ${how}`)) continue;
      if (!change && !inPlan && !all) continue;
      failed.add(`${name} ${how}`);
      faulted = { name, how };
      return how;
    }
    return undefined;
  };
  let run;
  for (let runs = 0; runs < runsMax; runs++) {
    inPlan = true;
    faulted = null;
    run = await deploy(provider, [], { COOKDIFF_SMOKE_SECONDS: "15" });
    if (!faulted) break;
    if (run.code === 0) {
      assert.ok(mayPass.test(faulted.name) || faulted.how === "after" || /query$/.test(faulted.name), `a failed ${faulted.name} goes unnoticed`);
      continue;
    }
    assert.match(run.output, /^error: /m, `after ${faulted.how} ${faulted.name}`);
    assert.doesNotMatch(run.output, /^\s+at /m, `a stack is no message: ${run.output}`);
    assert.match(run.output, /on purpose|answers|answered/, `the message says what failed: ${run.output}`);
  }
  assert.equal(run.code, 0, run.output);
  assert.ok(failed.size >= 25, [...failed].join("\n"));
  assert.deepEqual(shapeOf(provider.state), wanted);

  provider.fault = () => undefined;
  const from = provider.state.calls.length;
  const again = await deploy(provider);
  assert.equal(again.code, 0, again.output);
  assert.match(again.output, /Nothing to do: staging is as it should be, and answers/);
  assert.deepEqual(provider.changes(from).filter((name) => !name.endsWith("/query")), []);
});
