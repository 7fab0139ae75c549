// Pipeline B: a batch is one query for the originals that it needs, each parsed once, and one atomic batch of writes: the
// makes, the originals, and a ledger of what was uploaded. Nothing is put into KV: a read that misses fills it.
import { WorkerEntrypoint } from "cloudflare:workers";
import * as jsondiffpatch from "jsondiffpatch";

const engine = jsondiffpatch.create({
  objectHash: (item) => item.ingredientId ?? item.stepId ?? item.ingredientName ?? item.stepText,
});

const originalsSql = "SELECT recipe, document FROM recipes WHERE recipe IN (SELECT value FROM json_each(?1))";
const recipesSql = `INSERT INTO recipes (recipe, key, document)
  SELECT value ->> 'recipe', value ->> 'key', value ->> 'text' FROM json_each(?1) WHERE true
  ON CONFLICT (recipe) DO UPDATE SET key = excluded.key, document = excluded.document`;
const makesSql = `INSERT INTO makes (key, recipe, make, differences, stored_ms)
  SELECT value ->> 'key', value ->> 'recipe', value ->> 'make', value ->> 'differences', ?2 FROM json_each(?1) WHERE true
  ON CONFLICT (key) DO UPDATE SET differences = excluded.differences, stored_ms = excluded.stored_ms`;
const uploadsSql = `INSERT INTO uploads (key, version, stored_ms)
  SELECT value ->> 'key', value ->> 'version', ?2 FROM json_each(?1) WHERE true
  ON CONFLICT (key) DO UPDATE SET version = excluded.version, stored_ms = excluded.stored_ms`;

function read(items) {
  return items.map(({ key, version, text }) => {
    const document = JSON.parse(text);
    return { key, version, text, document, recipe: String(document.recipeId), isMake: key.includes("/makes/") };
  });
}

export class Store extends WorkerEntrypoint {
  async store(items) {
    const { DB } = this.env;
    const uploads = read(items);
    const originals = new Map();
    for (const upload of uploads) if (!upload.isMake) originals.set(upload.recipe, upload.document);
    const wanted = [...new Set(uploads.filter(({ isMake, recipe }) => isMake && !originals.has(recipe)).map(({ recipe }) => recipe))];
    if (wanted.length > 0) {
      const { results } = await DB.prepare(originalsSql).bind(JSON.stringify(wanted)).all();
      for (const { recipe, document } of results) originals.set(recipe, JSON.parse(document));
    }
    const stored = uploads.map(({ isMake, recipe }) => !isMake || originals.has(recipe));
    const ready = uploads.filter((_, n) => stored[n]);
    const recipes = ready.filter(({ isMake }) => !isMake).map(({ key, recipe, text }) => ({ key, recipe, text }));
    const makes = ready
      .filter(({ isMake }) => isMake)
      .map(({ key, recipe, document }) => ({
        key,
        recipe,
        make: String(document.makeId),
        differences: JSON.stringify(engine.diff(originals.get(recipe), document) ?? null),
      }));
    const now = Date.now();
    const writes = [DB.prepare(uploadsSql).bind(JSON.stringify(ready.map(({ key, version }) => ({ key, version }))), now)];
    if (recipes.length > 0) writes.push(DB.prepare(recipesSql).bind(JSON.stringify(recipes)));
    if (makes.length > 0) writes.push(DB.prepare(makesSql).bind(JSON.stringify(makes), now));
    await DB.batch(writes);
    return stored;
  }
}

export default {
  fetch: () => new Response("B"),
};
