// How many databases a local service has: a file in its folder of state says so, since what a kitchen has in one of them
// is nowhere else. One, where nobody asked for more; never fewer than there were.
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";
import { wrangler } from "./node.mjs";
import { Reason, wholeNumber } from "./terminal.mjs";

const fileOf = (state) => path.resolve(root, state, "databases");

export const localDatabases = (state) => (fs.existsSync(fileOf(state)) ? Number(fs.readFileSync(fileOf(state), "utf8")) : 1);

/** Notes the number that was asked for (text; undefined: as it was). Answers it. */
export function keepLocalDatabases(state, asked) {
  const before = localDatabases(state);
  const count = asked === undefined ? before : wholeNumber("databases", asked, 1);
  if (count < before) throw new Reason(`${state} has ${before} databases: kitchens live in them, so there are never fewer`);
  if (count === before) return count;
  fs.mkdirSync(path.dirname(fileOf(state)), { recursive: true });
  fs.writeFileSync(fileOf(state), `${count}\n`);
  return count;
}

/** The three configurations of a service with so many databases, and what to migrate: [{file, binding}]. */
export async function localConfigurations(state) {
  const databases = localDatabases(state);
  const plain = ["wrangler.toml", "workers/sender/wrangler.toml", "workers/watcher/wrangler.toml"];
  if (databases === 1) return { files: plain, bindings: ["DB"] };
  const { Environment, workerOrder } = await import("./deploy/environment.mjs"); // loads wrangler, which npm brings first
  const environment = new Environment("production", { databases });
  const files = workerOrder.map((worker) => environment.writeConfiguration(worker));
  fs.symlinkSync(path.join(root, ".dev.vars"), path.join(path.dirname(files[0]), ".dev.vars")); // wrangler looks beside a configuration
  return { files, bindings: environment.databases.map(({ binding }) => binding) };
}

/** Runs the migrations in each database. */
export async function migrateLocal(state) {
  const { files, bindings } = await localConfigurations(state);
  for (const binding of bindings) await wrangler(["d1", "migrations", "apply", binding, "--local", "--persist-to", path.resolve(root, state), "-c", files[0]]);
}
