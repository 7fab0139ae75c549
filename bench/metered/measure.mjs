// What one make asks of the platform, measured: in batches of `batchMany` and of one, so that the share of a batch and the
// share of each make can be told apart; and what a run of the sweep asks.
import { firstMake, makes, originals } from "./application.mjs";

export const batchMany = 100; // the queue's max_batch_size
const singles = 5;
/** One pass of so many asks every make's recipe, too: src/ingest/sweep.hpp. What is measured is a run of them, on average. */
export const passesAThoroughOne = 4;
/** They look at the bucket twice: with this many objects more the second time. */
const objectsMore = 200;

const calls = (counts, ...names) => names.reduce((sum, name) => sum + (counts.calls[name] ?? 0), 0);

function ofBatches({ server, sender }) {
  return {
    bucketReads: calls(sender, "RECIPES.get", "RECIPES.head") + calls(server, "RECIPES.get", "RECIPES.head", "ARCHIVE.get", "ARCHIVE.head"),
    bucketWrites: calls(sender, "RECIPES.put", "RECIPES.list") + calls(server, "RECIPES.put", "RECIPES.list", "ARCHIVE.put", "ARCHIVE.list"),
    rowsRead: server.rowsRead,
    rowsWritten: server.rowsWritten,
    kvWrites: calls(server, "CACHE.put"),
    kvReads: calls(server, "CACHE.get"),
  };
}

/** Splits what batches of one and of many cost into a batch's share and a make's. */
function shares(one, many) {
  const figures = {};
  for (const name of Object.keys(one)) {
    const aMake = (many[name] - one[name]) / (batchMany - 1);
    figures[`${name} a make`] = round(aMake);
    figures[`${name} a batch`] = round(one[name] - aMake);
  }
  return figures;
}
const round = (figure) => Math.round(figure * 1000) / 1000;

/**
 * {"bucketReads a make": …}: on `app` (startMetered), whose `recipes` recipes from `first` on and a few more are stored by
 * this; makes from `from` on. Each single make is the first of its recipe: an original that was read within the last minute is not read
 * again, which a bill had better not count on.
 */
export async function measureOperations(app, { recipes, from, first = 1 }) {
  await app.deliver(await app.put(originals(recipes + singles, first)));
  await app.take();
  await app.deliver(await app.put(makes(recipes, from, batchMany, first)));
  const many = ofBatches(await app.take());
  for (let n = 0; n < singles; n++) await app.deliver(await app.put([firstMake(first + recipes + n, from)]));
  const some = ofBatches(await app.take());
  const one = Object.fromEntries(Object.entries(some).map(([name, figure]) => [name, figure / singles]));
  return { ...shares(one, many), ...(await measureSweep(app, { recipes, first, from: from + batchMany + singles })) };
}

/** A run over a bucket in which nothing is lacking, by what it asks once and for every object; four runs pass it four times. */
async function measureSweep(app, { recipes, first, from }) {
  const swept = async () => {
    await app.take();
    for (let n = 0; n < passesAThoroughOne; n++) await app.sweep();
    return (await app.take()).watcher;
  };
  const before = await swept();
  for (let at = 0; at < objectsMore; at += batchMany) await app.deliver(await app.put(makes(recipes, from + at, batchMany, first)));
  const after = await swept();
  if (after.messages !== 0) throw new Error("the sweep found something lacking: these figures would be of more than a sweep");
  return {
    "sweep: pages a page of objects": calls(after, "RECIPES.list") / passesAThoroughOne,
    "sweep: rows read an object": round((after.rowsRead - before.rowsRead) / objectsMore / passesAThoroughOne),
    "sweep: rows written a run": after.rowsWritten / passesAThoroughOne,
  };
}
