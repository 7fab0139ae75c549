// The pepper of an environment: the secret under which its server hashes tokens. It comes from the environment variable
// TOKEN_PEPPER, else from a file that only its owner reads, which is made when the server has none yet.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../command.mjs";
import { Reason } from "../terminal.mjs";
import { pepperName } from "./inspect.mjs";

export const pepperFile = (environment) => path.join(root, ".secrets", environment.name, pepperName);

/** The pepper that is known here, or null. */
export function knownPepper(environment) {
  if (process.env[pepperName]) return process.env[pepperName];
  const file = pepperFile(environment);
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() : null;
}

/** The pepper for a server that has none: the known one, else a new one, kept in the file. */
export function pepperToSet(environment) {
  const known = knownPepper(environment);
  if (known) return known;
  if (process.env.CI) throw new Reason(`the server has no ${pepperName} yet and this machine forgets what it makes: give it one as a secret of the environment (openssl rand -hex 32)`);
  const pepper = randomBytes(32).toString("hex");
  const file = pepperFile(environment);
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, `${pepper}\n`, { mode: 0o600 });
  return pepper;
}
