// Which Node runs wrangler, and how: wrangler needs a newer one than many machines have, so the lock file brings it.
import fs from "node:fs";
import path from "node:path";
import { root, run } from "./command.mjs";
import { Reason } from "./terminal.mjs";

/** wrangler 4 refuses to run on an older one. */
const majorMin = 22;

/** The Node that the lock file pins for this platform, else the running one if it is new enough. */
export function modernNode() {
  const pinned = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (fs.existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= majorMin) return process.execPath;
  throw new Reason(
    `wrangler needs Node.js >= ${majorMin}, this is ${process.versions.node}, and npm installed none for ${process.platform}-${process.arch}. ` +
      "Run npm ci (without --omit=optional), or install a newer Node.js.",
  );
}

export const wranglerFile = path.join(root, "node_modules/wrangler/bin/wrangler.js");

/** What every wrangler is run with: its logs stay inside the checkout, and nothing is sent anywhere. */
export const wranglerEnvironment = () => ({
  ...process.env,
  PATH: `${path.dirname(modernNode())}${path.delimiter}${process.env.PATH}`,
  WRANGLER_LOG_PATH: path.join(root, ".cache/wrangler/"),
  WRANGLER_SEND_METRICS: "false",
});

/** A local service's, which asks nobody outside what a request's `cf` would be. */
export const localEnvironment = () => ({ ...wranglerEnvironment(), CLOUDFLARE_CF_FETCH_ENABLED: "false" });

export const wrangler = (args, options = {}) =>
  run(modernNode(), [wranglerFile, ...args], { env: wranglerEnvironment(), ...options });
