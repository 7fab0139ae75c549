// The three Workers with their bindings metered, in one workerd, and what they ask of the platform for some uploads.
import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";
import { writeConfigurations } from "../configurations.mjs";
import { event, make, makeKey, original, originalKey } from "../pipeline/documents.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const workers = ["server", "sender", "watcher"];
const putsAtOnce = 16;

export async function startMetered() {
  // The queue has no consumer here: batches are handed over as they are wanted.
  const files = writeConfigurations("metered", workers, (worker, configuration) => {
    configuration.main = at(`${worker}.ts`);
    if (configuration.queues) delete configuration.queues.consumers;
  });
  const harness = createTestHarness({ workers: workers.map((name) => ({ configPath: files[name] })) });
  await harness.listen();
  const server = harness.getWorker("cookdiff-server");
  await server.applyD1Migrations("DB");
  return new Metered(harness, await server.getEnv());
}

class Metered {
  constructor(harness, bindings) {
    this.harness = harness;
    this.bindings = bindings;
  }
  close() {
    return this.harness.close();
  }

  /** What each Worker has asked of its bindings since the last time: {server, sender, watcher}. */
  async take() {
    const counts = {};
    for (const name of workers) counts[name] = await (await this.harness.getWorker(`cookdiff-${name}`).fetch("http://meter/")).json();
    return counts;
  }

  /** Puts [key, document] pairs into the bucket; answers their events. */
  async put(pairs) {
    const left = [...pairs];
    const lane = async () => {
      for (let item = left.shift(); item; item = left.shift()) await this.bindings.RECIPES.put(item[0], JSON.stringify(item[1]));
    };
    await Promise.all(Array.from({ length: putsAtOnce }, lane));
    return pairs.map(([key], n) => ({ id: `${n}`, timestamp: new Date(), attempts: 1, body: event(key, 2400) }));
  }

  /** Hands one batch to the consumer, as the platform does. */
  async deliver(messages) {
    const sender = await this.harness.getWorker("cookdiff-sender").getExport();
    const result = await sender.queue("recipe-uploads", messages);
    if (result.explicitAcks.length !== messages.length) throw new Error(`${result.explicitAcks.length} of ${messages.length} were stored`);
  }

  sweep() {
    return this.harness.getWorker("cookdiff-watcher").scheduled({ cron: "* * * * *" });
  }
}

/** As many originals, from number `first` on. */
export const originals = (recipes, first = 1) => Array.from({ length: recipes }, (_, n) => [originalKey(first + n), original(first + n)]);

/** `count` makes from number `from` on, of the recipes in turn. */
export const makes = (recipes, from, count, first = 1) =>
  Array.from({ length: count }, (_, n) => {
    const [recipe, number] = [first + ((from + n) % recipes), from + n];
    return [makeKey(recipe, number), make(recipe, number)];
  });

/** A make of a recipe, as [key, document]. */
export const firstMake = (recipe, number) => [makeKey(recipe, number), make(recipe, number)];
