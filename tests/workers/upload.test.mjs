// `cookdiff upload` and `watch` against the service in workerd, through a proxy that loses answers, limits and fails.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startApplication } from "./application.mjs";

const binary = fileURLToPath(new URL("../../build/cookdiff", import.meta.url));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-upload-"));
let app, proxy;

/** Passes calls on to the service. `meddle(call, n)` may answer itself, with {status, headers}, or say "lose the answer". */
class Proxy {
  calls = [];
  meddle = () => null;

  async start() {
    this.server = http.createServer(async (request, response) => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      const call = { method: request.method, path: request.url, key: request.headers["idempotency-key"] };
      this.calls.push(call);
      const done = await this.meddle(call, this.calls.length);
      if (done?.status) return response.writeHead(done.status, done.headers).end(done.body ?? "{}");
      const { host, connection, ...headers } = request.headers;
      const answer = await fetch(new URL(request.url, app.url), {
        method: request.method,
        headers: { ...headers, host: "cookdiff" },
        body: pieces.length > 0 ? Buffer.concat(pieces) : undefined,
      });
      const body = Buffer.from(await answer.arrayBuffer());
      if (done === "lose the answer") return request.socket.destroy();
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" }).end(body);
    });
    await new Promise((ready) => this.server.listen(0, "127.0.0.1", ready));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }
  /** Forgets what was. */
  fresh(meddle = () => null) {
    this.calls = [];
    this.meddle = meddle;
  }
  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

before(async () => {
  app = await startApplication();
  proxy = new Proxy();
  await proxy.start();
});
after(async () => {
  proxy?.close();
  await app?.close();
  fs.rmSync(work, { recursive: true, force: true });
});

/** Starts the command; `ended` gives its status and what it printed. `curl` is the program that it calls by, else libcurl. */
async function command(args, kitchen, curl = "") {
  const token = await app.token(kitchen);
  const env = { ...process.env, COOKDIFF_TOKEN: token, COOKDIFF_CURL: curl, XDG_STATE_HOME: path.join(work, ".state") };
  const child = spawn(binary, args, { cwd: work, env });
  const run = { child, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (run.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (run.err += text));
  run.ended = new Promise((end) => child.on("close", (status, signal) => end({ status, signal, out: run.out, err: run.err })));
  return run;
}
const upload = async (args, kitchen, curl) => (await command(["upload", ...args, "--to", proxy.url], kitchen, curl)).ended;

function write(name, document) {
  const file = path.join(work, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
}
const pie = (more = {}) => ({ recipeName: "Pie", ingredients: [{ ingredientName: "apples", quantity: 5 }], steps: [{ stepText: "Bake" }], ...more });

/** A folder of recipes 1 to n, each with one make. */
function folder(name, recipes) {
  for (let n = 1; n <= recipes; n++) {
    write(`${name}/recipes/${n}.json`, pie({ recipeName: `Pie ${n}` }));
    write(`${name}/recipes/${n}/makes/1.json`, { rating: 4, ingredients: [{ ingredientName: "apples", quantity: 6 }] });
  }
}
const makesOf = async (recipe, kitchen) => (await app.get(`/recipes/${recipe}/makes`, { kitchen })).body.makes;

test("a folder: originals, makes, summaries; what is refused is named; a second run sends nothing", async () => {
  folder("first", 3);
  write("first/soups/miso/recipe.cook", "Boil @water{1%l} with @miso{2%tbsp}.\n");
  write("first/soups/miso/makes/monday.json", { rating: 5 });
  write("first/negative.json", pie({ ingredients: [{ ingredientName: "salt", quantity: -1 }] }));
  write("first/lost/makes/1.json", { rating: 1 });
  write("first/notes.txt", "no recipe");
  proxy.fresh();
  const run = await upload(["first", "--progress", "always"], "first");
  assert.equal(run.status, 1, run.err);
  assert.match(run.out, /^10 documents: 8 stored, 2 refused \(\d+\.\d s, /);
  assert.match(run.err, /first\/negative\.json: refused: .*\/ingredients\/0\/quantity/);
  assert.match(run.err, /first\/lost\/makes\/1\.json: refused: there is no such recipe/);
  assert.match(run.err, /1 files with other names passed over/);
  assert.match(run.err, /\[=+\]  10 of 10  100 %/);
  const [make] = await makesOf(2, "first");
  assert.equal(make.summary, "apples 5 → 6 (+20 %); rated 4");
  assert.equal((await makesOf("soups.miso", "first"))[0].asWritten, true);
  proxy.fresh();
  const again = await upload(["first"], "first");
  assert.match(again.out, /^10 documents: 8 there already, 2 refused/);
  assert.equal(proxy.calls.length, 1, "only the make whose recipe is missing is asked for again");
});

test("killed in the middle and run again: only what is missing is sent, and every make is one", async () => {
  folder("killed", 20);
  let killed;
  proxy.fresh(async (_call, n) => {
    if (n === 12) killed.child.kill("SIGKILL");
    return null;
  });
  killed = await command(["upload", "killed", "--to", proxy.url, "--at-once", "2"], "killed");
  assert.equal((await killed.ended).signal, "SIGKILL");
  assert.ok(proxy.calls.length < 20);
  const sentBefore = new Set(proxy.calls.map((call) => call.key));
  proxy.fresh();
  const run = await upload(["killed"], "killed");
  assert.equal(run.status, 0, run.err);
  const [, stored, present] = run.out.match(/^40 documents: (\d+) stored, (\d+) there already/).map(Number);
  assert.equal(stored + present, 40);
  assert.ok(present >= 8, "what had its answer is not sent again");
  assert.equal(proxy.calls.length, stored);
  assert.ok(proxy.calls.filter((call) => sentBefore.has(call.key)).length <= 4, "what was under way is sent again with its key");
  for (const recipe of [1, 20]) assert.equal((await makesOf(recipe, "killed")).length, 1);
});

for (const [by, curl] of [["libcurl", ""], ["curl", "curl"]]) {
  test(`Ctrl-C (${by}): what is under way has its answer, the rest is said to be missing, and the next run ends it`, async () => {
    folder(`stopped-${by}`, 10);
    let run;
    proxy.fresh(async (_call, n) => {
      if (n === 5) run.child.kill("SIGINT");
      return null;
    });
    run = await command(["upload", `stopped-${by}`, "--to", proxy.url, "--at-once", "1"], `stopped-${by}`, curl);
    const ended = await run.ended;
    assert.equal(ended.status, 130, ended.err);
    assert.match(ended.out, /not sent/);
    assert.match(ended.err, /run it again/);
    const next = await upload([`stopped-${by}`], `stopped-${by}`, curl);
    assert.equal(next.status, 0, next.err);
    assert.equal((await app.get("/recipes?limit=50", { kitchen: `stopped-${by}` })).body.recipes.length, 10);
  });

  test(`answers that are lost, 429 and 503 with Retry-After, 500 (${by}): asked again until each is there once`, async () => {
    folder(`meddled-${by}`, 4);
    const from = Date.now();
    proxy.fresh((call, n) => {
      if (n === 2) return { status: 429, headers: { "retry-after": "1" } };
      if (n === 4) return { status: 503, headers: { "retry-after": "1" } };
      if (n === 6 || n === 8) return "lose the answer";
      if (n === 9) return { status: 500 };
      return null;
    });
    const run = await upload([`meddled-${by}`, "--at-once", "2"], `meddled-${by}`, curl);
    assert.equal(run.status, 0, run.err);
    assert.match(run.out, /^8 documents: 8 stored/);
    assert.ok(Date.now() - from >= 2000, "it waited as long as it was asked to");
    assert.ok(proxy.calls.length >= 13);
    for (let n = 1; n <= 4; n++) assert.equal((await makesOf(n, `meddled-${by}`)).length, 1);
  });
}

test("a wrong token and an address without a service stop the run", async () => {
  folder("wrong", 1);
  proxy.fresh(() => ({ status: 401 }));
  const run = await upload(["wrong"], "wrong");
  assert.equal(run.status, 2);
  assert.match(run.err, /stopped: the service answered 401/);
  assert.match(run.out, /2 not sent/);
  const shown = await (await command(["upload", "wrong", "--to", "http://recipes.example.org"], "wrong")).ended;
  assert.equal(shown.status, 2);
  assert.match(shown.err, /https/);
});

test("what the service has already: the same content is there, other content asks for --replace; a changed file is a new version", async () => {
  proxy.fresh();
  assert.equal((await app.call("POST", "/recipes", { kitchen: "taken", body: pie({ recipeId: 1 }) })).status, 200);
  write("taken/1.json", pie({ recipeId: 1 }));
  assert.match((await upload(["taken"], "taken")).out, /1 document: 1 there already/);
  write("taken/1.json", pie({ recipeId: 1, recipeName: "Better pie" }));
  assert.match((await upload(["taken"], "taken")).out, /1 document: 1 new version/);
  assert.equal((await app.call("POST", "/recipes", { kitchen: "taken", body: pie({ recipeId: 2 }) })).status, 200);
  write("taken/2.json", pie({ recipeId: 2, recipeName: "Another" }));
  const refused = await upload(["taken"], "taken");
  assert.equal(refused.status, 1);
  assert.match(refused.err, /taken\/2\.json: refused: recipe 2 has an original with other content; --replace/);
  assert.match((await upload(["taken", "--replace"], "taken")).out, /1 there already, 1 new version/);
  assert.equal((await app.get("/recipes/2", { kitchen: "taken" })).body.recipeName, "Another");
});

test("watch: what is there, what comes, what changes; Ctrl-C ends it", async () => {
  folder("watched", 1);
  proxy.fresh();
  const run = await command(["watch", "watched", "--to", proxy.url], "watched");
  await app.until(() => /2 documents: 2 stored/.test(run.out), "the first look");
  write("watched/recipes/2/makes/1.json", { rating: 2 });
  await app.until(() => /refused: there is no such recipe/.test(run.err), "a make without its original");
  write("watched/recipes/2.json", pie({ recipeName: "The late one" }));
  await app.until(async () => (await makesOf(2, "watched"))?.length === 1, "that make, behind its original");
  write("watched/recipes/1/makes/2.json", { rating: 3 });
  await app.until(async () => (await makesOf(1, "watched")).length === 2, "a new make");
  write("watched/recipes/1.json", pie({ recipeName: "Another pie" }));
  await app.until(async () => (await app.get("/recipes/1", { kitchen: "watched" })).body.recipeName === "Another pie", "a new version");
  run.child.kill("SIGINT");
  assert.equal((await run.ended).status, 0);
});

test("by the program curl: the token is in no argument, a body of 900 KB goes through, an endless answer and a missing program are said", async () => {
  const kitchen = "program";
  const spy = path.join(work, "spy");
  fs.writeFileSync(spy, `#!/bin/sh\necho "$@" >> ${spy}.log\nexec curl "$@"\n`, { mode: 0o755 });
  write("program/1.json", pie({ steps: Array.from({ length: 3200 }, (_, n) => ({ stepText: `${n} ${"stir ".repeat(50)}` })) }));
  proxy.fresh();
  const run = await upload(["program"], kitchen, spy);
  assert.match(run.out, /^1 document: 1 stored/, run.err);
  const told = fs.readFileSync(`${spy}.log`, "utf8");
  assert.match(told, /--config \/dev\/fd\/3/);
  assert.ok(!told.includes(await app.token(kitchen)));
  assert.equal((await app.get("/recipes/1", { kitchen })).body.steps.length, 3200);
  write("program/1.json", pie());
  proxy.fresh(() => ({ status: 200, body: Buffer.alloc(17 << 20, " ") }));
  assert.match((await upload(["program"], kitchen, spy)).err, /longer than 16 MiB/);
  const none = await upload(["program"], kitchen, path.join(work, "no-curl"));
  assert.equal(none.status, 2);
  assert.match(none.err, /there is no .*no-curl that could be run: install curl, or name it by COOKDIFF_CURL/);
});
