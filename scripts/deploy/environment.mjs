// What an environment consists of, derived from the three configurations that plain `wrangler deploy` uses. Production
// has their very names; every other environment has its own name behind each of them, and so its own resources.
// What wrangler.toml cannot hold is in deployment.json: the environments, and the bucket's notification rules.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../command.mjs";
import { Reason } from "../terminal.mjs";

/** In the order of deployment: a bound service must exist. */
export const workerOrder = ["server", "sender", "watcher"];
const configurationOf = { server: "wrangler.toml", sender: "workers/sender/wrangler.toml", watcher: "workers/watcher/wrangler.toml" };
/** The sender knows a queue of dead letters by this ending (src/ingest/sender.hpp). */
const deadLetters = "-dlq";
/** A version's tag has room for this many letters of its fingerprint. */
const fingerprintLetters = 20;

const require = createRequire(import.meta.url);
const read = (file) => fs.readFileSync(path.resolve(root, file));

/** As many as src/store/databases.hpp allows. */
const databasesMax = 100;

/** deployment.json, checked: {environments: {name: {notifications: [{prefix, suffix}], databases?: how many}}}. COOKDIFF_DEPLOYMENT is another file. */
export function readDeployment(text = read(process.env.COOKDIFF_DEPLOYMENT || "deployment.json").toString()) {
  const { environments } = JSON.parse(text);
  for (const [name, environment] of Object.entries(environments)) {
    if (!/^[a-z][a-z0-9]{0,15}$/.test(name)) throw new Reason(`deployment.json: "${name}" is no name of an environment: 1 to 16 of a-z and 0-9`);
    const { databases = 1 } = environment;
    if (!Number.isInteger(databases) || databases < 1 || databases > databasesMax) throw new Reason(`deployment.json: "databases" of ${name} is a whole number from 1 to ${databasesMax}`);
    for (const rule of environment.notifications) {
      const wrong = Object.keys(rule).find((key) => !["prefix", "suffix"].includes(key)) ?? ["prefix", "suffix"].find((key) => typeof rule[key] !== "string");
      if (wrong) throw new Reason(`deployment.json: a notification rule of ${name} has a text "prefix" and a text "suffix"; look at "${wrong}"`);
    }
  }
  return environments;
}

export class Environment {
  /** `databases`: how many, where it is not deployment.json that says so. */
  constructor(name, { databases } = {}) {
    const environments = readDeployment();
    if (!Object.hasOwn(environments, name)) throw new Reason(`there is no environment "${name}"; deployment.json has ${Object.keys(environments).join(", ")}`);
    this.name = name;
    this.notifications = environments[name].notifications;
    this.suffix = name === "production" ? "" : `-${name}`;
    const { experimental_readRawConfig } = require("wrangler"); // here: the package may have come after this file was loaded
    this.raw = Object.fromEntries(workerOrder.map((worker) => [worker, experimental_readRawConfig({ config: path.join(root, configurationOf[worker]) }).rawConfig]));
    const { server, sender } = this.raw;
    const bucket = (binding) => this.named(server.r2_buckets.find((each) => each.binding === binding).bucket_name);
    this.buckets = { recipes: bucket("RECIPES"), archive: bucket("ARCHIVE") };
    const [{ database_name: first }] = server.d1_databases;
    const count = Math.max(databases ?? environments[name].databases ?? 1, server.d1_databases.length);
    /** The first holds the tokens and says which one is each kitchen's (docs/adr/0006-several-databases.md). */
    this.databases = Array.from({ length: count }, (_, at) => (at === 0 ? { binding: "DB", name: this.named(first) } : { binding: `DB${at + 1}`, name: this.named(`${first}-${at + 1}`) }));
    this.database = this.databases[0].name;
    /** As wrangler calls a namespace that it makes itself. */
    this.namespace = `${this.named(server.name)}-${server.kv_namespaces[0].binding.toLowerCase()}`;
    this.queues = { uploads: this.named(sender.queues.consumers[0].queue), deadLetters: this.named(sender.queues.consumers[0].dead_letter_queue) };
    this.workers = Object.fromEntries(workerOrder.map((worker) => [worker, this.named(this.raw[worker].name)]));
  }

  named(name) {
    return name.endsWith(deadLetters) ? `${name.slice(0, -deadLetters.length)}${this.suffix}${deadLetters}` : name + this.suffix;
  }

  /** The number of a namespace of rate limits in this environment. */
  numbered(number) {
    const own = createHash("sha256").update(`${this.suffix} ${number}`).digest().readUInt32BE() % 1_000_000_000;
    return this.suffix ? String(own + 1_000_000_000) : number;
  }

  /** A Worker's configuration in this environment, with the ids of its resources where they are known. */
  configuration(worker, { databaseIds = {}, namespaceId } = {}) {
    const raw = structuredClone(this.raw[worker]);
    const folder = path.dirname(path.join(root, configurationOf[worker]));
    delete raw.build; // the scripts build once, before all three
    raw.name = this.workers[worker];
    raw.main = path.resolve(folder, raw.main);
    if (raw.assets) raw.assets.directory = path.resolve(folder, raw.assets.directory);
    for (const bucket of raw.r2_buckets ?? []) bucket.bucket_name = this.named(bucket.bucket_name);
    if (raw.d1_databases) {
      const migrations_dir = process.env.COOKDIFF_MIGRATIONS || path.resolve(folder, raw.d1_databases[0].migrations_dir);
      raw.d1_databases = this.databases.map(({ binding, name }) => ({ binding, database_name: name, migrations_dir, ...(databaseIds[name] ? { database_id: databaseIds[name] } : {}) }));
    }
    for (const namespace of raw.kv_namespaces ?? []) if (namespaceId) namespace.id = namespaceId;
    for (const producer of raw.queues?.producers ?? []) producer.queue = this.named(producer.queue);
    for (const consumer of raw.queues?.consumers ?? []) {
      consumer.queue = this.named(consumer.queue);
      if (consumer.dead_letter_queue) consumer.dead_letter_queue = this.named(consumer.dead_letter_queue);
    }
    for (const service of raw.services ?? []) service.service = this.named(service.service);
    // Calls of two environments in one account are counted apart.
    for (const limit of raw.ratelimits ?? []) limit.namespace_id = this.numbered(limit.namespace_id);
    if (worker === "sender" && this.suffix) raw.vars = { ...raw.vars, UPLOADS_BUCKET: this.buckets.recipes };
    return raw;
  }

  /** Writes a Worker's configuration for wrangler; answers the file's name. In a folder of this run alone: two
      deployments from one checkout, to two accounts, must not read each other's ids. */
  writeConfiguration(worker, ids) {
    if (!this.folder) {
      fs.mkdirSync(path.join(root, ".cache/deploy"), { recursive: true });
      this.folder = fs.mkdtempSync(path.join(root, ".cache/deploy", `${this.name}-`));
      process.on("exit", () => fs.rmSync(this.folder, { recursive: true, force: true }));
    }
    const file = path.join(this.folder, `${worker}.json`);
    fs.writeFileSync(file, JSON.stringify(this.configuration(worker, ids), null, 2));
    return file;
  }

  /** Says of a build whether it is what is deployed: every byte that makes the Worker, and its configuration. */
  fingerprint(worker) {
    const hash = createHash("sha256");
    const feed = (name, bytes) => hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    feed("configuration", Buffer.from(JSON.stringify(this.configuration(worker)).replaceAll(JSON.stringify(root).slice(1, -1), "").replace(/"migrations_dir":"[^"]*"/g, "")));
    feed("module", read(`build/wasm/${worker}.wasm`));
    feed("packages", read("package-lock.json")); // what is bundled, and what bundles it
    const sources = ["workers", `workers/${worker}`].flatMap((folder) => fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".ts")).map((name) => `${folder}/${name}`));
    for (const source of sources.sort()) feed(source, read(source));
    if (this.raw[worker].assets) for (const file of filesOf(this.configuration(worker).assets.directory)) feed(path.relative(root, file), fs.readFileSync(file));
    return hash.digest("hex").slice(0, fingerprintLetters);
  }

  /** The migrations' names in order. COOKDIFF_MIGRATIONS is another folder of them: the upgrade's test has one more. */
  migrations() {
    return fs.readdirSync(this.configuration("server").d1_databases[0].migrations_dir).filter((name) => name.endsWith(".sql")).sort();
  }
}

const filesOf = (folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
