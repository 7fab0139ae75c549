// Makes, lists and revokes tokens by hand, past the server: the first token of a kitchen cannot come from its API.
//   npm run token -- --scope read [--scope upload|admin|metrics] [--kitchen home] [--name "phone"] [--days 90]
//   npm run token -- --list [--kitchen home]      npm run token -- --revoke ID
// A new token is printed once and kept nowhere; a revoked one is refused from the next call on. Of the local service
// (--state .state) or of an environment (--env production|staging; --remote is production, which plain `wrangler deploy`
// makes too).
// Locally the pepper is in .dev.vars (made here when there is none), of an environment where its deployment keeps it,
// else in the environment variable TOKEN_PEPPER. The format: src/auth/token.hpp, docs/api.md.
import { createHmac, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPackages } from "./setup.mjs";
import { openTables } from "./tables.mjs";
import { main, Reason, say } from "./terminal.mjs";

const dayMs = 86_400_000;
const scopesKnown = ["read", "upload", "admin", "metrics"];
/** As src/store/kitchen.cpp has it. */
const kitchenPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
/** As src/auth/token.hpp has it. */
const nameBytesMax = 100;

/** A token's text and its row, from values that were checked. */
export function makeToken({ kitchen, scopes, name, pepper, days, now = Date.now() }) {
  const id = randomBytes(8).toString("hex");
  const text = `cookdiff_${id}_${randomBytes(32).toString("hex")}`;
  const code = createHmac("sha256", pepper).update(text).digest("hex");
  return { text, row: { id, kitchen, scopes: scopes.join(" "), name, code, made_ms: now, expires_ms: days ? now + days * dayMs : 0 } };
}

/** {sql, values} that put the row into the table. */
export function insertion(row) {
  const names = Object.keys(row);
  return { sql: `INSERT INTO tokens (${names.join(", ")}) VALUES (${names.map((_, at) => `?${at + 1}`).join(", ")})`, values: Object.values(row) };
}

/** Refuses what the server would not know. */
export function checkToken({ kitchen, scopes, name, days }) {
  if (!kitchenPattern.test(kitchen)) throw new Reason(`"${kitchen}" is no kitchen: 1 to 64 letters, digits, dots, dashes or underscores`);
  const unknown = scopes.find((scope) => !scopesKnown.includes(scope));
  if (unknown !== undefined) throw new Reason(`there is no scope "${unknown}"; the scopes are ${scopesKnown.join(", ")}`);
  if (Buffer.byteLength(name) > nameBytesMax || /[\0-\x1f]/.test(name)) throw new Reason(`a name has at most ${nameBytesMax} bytes and no control characters`);
  if (!Number.isInteger(days) || days < 0 || days > 3650) throw new Reason("--days is a whole number from 0 (never expires) to 3650");
}

/** `where` as openTables has it. */
async function withTables(where, work) {
  const tables = await openTables(where);
  try {
    return await work(tables);
  } finally {
    await tables.close();
  }
}

/** Makes and stores a token; answers its text. */
export async function addToken({ kitchen = "home", scopes = ["read"], name = "first token", days = 90, ...where } = {}) {
  checkToken({ kitchen, scopes, name, days });
  return withTables(where, async (tables) => {
    const pepper = tables.pepper();
    if (!pepper) throw new Reason("the server's secret is not known here: put it into the environment variable TOKEN_PEPPER");
    const { text, row } = makeToken({ kitchen, scopes: scopesKnown.filter((scope) => scopes.includes(scope)), name, pepper, days });
    const { sql, values } = insertion(row);
    await tables.query(sql, ...values);
    return text;
  });
}

/** The tokens of a kitchen, or of all, newest first; without what would let anybody in. */
export const listTokens = (tables, kitchen = "") =>
  tables.query(
    "SELECT id, kitchen, scopes, name, made_ms, expires_ms, last_used_ms, revoked_ms FROM tokens WHERE kitchen = ?1 OR ?1 = '' ORDER BY made_ms DESC, id",
    kitchen,
  );

/** Revokes a token; the time of an earlier revocation stays. */
export async function revokeToken(tables, id) {
  if (!/^[0-9a-f]{16}$/.test(id)) throw new Reason(`"${id}" is no token's id: 16 letters of 0-9a-f, the part behind cookdiff_`);
  const sql = "UPDATE tokens SET revoked_ms = CASE revoked_ms WHEN 0 THEN ?2 ELSE revoked_ms END WHERE id = ?1 RETURNING id";
  if ((await tables.query(sql, id, Date.now())).length === 0) throw new Reason(`there is no token ${id}`);
}

const day = (ms) => (ms === 0 ? "never" : new Date(ms).toISOString().slice(0, 10));
/** A token as a line of the list. */
export const lineOf = (row) => {
  const state = row.revoked_ms !== 0 ? `revoked ${day(row.revoked_ms)}` : `expires ${day(row.expires_ms)}`;
  return `${row.id}  ${row.kitchen}  ${row.scopes.replaceAll(" ", ",")}  made ${day(row.made_ms)}, ${state}, used ${day(row.last_used_ms)}  ${JSON.stringify(row.name)}`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installPackages();
    const { values } = parseArgs({
      options: {
        kitchen: { type: "string" },
        scope: { type: "string", multiple: true, default: ["read"] },
        name: { type: "string" },
        days: { type: "string", default: "90" },
        list: { type: "boolean", default: false },
        revoke: { type: "string" },
        env: { type: "string" },
        remote: { type: "boolean", default: false },
        state: { type: "string", default: ".state" },
      },
    });
    const { env, remote, state } = values;
    const where = { env, remote, state };
    if (values.list) {
      const rows = await withTables(where, (tables) => listTokens(tables, values.kitchen));
      return say(rows.length === 0 ? "no tokens" : rows.map(lineOf).join("\n"));
    }
    if (values.revoke !== undefined) {
      await withTables(where, (tables) => revokeToken(tables, values.revoke));
      return say(`revoked: ${values.revoke}`);
    }
    const scopes = values.scope.flatMap((scope) => scope.split(/[\s,]+/));
    say(await addToken({ kitchen: values.kitchen, name: values.name, scopes, days: Number(values.days), ...where }));
  });
}
