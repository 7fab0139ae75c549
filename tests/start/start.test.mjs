// The first command, whole: samples to differences, a second run, a file put by hand, and that nothing stays behind.
// The state is a folder of its own, so that nobody's local service is touched.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../scripts/command.mjs";
import { wrangler } from "../../scripts/node.mjs";
import { sampleMakes } from "../../scripts/samples.mjs";
import { Client, pause } from "../../scripts/service.mjs";

const port = 8791;
/** The bound that a person is promised for a second start with nothing changed. */
const secondStartMsMax = 15_000;
/** And for a file that is put by hand. */
const visibleMsMax = 2_000;
const firstStartMsMax = 240_000;

let state;
before(() => {
  state = fs.mkdtempSync(path.join(root, ".state-test-"));
});
after(() => fs.rmSync(state, { recursive: true, force: true }));

function begin(...more) {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--port", String(port), "--state", state, ...more], { cwd: root });
  const running = { child, output: "", from: Date.now() };
  const listen = (piece) => (running.output += piece);
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  running.ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
  return running;
}

async function served(running) {
  while (!/^address /m.test(running.output)) {
    if (running.child.exitCode !== null) assert.fail(`npm start ended early:\n${running.output}`);
    await pause(50);
  }
  const [, token] = running.output.match(/^token +(\S+)$/m);
  const [, address] = running.output.match(/^address (\S+)$/m);
  return new Client(address, token);
}

/** The processes that descend from this one, by what the system says. */
function descendants(pid) {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n").map((row) => row.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (let at = 0; at < found.length; at++) found.push(...rows.filter(([, parent]) => parent === found[at]).map(([child]) => child));
  return found;
}

const alive = (pid) => fs.existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));

test("--exit: every sample's make with its differences, then the end", { timeout: firstStartMsMax }, async () => {
  const running = begin("--exit");
  assert.equal(await running.ended, 0, running.output);
  for (const key of sampleMakes()) assert.ok(running.output.includes(`(${key})\n`), `${key} in:\n${running.output}`);
  assert.match(running.output, /Apple Pie 2 \(recipes\/2\/makes\/2\.json\)\n {2}changed: /);
  assert.match(running.output, /Apple Pie \(recipes\/2\/makes\/1\.json\)\n {2}made as written/);
  assert.match(running.output, /makes\/4\.json \(a sample that is bad on purpose\)\n {2}refused: rejected, /);
});

test("again: up within 15 s; a put by hand shows up within 2 s; SIGTERM leaves nothing behind", { timeout: firstStartMsMax }, async () => {
  const running = begin();
  try {
    const client = await served(running);
    const took = Date.now() - running.from;
    assert.ok(took < secondStartMsMax, `up after ${took} ms:\n${running.output}`);

    // The link that is printed signs in, and does so once.
    const [, link] = running.output.match(/^sign in (\S+)$/m);
    const code = new URL(link).hash.replace("#code=", "");
    const signIn = () => fetch(`${client.address}/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ code }) });
    assert.equal(new URL(link).origin, new URL(client.address).origin);
    const first = await signIn();
    assert.equal(first.status, 200);
    assert.match(first.headers.get("set-cookie"), /^__Host-cookdiff=.*HttpOnly/);
    assert.equal((await signIn()).status, 401);

    const file = path.join(state, "by-hand.json");
    fs.writeFileSync(file, JSON.stringify({ makeOf: 2, rating: 2, ingredients: [] }));
    await wrangler(["r2", "object", "put", "recipes/recipes/2/makes/by-hand.json", "--file", file, "--local", "--persist-to", state]);
    const put = Date.now();
    const route = client.differencesPath({ recipeId: 2, makeId: "by-hand" });
    let answer = null;
    while (answer === null && Date.now() - put < 10 * visibleMsMax) {
      answer = await client.request("GET", route).catch(() => null);
      if (answer === null) await pause(20);
    }
    const visible = Date.now() - put;
    assert.equal(answer?.asWritten, false);
    assert.ok(visible < visibleMsMax, `visible after ${visible} ms`);

    const processes = descendants(running.child.pid);
    assert.ok(processes.length > 2, "wrangler and workerd run");
    running.child.kill("SIGTERM");
    assert.equal(await running.ended, 0);
    await pause(200);
    assert.deepEqual(processes.filter(alive), []);
  } finally {
    running.child.kill("SIGTERM");
    await running.ended;
  }
});

/** The shell blocks of a page that say that they are run here, for the service of this test. */
function blocksOf(page) {
  const text = fs.readFileSync(path.join(root, page), "utf8");
  const found = [...text.matchAll(/<!-- tested by tests\/start\/start\.test\.mjs -->\n```sh\n([^]*?)```/g)].map(([, block]) => block);
  return found.map((block) => block.replaceAll("localhost:8787", `localhost:${port}`).replaceAll("npm run -s put --", "node scripts/wrangler.mjs r2 object put --local --persist-to $STATE"));
}

/** What the README writes out, for its commands to send. */
const documents = ["pie.json", "sunday.json"];

test("the commands of README.md and docs/api.md do what they say", { timeout: firstStartMsMax }, async () => {
  const running = begin();
  try {
    const client = await served(running);
    const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
    for (const name of documents) fs.writeFileSync(path.join(root, name), readme.match(new RegExp(`<!-- file: ${name} -->\n\`\`\`json\n([^]*?)\`\`\``))[1], { flag: "wx" });
    const environment = { ...process.env, TOKEN: client.token, STATE: state };
    const blocks = ["README.md", "docs/api.md"].flatMap(blocksOf);
    assert.ok(blocks.length >= 2);
    for (const block of blocks) {
      // Between a put and the answer lie the two seconds that the README names: each command is tried for as long.
      for (const command of block.replaceAll("\\\n", " ").trim().split("\n")) {
        const until = Date.now() + 10 * visibleMsMax;
        for (;;) {
          const said = execFileSync("bash", ["-c", command.replace(/^curl /, "curl -sS ")], { cwd: root, env: environment, encoding: "utf8" });
          const answer = said.startsWith("{") ? JSON.parse(said) : {};
          if (answer.status === undefined) break;
          assert.ok(answer.status === 404 && Date.now() < until, `${command}\n${said}`);
          await pause(100);
        }
      }
    }
    const made = await client.request("GET", client.differencesPath({ recipeId: 31, makeId: 9 }));
    assert.ok(readme.includes(`Not made as written: ${made.summary}\n`), `the service says what the README's command says: ${made.summary}`);
  } finally {
    for (const name of documents) fs.rmSync(path.join(root, name), { force: true });
    running.child.kill("SIGTERM");
    await running.ended;
  }
});

test("a port that is taken is a reason, not a wait", { timeout: firstStartMsMax }, async () => {
  const { createServer } = await import("node:net");
  const taken = createServer().listen(port, "127.0.0.1");
  try {
    const running = begin("--exit");
    assert.equal(await running.ended, 1);
    assert.match(running.output, /error: port 8791 is taken/);
  } finally {
    taken.close();
  }
});
