// Makes the first token of a kitchen: the row goes into the database, the token is printed once and kept nowhere.
//   npm run token -- --kitchen home --scope read [--scope upload|admin|metrics] [--name "phone"] [--days 90] [--remote]
// Locally the pepper is in .dev.vars (made here when there is none). With --remote the environment variable
// TOKEN_PEPPER must hold the secret that the server was given. The format: src/auth/token.hpp, docs/api.md.
import { createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./command.mjs";
import { wrangler } from "./node.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say } from "./terminal.mjs";

const dayMs = 86_400_000;
const scopesKnown = ["read", "upload", "admin", "metrics"];
/** As src/store/kitchen.cpp has it. */
const kitchenPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
/** As src/auth/token.hpp has it. */
const nameBytesMax = 100;
const secretsFile = path.join(root, ".dev.vars");

/** The pepper of the local server: made on first use, readable by its owner alone. */
export function localPepper() {
  const kept = fs.existsSync(secretsFile) ? fs.readFileSync(secretsFile, "utf8") : "";
  const found = kept.match(/^TOKEN_PEPPER="?([^"\n]+)"?$/m);
  if (found) return found[1];
  const pepper = randomBytes(32).toString("hex");
  fs.writeFileSync(secretsFile, `${kept}${kept && !kept.endsWith("\n") ? "\n" : ""}TOKEN_PEPPER="${pepper}"\n`, { mode: 0o600 });
  return pepper;
}

/** A token's text and its row, from values that were checked. */
export function makeToken({ kitchen, scopes, name, pepper, days, now = Date.now() }) {
  const id = randomBytes(8).toString("hex");
  const text = `cookdiff_${id}_${randomBytes(32).toString("hex")}`;
  const code = createHmac("sha256", pepper).update(text).digest("hex");
  return { text, row: { id, kitchen, scopes: scopes.join(" "), name, code, made_ms: now, expires_ms: days ? now + days * dayMs : 0 } };
}

const quoted = (value) => (typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`);

export const insertion = (row) =>
  `INSERT INTO tokens (${Object.keys(row).join(", ")}) VALUES (${Object.values(row).map(quoted).join(", ")});`;

/** Refuses what the server would not know. */
export function checkToken({ kitchen, scopes, name, days }) {
  if (!kitchenPattern.test(kitchen)) throw new Reason(`"${kitchen}" is no kitchen: 1 to 64 letters, digits, dots, dashes or underscores`);
  const unknown = scopes.find((scope) => !scopesKnown.includes(scope));
  if (unknown !== undefined) throw new Reason(`there is no scope "${unknown}"; the scopes are ${scopesKnown.join(", ")}`);
  if (Buffer.byteLength(name) > nameBytesMax || /[\0-\x1f]/.test(name)) throw new Reason(`a name has at most ${nameBytesMax} bytes and no control characters`);
  if (!Number.isInteger(days) || days < 0 || days > 3650) throw new Reason("--days is a whole number from 0 (never expires) to 3650");
}

/** Makes and stores a token; answers its text. */
export async function addToken({ kitchen = "home", scopes = ["read"], name = "first token", days = 90, remote = false, state = ".state" } = {}) {
  checkToken({ kitchen, scopes, name, days });
  const pepper = remote ? process.env.TOKEN_PEPPER : localPepper();
  if (!pepper) throw new Reason("--remote needs the environment variable TOKEN_PEPPER with the server's secret");
  const ordered = scopesKnown.filter((scope) => scopes.includes(scope));
  const { text, row } = makeToken({ kitchen, scopes: ordered, name, pepper, days });
  const where = remote ? ["--remote"] : ["--local", "--persist-to", state];
  const { code, output } = await wrangler(["d1", "execute", "DB", ...where, "-y", "--command", insertion(row)], { allowFailure: true });
  if (code !== 0) {
    const hint = /no such table/.test(output) ? "\nThe tables are missing: run npm run migrate first." : "";
    throw new Reason(`the token's row could not be stored:\n${output.trim()}${hint}`);
  }
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installPackages();
    const { values } = parseArgs({
      options: {
        kitchen: { type: "string", default: "home" },
        scope: { type: "string", multiple: true, default: ["read"] },
        name: { type: "string", default: "first token" },
        days: { type: "string", default: "90" },
        remote: { type: "boolean", default: false },
      },
    });
    const scopes = values.scope.flatMap((scope) => scope.split(/[\s,]+/));
    say(await addToken({ ...values, scopes, days: Number(values.days) }));
  });
}
