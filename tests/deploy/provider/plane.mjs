// The data plane of the stand-in: what was deployed runs in the real workerd, on the same buckets, tables and queues that
// the stand-in's API makes. Their bytes are in one folder, so they outlive a change of the Workers.
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

const nobody = { name: "nobody", modules: true, script: `export default { fetch: () => new Response("There is nothing here yet", { status: 404 }) };` };

export class Plane {
  #miniflare = null;
  #changed = Promise.resolve();
  constructor(state, folder) {
    this.state = state;
    this.folder = folder;
  }

  /** Makes workerd run what the state says, after every change that went before. */
  apply() {
    this.#changed = this.#changed.catch(() => {}).then(() => this.#applyNow());
    return this.#changed;
  }

  async #applyNow() {
    const options = convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: this.state.port ?? 0,
      workers: [...this.#deployed(), this.#hands()],
      d1Persist: this.folder, // the one folder of all of them
      logRequests: false,
    });
    options.resourcePersistencePath = this.folder;
    if (this.#miniflare) await this.#miniflare.setOptions(options);
    else this.#miniflare = new Miniflare(options);
    const url = await this.#miniflare.ready;
    this.state.port = Number(url.port);
    this.url = url.origin;
  }

  /** A Worker that has every resource, for the API's own reads and writes. */
  #hands() {
    const { buckets, databases, queues } = this.state;
    const same = (names) => Object.fromEntries(names.map((name) => [name, name]));
    return { ...nobody, name: "hands", r2Buckets: same([...buckets.keys()]), d1Databases: same([...databases.keys()]), queueProducers: same([...queues.values()].map((queue) => queue.queue_name)) };
  }

  #deployed() {
    const running = [...this.state.scripts.values()].filter((script) => script.active);
    const server = running.findIndex((script) => script.name === this.state.front);
    if (server < 0) return [nobody, ...running.map((script) => this.#worker(script))];
    const [first] = running.splice(server, 1);
    return [this.#worker(first), ...running.map((script) => this.#worker(script))];
  }

  #worker(script) {
    const version = script.versions.find((each) => each.id === script.active);
    const { bindings, modules, compatibility_date: compatibilityDate, main } = version;
    const of = (type, value) => Object.fromEntries(bindings.filter((each) => each.type === type).map((each) => [each.name, value(each)]));
    const secrets = Object.fromEntries(script.secrets);
    const services = bindings.filter((each) => each.type === "service" && this.state.scripts.get(each.service)?.active);
    return {
      name: script.name,
      compatibilityDate,
      modules: [...modules].sort((left, right) => (right.name === main) - (left.name === main)).map(({ name, type, contents }) => ({ type, path: name, contents })),
      modulesRoot: "/",
      bindings: { ...of("plain_text", (each) => each.text), ...secrets },
      kvNamespaces: of("kv_namespace", (each) => each.namespace_id),
      r2Buckets: of("r2_bucket", (each) => each.bucket_name),
      d1Databases: of("d1", (each) => each.id ?? each.database_id),
      queueProducers: of("queue", (each) => each.queue_name),
      ratelimits: of("ratelimit", ({ namespace_id, simple }) => ({ namespace_id, simple })),
      serviceBindings: Object.fromEntries(services.map((each) => [each.name, { name: each.service, entrypoint: each.entrypoint }])),
      queueConsumers: Object.fromEntries(this.#consumers(script.name)),
    };
  }

  *#consumers(name) {
    for (const queue of this.state.queues.values()) {
      for (const consumer of queue.consumers.filter((each) => each.script === name)) {
        const { batch_size: maxBatchSize, max_retries: maxRetries } = consumer.settings ?? {};
        const { dead_letter_queue: deadLetterQueue } = consumer;
        yield [queue.queue_name, { maxBatchSize, maxBatchTimeout: 1, maxRetries, ...(deadLetterQueue ? { deadLetterQueue } : {}) }];
      }
    }
  }

  async bucket(name) {
    await this.#changed;
    return this.#miniflare.getR2Bucket(name, "hands");
  }
  async database(id) {
    await this.#changed;
    return this.#miniflare.getD1Database(id, "hands");
  }
  /** The provider's clock strikes for that Worker. */
  async strike(script) {
    await this.#changed;
    await (await this.#miniflare.getWorker(script)).scheduled({ scheduledTime: new Date(), cron: "* * * * *" });
  }
  async send(queue, message) {
    await this.#changed;
    await (await this.#miniflare.getQueueProducer(queue, "hands")).send(message);
  }
  async close() {
    await this.#changed.catch(() => {});
    await this.#miniflare?.dispose();
  }
}
