// Puts the uploads of a run into the bucket, sends their events as the bucket would, and waits until they are visible.
// The same for every pipeline; asked by run.mjs over HTTP, with the SQL that counts what is visible.
import { event, make, makeKey, uploads } from "./documents.mjs";

const putsAtOnce = 16;
const messagesACall = 100; // the platform's limit of a sendBatch
const pollMs = 20;

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

async function fill({ size }, { RECIPES }) {
  const all = [...uploads(size)];
  const lane = async () => {
    for (let item = all.shift(); item; item = all.shift()) await RECIPES.put(item[0], JSON.stringify(item[1]));
  };
  await Promise.all(Array.from({ length: putsAtOnce }, lane));
}

/** All events at once, then every `pollMs` a look at how many are visible: `before` are already. */
async function run({ size, sql, before }, { UPLOADS, DB }) {
  const messages = [...uploads(size)].map(([key]) => ({ body: event(key, 2400), contentType: "json" }));
  const total = before + messages.length;
  while (messages.length > 0) await UPLOADS.sendBatch(messages.splice(0, messagesACall));
  const visible = DB.prepare(sql);
  while ((await visible.first("n")) < total) await pause(pollMs);
}

/** One upload, until it is visible. */
async function single({ recipe, number, sql }, { RECIPES, UPLOADS, DB }) {
  const key = makeKey(recipe, number);
  await RECIPES.put(key, JSON.stringify(make(recipe, number)));
  await UPLOADS.send(event(key, 2400), { contentType: "json" });
  const visible = DB.prepare(sql).bind(key);
  while ((await visible.first("n")) < 1) await pause(1);
}

const schema = ({ statements }, { DB }) => DB.batch(statements.map((text) => DB.prepare(text)));
const query = ({ sql }, { DB }) => DB.prepare(sql).all().then(({ results }) => results);

const jobs = { fill, run, single, schema, query };

export default {
  async fetch(request, bindings) {
    const job = jobs[new URL(request.url).pathname.slice(1)];
    return Response.json((await job(await request.json(), bindings)) ?? null);
  },
};
