// The stores that a backup is of: the tables and the two buckets, of the local service or of an environment. The buckets
// are reached by the bindings that a Worker has, so an object comes with all that belongs to it. An environment's are
// remote bindings, under the account that wrangler is logged in to.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../command.mjs";
import { Environment } from "../deploy/environment.mjs";
import { inspect } from "../deploy/inspect.mjs";
import { Provider } from "../deploy/provider.mjs";
import { localDatabases } from "../local_databases.mjs";
import { wrangler, wranglerEnvironment } from "../node.mjs";
import { Reason } from "../terminal.mjs";

export const bucketNames = ["ARCHIVE", "RECIPES"];
const listLimit = 500;

/** Of `{env}`, or of `{local}`: a folder of local state. Close it after use. */
export async function openStores({ env, local }) {
  if (Boolean(env) === Boolean(local)) throw new Reason("say which: --env staging|production, or --local FOLDER (.state is npm start's)");
  const { getPlatformProxy } = await import("wrangler"); // here: the package may have come after this file was loaded
  if (local) {
    const state = path.resolve(root, local);
    const environment = new Environment("production", { databases: localDatabases(state) });
    const config = localConfiguration(state, environment);
    return new Stores(environment, config, ["--local"], await getPlatformProxy({ configPath: config, persist: { path: path.join(state, "v3") }, remoteBindings: false }));
  }
  const environment = new Environment(env);
  const { facts } = await inspect(await Provider.connect(), environment);
  if (!facts.databaseId) throw new Reason(`${env} has no database; npm run deploy -- --env ${env} makes it`);
  const configuration = environment.configuration("server", facts);
  for (const each of [...configuration.r2_buckets, ...configuration.d1_databases]) each.remote = true;
  const file = path.join(root, ".cache/deploy", env, "backup.json");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(configuration));
  return new Stores(environment, file, ["--remote"], await getPlatformProxy({ configPath: file, remoteBindings: true }));
}

/** `wrangler d1 export` takes no folder of state: it looks beside its configuration, so there is one with the state beside it. */
function localConfiguration(state, environment) {
  const folder = path.join(root, ".cache/backup", createHash("sha256").update(state).digest("hex").slice(0, 16));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, ".wrangler"), { recursive: true });
  fs.mkdirSync(state, { recursive: true });
  fs.symlinkSync(state, path.join(folder, ".wrangler/state"));
  const file = path.join(folder, "wrangler.json");
  fs.writeFileSync(file, JSON.stringify(environment.configuration("server")));
  return file;
}

class Stores {
  constructor(environment, config, where, proxy) {
    Object.assign(this, { databases: environment.databases.map(({ binding }) => binding), config, where, proxy });
  }
  close() {
    return this.proxy.dispose();
  }

  /** Every object of a bucket, a page after the other: {key, bytes, customMetadata, httpMetadata}. */
  async *objects(bucket) {
    let cursor;
    do {
      const page = await this.proxy.env[bucket].list({ limit: listLimit, cursor });
      for (const { key } of page.objects) {
        const object = await this.proxy.env[bucket].get(key);
        if (object === null) continue; // deleted since it was listed
        yield { key, bytes: Buffer.from(await object.arrayBuffer()), customMetadata: object.customMetadata ?? {}, contentType: object.httpMetadata?.contentType };
      }
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor);
  }

  put(bucket, { key, bytes, customMetadata, contentType }) {
    return this.proxy.env[bucket].put(key, bytes, { customMetadata, httpMetadata: contentType ? { contentType } : {} });
  }

  async isEmpty(bucket) {
    return (await this.proxy.env[bucket].list({ limit: 1 })).objects.length === 0;
  }

  /** The names of the tables that there are in a database. */
  async tables(database) {
    const { results } = await this.proxy.env[database].prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'").all();
    return results.map(({ name }) => name);
  }

  exportTables(database, file) {
    return this.#wrangler(["d1", "export", database, ...this.where, "--output", file]);
  }
  importTables(database, file) {
    return this.#wrangler(["d1", "execute", database, ...this.where, "-y", "--file", file]);
  }
  async #wrangler(args) {
    const { code, output } = await wrangler([...args, "-c", this.config], { allowFailure: true, env: { ...wranglerEnvironment(), NO_COLOR: "1" } });
    if (code !== 0) throw new Reason(`wrangler ${args.slice(0, 2).join(" ")} failed:\n${output.trim().split("\n").slice(-12).join("\n")}`);
  }
}
