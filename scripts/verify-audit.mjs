// Verifies the audit: every hour's digest from its rows, the chain of the digests, and the heads in the archive bucket.
//   npm run verify-audit -- [--remote] [--state FOLDER] [--kitchen NAME]     exit 0: it holds; 1: it does not, and where
// Reads the database and the bucket with wrangler, past the server.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { verifyKitchen } from "./audit-chain.mjs";
import { wrangler } from "./node.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say } from "./terminal.mjs";

/** Rows of one answer of the database. */
const pageRows = 2000;
const columns = "at_ms, id, actor, action, subject, outcome, address";
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;

/** The database and the bucket, by wrangler. `where`: its options for local or remote. */
class Stores {
  constructor(where) {
    this.where = where;
  }

  async query(sql) {
    const { code, output } = await wrangler(["d1", "execute", "DB", ...this.where, "-y", "--json", "--command", sql], { allowFailure: true });
    if (code !== 0) throw new Reason(`the database did not answer:\n${output.trim()}`);
    return JSON.parse(output.slice(output.search(/^\[/m)))[0].results;
  }

  async kitchens() {
    return (await this.query("SELECT DISTINCT kitchen FROM audit UNION SELECT DISTINCT kitchen FROM audit_digests")).map((row) => row.kitchen);
  }

  source(kitchen) {
    const mine = `kitchen = ${quoted(kitchen)}`;
    return {
      digests: () => this.query(`SELECT hour_ms, row_count, digest, head FROM audit_digests WHERE ${mine} ORDER BY hour_ms`),
      count: async (until) => (await this.query(`SELECT count(*) AS n FROM audit WHERE ${mine} AND at_ms < ${until}`))[0].n,
      rows: async (from, until) => {
        const all = [];
        let after = [from - 1, ""];
        for (;;) {
          const page = await this.query(
            `SELECT ${columns} FROM audit WHERE ${mine} AND at_ms >= ${from} AND at_ms < ${until} ` +
              `AND (at_ms, id) > (${after[0]}, ${quoted(after[1])}) ORDER BY at_ms, id LIMIT ${pageRows}`,
          );
          all.push(...page);
          if (page.length < pageRows) return all;
          after = [page.at(-1).at_ms, page.at(-1).id];
        }
      },
      archived: (name) => this.object(`recipes-archive/audit/${kitchen || "~"}/${name}.json`),
    };
  }

  async object(key) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-audit-"));
    try {
      const file = path.join(folder, "head.json");
      const { code, output } = await wrangler(["r2", "object", "get", key, "--file", file, ...this.where], { allowFailure: true });
      if (code === 0) return JSON.parse(fs.readFileSync(file, "utf8"));
      if (/does not exist|not found|404/i.test(output)) return null;
      throw new Reason(`the archive did not answer:\n${output.trim()}`);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installPackages();
    const { values } = parseArgs({
      options: {
        remote: { type: "boolean", default: false },
        state: { type: "string", default: ".state" },
        kitchen: { type: "string" },
      },
    });
    const stores = new Stores(values.remote ? ["--remote"] : ["--local", "--persist-to", values.state]);
    const kitchens = values.kitchen === undefined ? await stores.kitchens() : [values.kitchen];
    let broken = 0;
    for (const kitchen of kitchens) {
      const { faults, hours, rows, end } = await verifyKitchen(kitchen, stores.source(kitchen));
      const name = kitchen || "(nobody's)";
      for (const fault of faults) say(`${name}: ${fault}`);
      if (faults.length === 0) say(`${name}: ${hours} hours with ${rows} rows hold${end ? `, up to ${new Date(end).toISOString().slice(0, 16)}` : ""}`);
      broken += faults.length;
    }
    say(broken === 0 ? `the audit holds: ${kitchens.length} kitchens` : `the audit does NOT hold: ${broken} faults`);
    process.exitCode = broken === 0 ? 0 : 1;
  });
}
