// Verifies the audit: every hour's digest from its rows, the chain of the digests, and the heads in the archive bucket.
//   npm run verify-audit -- [--state .state | --env production|staging | --remote] [--kitchen NAME]
// Exit 0: it holds; 1: it does not, and where; 2: it could not be read. Past the server: from the tables and the bucket.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { verifyKitchen } from "./audit-chain.mjs";
import { installPackages } from "./setup.mjs";
import { openTables } from "./tables.mjs";
import { main, say } from "./terminal.mjs";

/** Rows of one answer of the database. */
const pageRows = 2000;

const kitchensOf = async (tables) =>
  (await tables.query("SELECT DISTINCT kitchen FROM audit UNION SELECT DISTINCT kitchen FROM audit_digests")).map((row) => row.kitchen);

/** What verifyKitchen reads. */
function sourceOf(tables, kitchen) {
  return {
    digests: () => tables.query("SELECT hour_ms, row_count, digest, head FROM audit_digests WHERE kitchen = ?1 ORDER BY hour_ms", kitchen),
    count: async (until) => (await tables.query("SELECT count(*) AS n FROM audit WHERE kitchen = ?1 AND at_ms < ?2", kitchen, until))[0].n,
    rows: async (from, until) => {
      const all = [];
      let after = [from - 1, ""];
      for (;;) {
        const page = await tables.query(
          "SELECT at_ms, id, actor, action, subject, outcome, address FROM audit WHERE kitchen = ?1 AND at_ms >= ?2 AND at_ms < ?3 " +
            "AND (at_ms, id) > (?4, ?5) ORDER BY at_ms, id LIMIT ?6",
          ...[kitchen, from, until, ...after, pageRows],
        );
        all.push(...page);
        if (page.length < pageRows) return all;
        after = [page.at(-1).at_ms, page.at(-1).id];
      }
    },
    archived: async (name) => JSON.parse((await tables.archived(`audit/${kitchen || "~"}/${name}.json`)) ?? "null"),
  };
}

/** Says of each kitchen whether its audit holds; answers how many faults there are. */
async function verify(tables, kitchen) {
  const kitchens = kitchen === undefined ? await kitchensOf(tables) : [kitchen];
  let broken = 0;
  for (const each of kitchens) {
    const { faults, hours, rows, end } = await verifyKitchen(each, sourceOf(tables, each));
    const name = each || "(nobody's)";
    for (const fault of faults) say(`${name}: ${fault}`);
    if (faults.length === 0) say(`${name}: ${hours} hours with ${rows} rows hold${end ? `, up to ${new Date(end).toISOString().slice(0, 16)}` : ""}`);
    broken += faults.length;
  }
  say(broken === 0 ? `the audit holds: ${kitchens.length} kitchens` : `the audit does NOT hold: ${broken} faults`);
  return broken;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installPackages();
    const { values } = parseArgs({
      options: {
        remote: { type: "boolean", default: false },
        state: { type: "string", default: ".state" },
        env: { type: "string" },
        kitchen: { type: "string" },
      },
    });
    const { kitchen, ...where } = values;
    const tables = await openTables(where);
    try {
      process.exitCode = (await verify(tables, kitchen)) === 0 ? 0 : 1;
    } finally {
      await tables.close();
    }
  }, { failed: 2 });
}
