// Measures what a make asks of the platform, for scripts/cost.mjs: counts from the metered Workers and D1's meta, and as
// CPU that of the whole workerd, local bucket and database included: more than what is billed. Prints one JSON object.
import { workerdCost } from "../pipeline/workerd.mjs";
import { makes, startMetered } from "../metered/application.mjs";
import { batchMany, measureOperations, passesAThoroughOne } from "../metered/measure.mjs";

const recipes = 20;
const warm = 300; // makes before anything counts: an isolate compiles what is hot
const rounds = 5;

const app = await startMetered();
const figures = await measureOperations(app, { recipes, from: 1 });
let next = 1 + 10 * batchMany;

/** CPU of delivering batches of `size`, in ms a batch. */
async function cpuOf(size, batches) {
  const delivered = [];
  for (let n = 0; n < batches; n++, next += size) delivered.push(await app.put(makes(recipes, next, size)));
  const before = workerdCost().cpuMs;
  for (const messages of delivered) await app.deliver(messages);
  return (workerdCost().cpuMs - before) / batches;
}

await cpuOf(batchMany, warm / batchMany);
const many = await cpuOf(batchMany, rounds);
const one = await cpuOf(1, rounds * 20);
const hundredth = (value) => Math.round(value * 100) / 100;
const aMake = Math.max(0, (many - one) / (batchMany - 1));
figures["cpuMs a make"] = hundredth(aMake);
figures["cpuMs a batch"] = hundredth(Math.max(0, one - aMake));

const before = workerdCost().cpuMs;
const sweeps = 2 * passesAThoroughOne;
for (let n = 0; n < sweeps; n++) await app.sweep();
// Of the objects that lie there; a whole run passes up to 5,000.
const { n: objects } = await app.bindings.DB.prepare("SELECT count(*) AS n FROM objects").first();
figures["sweep: cpuMs a run"] = hundredth((((workerdCost().cpuMs - before) / sweeps) * 5000) / objects);

const sizes = async () => (await app.bindings.DB.prepare("SELECT 1").run()).meta.size_after;
const empty = await sizes();
await app.deliver(await app.put(makes(recipes, next, batchMany)));
figures["database bytes a make"] = Math.round(((await sizes()) - empty) / batchMany);
const stored = makes(recipes, next, batchMany).map(([, document]) => JSON.stringify(document).length);
figures["bucket bytes a make"] = Math.round(stored.reduce((sum, bytes) => sum + bytes, 0) / batchMany);
await app.close();
process.stdout.write(JSON.stringify({ measured: new Date().toISOString().slice(0, 10), figures }));
process.exit(0);
