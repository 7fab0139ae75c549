// Pipeline A: an original is a row; a make is compared with it, inserted, and put into KV for the reads.
import { WorkerEntrypoint } from "cloudflare:workers";
import * as jsondiffpatch from "jsondiffpatch";

const engine = jsondiffpatch.create({
  objectHash: (item) => item.ingredientId ?? item.stepId ?? item.ingredientName ?? item.stepText,
});

export class Store extends WorkerEntrypoint {
  async store(key, text) {
    const { DB, CACHE } = this.env;
    const document = JSON.parse(text);
    const { recipeId, makeId } = document;
    if (!key.includes("/makes/")) {
      await DB.prepare("INSERT OR REPLACE INTO recipes (recipe, key, document) VALUES (?1, ?2, ?3)")
        .bind(String(recipeId), key, text)
        .run();
      return;
    }
    const found = await DB.prepare("SELECT document FROM recipes WHERE recipe = ?1").bind(String(recipeId)).first("document");
    if (found === null) throw new Error("its original has not come yet");
    const differences = JSON.stringify(engine.diff(JSON.parse(found), document) ?? null);
    await DB.prepare("INSERT OR REPLACE INTO makes (key, recipe, make, differences, stored_ms) VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(key, String(recipeId), String(makeId), differences, Date.now())
      .run();
    await CACHE.put(`differences/${recipeId}/${makeId}`, differences);
  }
}

export default {
  fetch: () => new Response("A"),
};
