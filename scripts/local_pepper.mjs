// The pepper of the local server, in .dev.vars, where wrangler dev reads it.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";

const secretsFile = path.join(root, ".dev.vars");

/** Made on first use, readable by its owner alone. */
export function localPepper() {
  const kept = fs.existsSync(secretsFile) ? fs.readFileSync(secretsFile, "utf8") : "";
  const found = kept.match(/^TOKEN_PEPPER="?([^"\n]+)"?$/m);
  if (found) return found[1];
  const pepper = randomBytes(32).toString("hex");
  fs.writeFileSync(secretsFile, `${kept}${kept && !kept.endsWith("\n") ? "\n" : ""}TOKEN_PEPPER="${pepper}"\n`, { mode: 0o600 });
  return pepper;
}
