// The time of the reads that people wait for, over tables of several sizes, in one workerd: 100 makes come in as uploads
// do, and their rows are written again under other recipes straight into the local database, until there are so many.
// Answers {sizes: [{makes, bytes, ms: {read: median}}], cpu}, the JSON on its last line.
import { startApplication } from "../../tests/workers/application.mjs";
import { make, original } from "../pipeline/documents.mjs";
import { workerdCost } from "../pipeline/workerd.mjs";

const makesARecipe = 100;
const largeMakes = 10_000;
const rowsAStatement = 200; // recipes: a statement of D1 ends after 30 s
const say = (text) => process.stderr.write(`  ${text}\n`);
const { sizes, rounds } = JSON.parse(process.argv[2]);

const reads = {
  "list of recipes, 20": "/recipes?limit=20",
  "list of makes, 20": "/recipes/1/makes?limit=20",
  "one recipe": "/recipes/1",
  "differences of a make": "/recipes/1/makes/50/differences",
  "analysis of 100 makes, first": null,
};

const app = await startApplication();
const { DB } = app.bindings;
const rows = async (sql) => (await DB.prepare(sql).all()).results;

async function seed() {
  const posted = [await app.call("POST", "/recipes", { body: original(1) })];
  for (let number = 1; number <= makesARecipe; number++) posted.push(await app.call("POST", "/recipes/1/makes", { body: { ...make(1, number), makeId: number } }));
  const bad = posted.find(({ status }) => status !== 200);
  if (bad) throw new Error(bad.text);
}

const columnsOf = async (table, ...without) => (await rows(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name).filter((name) => !without.includes(name)).join(", ");
const numbers = (from, until) => `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${until - 1})`;

/** Recipes `from` to `until` - 1, each with the makes of recipe 1. */
async function copy(from, until) {
  const [recipes, versions, objects] = [await columnsOf("recipes", "recipe"), await columnsOf("versions", "recipe"), await columnsOf("objects", "key", "recipe")];
  for (let at = from; at < until; at += rowsAStatement) {
    const some = numbers(at, Math.min(until, at + rowsAStatement));
    await DB.batch([
      DB.prepare(`${some} INSERT INTO recipes (recipe, ${recipes}) SELECT 'r' || i, ${recipes} FROM n, recipes WHERE recipe = '1'`),
      DB.prepare(`${some} INSERT INTO versions (recipe, ${versions}) SELECT 'r' || i, ${versions} FROM n, versions WHERE recipe = '1'`),
      DB.prepare(`${some} INSERT INTO objects (key, recipe, ${objects}) SELECT 'recipes/r' || i || '/' || key, 'r' || i, ${objects} FROM n, objects WHERE recipe = '1'`),
    ]);
    if ((at / rowsAStatement) % 10 === 0) say(`${(at * makesARecipe).toLocaleString("en")} makes`);
  }
}

/** One recipe with as many makes as an analysis reads. */
async function large() {
  const [recipes, versions, objects] = [await columnsOf("recipes", "recipe"), await columnsOf("versions", "recipe"), await columnsOf("objects", "key", "recipe", "make_id")];
  await DB.batch([
    DB.prepare(`INSERT INTO recipes (recipe, ${recipes}) SELECT 'large', ${recipes} FROM recipes WHERE recipe = '1'`),
    DB.prepare(`INSERT INTO versions (recipe, ${versions}) SELECT 'large', ${versions} FROM versions WHERE recipe = '1'`),
    DB.prepare(`${numbers(0, largeMakes / makesARecipe)} INSERT INTO objects (key, recipe, make_id, ${objects}) SELECT 'recipes/large/' || i || '/' || key, 'large', i || '-' || make_id, ${objects} FROM n, objects WHERE recipe = '1' AND role = 'make'`),
  ]);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(path, count = rounds) {
  const ms = [];
  for (let n = 0; n < count; n++) {
    const from = performance.now();
    const answer = await app.get(path);
    ms.push(performance.now() - from);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  }
  return median(ms);
}

/** The analysis is kept until a make changes: each of these has its first look, a recipe nobody has looked at. */
let looked = 1;
const analysis = async () => {
  const ms = [];
  for (let n = 0; n < 9; n++) ms.push(await timed(`/recipes/r${++looked}/analysis`, 1));
  return median(ms);
};

async function measure() {
  const ms = {};
  for (const [what, path] of Object.entries(reads)) {
    if (path) await timed(path, 10); // warm, as they are when people wait for them
    ms[what] = path ? await timed(path) : await analysis();
  }
  return ms;
}

await seed();
const out = [];
let copied = 0;
for (const makes of sizes) {
  await copy(copied + 1, makes / makesARecipe);
  copied = Math.max(copied, makes / makesARecipe - 1);
  const [{ n }] = await rows("SELECT count(*) AS n FROM objects WHERE role = 'make'");
  const bytes = (await DB.prepare("SELECT 1").run()).meta.size_after;
  out.push({ makes: n, bytes, ms: await measure() });
  say(`${n.toLocaleString("en")} makes, ${(bytes / 1e9).toFixed(2)} GB: ${JSON.stringify(out.at(-1).ms)}`);
}
await large();
const before = workerdCost(process.pid).cpuMs;
const first = await timed("/recipes/large/analysis", 1);
const cpuMs = workerdCost(process.pid).cpuMs - before;
const again = await timed("/recipes/large/analysis");
await app.close();
process.stdout.write(`${JSON.stringify({ sizes: out, large: { makes: largeMakes, first, cpuMs, again } })}\n`);
process.exit(0);
