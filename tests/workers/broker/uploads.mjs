// Many uploads through the real workerd by the seeded broker, and what must be true of them: nothing is acked before its
// row says so, and at the end every object has its outcome, of its last version, with the right differences.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { startApplication } from "../application.mjs";
import { madePie, recipe } from "../documents.mjs";
import { Broker } from "./broker.mjs";
import { Chance } from "./chance.ts";

const at = (name) => new URL(name, import.meta.url).pathname;
const putsAtOnce = 25;
const makesARecipe = 40;
const applesOf = (document) => document.ingredients[1].quantity;
const hashOf = (text) => createHash("sha256").update(text).digest("hex");

/** One put or deletion after the other: few keys meet, all kinds of content come. */
class Uploads {
  constructor(seed, uploads) {
    this.chance = new Chance(seed ^ 0x5eed);
    this.recipes = Math.max(2, Math.ceil(uploads / makesARecipe));
    this.left = uploads;
    this.poisonLeft = Math.max(8, Math.min(20, Math.floor(uploads / 200)));
    this.objects = new Map(); // key: what is there now, and every version's name in order
    this.apples = new Map(); // hash of an original's content: its apples
  }

  original(id) {
    const key = `recipes/${id}.json`;
    const document = recipe(id);
    document.ingredients[1].quantity = 1 + this.chance.below(9);
    const body = JSON.stringify(document);
    this.apples.set(hashOf(body), applesOf(document));
    return { key, kind: "original", body, id };
  }

  make(id) {
    const name = 1 + this.chance.below(makesARecipe);
    const key = `recipes/${id}/makes/${name}.json`;
    if (this.chance.oneIn(40)) return { key, kind: "bad", body: this.chance.pick(["{", "[1,2]", '{"recipeId":4,"ingredients":"x"}']) };
    if (this.poisonLeft > 0 && this.chance.oneIn(50)) {
      this.poisonLeft--;
      return { key, kind: "poison", body: JSON.stringify({ makeOf: id, notes: "poison-pill" }) };
    }
    const document = madePie(name, 1 + this.chance.below(9), { recipeId: id, recipeName: `Recipe ${id}` });
    return { key, kind: "make", body: JSON.stringify(document), id, apples: applesOf(document) };
  }

  /** The next few, no key twice. */
  some() {
    const chosen = new Map();
    while (chosen.size < Math.min(putsAtOnce, this.left)) {
      // Every recipe has its original in the end; most of its makes come in any order before and after.
      const originalsLeft = this.recipes - [...this.objects.keys()].filter((key) => /^recipes\/\d+\.json$/.test(key)).length;
      const id = 1 + this.chance.below(this.recipes);
      const upload = originalsLeft >= this.left - chosen.size ? this.firstMissing(chosen) : this.chance.oneIn(makesARecipe) ? this.original(id) : this.make(id);
      if (upload === null) break;
      chosen.set(upload.key, upload);
    }
    this.left -= chosen.size;
    return [...chosen.values()];
  }
  firstMissing(chosen) {
    for (let id = 1; id <= this.recipes; id++) {
      const key = `recipes/${id}.json`;
      if (!this.objects.has(key) && !chosen.has(key)) return this.original(id);
    }
    return null;
  }
}

/** Bytes of memory of the workerd that this process started. */
export function workerdBytes() {
  let pages = 0;
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      if (stat.includes("(workerd)") && parent === process.pid) pages += Number(fs.readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    } catch {
      continue; // it ended meanwhile
    }
  return pages * 4096;
}

/** Runs them all; throws where something is not as it must be. Gives the figures. */
export async function runUploads({ uploads, seed, faultIn = 9, tell = () => {} }) {
  const app = await startApplication({}, undefined, {
    sender: at("sender.toml"),
    others: [{ configPath: at("proxy.toml"), vars: { SEED: String(seed), FAULT_IN: String(faultIn) } }],
  });
  try {
    const broker = new Broker(app, seed);
    const source = new Uploads(seed, uploads);
    broker.acked = (messages, queue) => checkAcks(app, source, messages, queue);
    const memory = [];
    let deletions = 0;
    while (source.left > 0) {
      const batch = source.some();
      await Promise.all(batch.map((upload) => put(app, source, upload)));
      for (const { key } of batch) broker.send(key, source.objects.get(key).versions.length);
      if (source.chance.oneIn(3)) deletions += await remove(app, source, broker);
      for (let times = source.chance.below(3); times > 0; times--) await broker.deliverSome();
      if (memory.length < Math.floor(((uploads - source.left) * 10) / uploads)) {
        memory.push(workerdBytes());
        tell(`${uploads - source.left} of ${uploads} uploads`);
      }
    }
    await broker.drain();
    assert.equal(broker.books.sent, broker.books.acked + broker.books.dead, "messages sent = acked + dead");
    assert.equal(broker.books.dead, 0, "no dead letter is gone without a word");
    await findLost(app, source);
    await checkEnd(app, source);
    return { uploads, deletions, ...broker.books, ...broker.count, memory };
  } finally {
    await app.close();
  }
}

async function put(app, source, { key, body, ...upload }) {
  const { version } = await app.put(key, body);
  const before = source.objects.get(key)?.versions ?? [];
  source.objects.set(key, { ...upload, body, version, versions: [...before, version] });
}

async function remove(app, source, broker) {
  const makes = [...source.objects].filter(([, object]) => object.kind === "make");
  if (makes.length === 0) return 0;
  const [key, object] = source.chance.pick(makes);
  await app.bindings.RECIPES.delete(key);
  source.objects.set(key, { ...object, kind: "deleted", version: null, versions: [...object.versions, null] });
  broker.send(key, object.versions.length + 1, "DeleteObject");
  return 1;
}

async function rowsOf(app, keys) {
  const rows = await app.bindings.DB.prepare(
    "SELECT o.key, state, version, role, reason, attempts, pinned, differences, v.hash FROM objects o LEFT JOIN versions v ON v.kitchen = o.kitchen " +
      "AND v.recipe = o.recipe AND v.number = o.pinned WHERE o.key IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(keys))
    .all();
  return new Map(rows.results.map((row) => [row.key, row]));
}

// No ack before the commit: the row says what the bucket held when the message was sent, or something later.
async function checkAcks(app, source, messages, queue) {
  const rows = await rowsOf(app, messages.map(({ key }) => key));
  for (const { id, key, state } of messages) {
    const row = rows.get(key);
    assert.ok(row, `${id} of ${queue} is acked, and ${key} has no row`);
    if (row.state === "failed") continue;
    const decidedOn = source.objects.get(key).versions.lastIndexOf(row.version) + 1;
    assert.ok(decidedOn >= state, `${id} of ${queue} is acked, and ${key} was decided on as its version ${decidedOn}, not ${state}`);
  }
}

// What no message told of is found by the sweep; its hints go through the queue of this workerd.
async function findLost(app, source) {
  await app.harness.getWorker("cookdiff-watcher").scheduled({ cron: "* * * * *" });
  await app.until(async () => {
    const rows = await rowsOf(app, [...source.objects.keys()]);
    return [...source.objects].every(([key, object]) => {
      const row = rows.get(key);
      if (object.kind === "deleted") return !row || row.state === "withdrawn";
      return row?.version === object.version && (object.kind !== "make" || row.state !== "pending");
    });
  }, "every object's last version decided on", 120);
}

async function checkEnd(app, source) {
  const rows = await rowsOf(app, [...source.objects.keys()]);
  const wanted = { original: "stored", make: "stored", bad: "rejected", poison: "failed", deleted: "withdrawn" };
  for (const [key, object] of source.objects) {
    const row = rows.get(key);
    if (row === undefined && object.kind === "deleted") continue;
    assert.equal(row.state, wanted[object.kind], `${key} is ${row.state} ${row.reason}`);
    if (object.kind === "bad") assert.ok(row.reason, `${key} has a reason`);
    if (object.kind === "poison") assert.ok(row.attempts > 6, `${key} says after how many tries`);
    if (object.kind !== "make") continue;
    const apples = source.apples.get(row.hash);
    const entry = JSON.parse(row.differences).differences.find((one) => one.ingredientName === "apples");
    const said = entry ? [entry.amount.recipe.value, entry.amount.make.value] : "none";
    assert.deepEqual(said, apples === object.apples ? "none" : [apples, object.apples], `the apples of ${key}, compared with version ${row.pinned}`);
  }
}
