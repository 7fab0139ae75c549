// The Workers' own configurations, changed for a measurement: so that what is measured is what deploys.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { experimental_readRawConfig } from "wrangler";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = { server: "wrangler.toml", sender: "workers/sender/wrangler.toml", watcher: "workers/watcher/wrangler.toml" };

/**
 * Writes the configurations of `workers` into build/measured/`name`, without their build command and the dashboard's files;
 * answers {worker: file}. `change(worker, configuration)` may change each; paths in it are absolute.
 */
export function writeConfigurations(name, workers, change = () => {}) {
  const written = {};
  for (const worker of workers) {
    const folder = path.dirname(path.join(root, files[worker]));
    const { build, assets, ...configuration } = experimental_readRawConfig({ config: path.join(root, files[worker]) }).rawConfig;
    configuration.main = path.join(folder, configuration.main);
    for (const database of configuration.d1_databases ?? [])
      if (database.migrations_dir) database.migrations_dir = path.join(folder, database.migrations_dir);
    // One address and one token ask for everything here.
    if (configuration.ratelimits) configuration.vars = { ...configuration.vars, RATE_LIMITS: "off" };
    change(worker, configuration);
    written[worker] = path.join(root, "build/measured", name, `${worker}.json`);
    fs.mkdirSync(path.dirname(written[worker]), { recursive: true });
    fs.writeFileSync(written[worker], JSON.stringify(configuration, null, 2));
  }
  return written;
}
