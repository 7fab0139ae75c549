// What the runtime of C++ Workers promises, shown in the real workerd: one event, one instance; a trap costs one event;
// a late answer reaches nobody; nothing of one event is seen by the next.
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

const get = async (path, options) => {
  const response = await worker.fetch(`http://probe${path}`, options);
  return { status: response.status, text: await response.text() };
};

test("a request goes in and an answer comes out", async () => {
  assert.deepEqual(await get("/echo?a=1", { method: "POST", body: "body é" }), { status: 200, text: "POST a=1 body é" });
  assert.equal((await get("/none")).status, 404);
});

test("a trap fails its own event, and the next one works", async () => {
  for (const path of ["/trap", "/trap-later"]) {
    const trapped = await get(path);
    assert.equal(trapped.status, 500);
    assert.doesNotMatch(trapped.text, /wasm|unreachable/);
    assert.equal((await get("/echo")).status, 200);
  }
});

test("a trap harms none of the events beside it", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => get(n % 4 === 0 ? "/trap-later" : `/sleep?${n}`)));
  answers.forEach((answer, n) => {
    if (n % 4 === 0) assert.equal(answer.status, 500);
    else assert.deepEqual(answer, { status: 200, text: `slept ${n}` });
  });
});

test("nothing of one event is seen by the next", async () => {
  for (let n = 0; n < 50; n++) assert.equal((await get(`/remember?secret-${n}`)).text, "before: ");
});

test("an answer that comes after its event ended is thrown away", async () => {
  for (let n = 0; n < 10; n++) assert.equal((await get("/leave")).text, "left");
  await new Promise((wake) => setTimeout(wake, 120)); // the abandoned calls answer now
  for (let n = 0; n < 10; n++) assert.equal((await get(`/sleep?${n}`)).text, `slept ${n}`);
});

test("a call that does not answer within its deadline is an error of its own kind", async () => {
  assert.equal((await get("/deadline")).text, "timeout");
  await new Promise((wake) => setTimeout(wake, 520));
  assert.equal((await get("/echo")).status, 200);
});

test("a million tasks that never wait do not use up the stack, and large memory is given back", async () => {
  assert.equal((await get("/deep")).text, "1000000");
  for (let n = 0; n < 30; n++) assert.equal((await get("/large")).text, String(6 << 20));
});

test("a poisoned message is retried alone; the others of its batch are acked", async () => {
  const bodies = ["a", "trap", "b", "retry"];
  const messages = bodies.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body }));
  const result = await (await worker.getExport()).queue("probe", messages);
  assert.deepEqual([...result.explicitAcks].sort(), ["m0", "m2"]);
  const retried = Object.fromEntries(result.retryMessages.map(({ msgId, delaySeconds }) => [msgId, delaySeconds]));
  assert.deepEqual(retried, { m1: 30, m3: 7 });
});
