// Erases a recipe, or a whole kitchen, everywhere: bucket, archive, tables. It cannot be undone; the audit keeps a row
// without text.
//   npm run purge -- --recipe ID            one recipe with its versions and makes
//   npm run purge -- --kitchen NAME         everything of a kitchen, its tokens last
// [--address http://localhost:8787] [--token TOKEN, else the environment's COOKDIFF_TOKEN, else that of npm start]
// The token is one with the scope admin, of that kitchen.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./command.mjs";
import { Client } from "./service.mjs";
import { main, Reason, say } from "./terminal.mjs";

const tokenFile = path.join(root, ".state/token");

/** Calls until nothing is left; answers what was erased. */
export async function purge(client, { recipe, kitchen }) {
  const target = recipe === undefined ? `/kitchen?purge=${encodeURIComponent(kitchen)}` : `/recipes/${encodeURIComponent(recipe)}?purge`;
  const total = { objects: 0, versions: 0 };
  for (;;) {
    const { objects, versions, complete } = await client.request("DELETE", target);
    total.objects += objects;
    total.versions += versions;
    if (complete) return total;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { values } = parseArgs({
      options: {
        recipe: { type: "string" },
        kitchen: { type: "string" },
        address: { type: "string", default: "http://localhost:8787" },
        token: { type: "string" },
      },
    });
    if ((values.recipe === undefined) === (values.kitchen === undefined)) throw new Reason("say --recipe ID or --kitchen NAME");
    const token = values.token ?? process.env.COOKDIFF_TOKEN ?? (fs.existsSync(tokenFile) ? fs.readFileSync(tokenFile, "utf8").trim() : "");
    if (!token) throw new Reason("a token with the scope admin: --token, or the environment variable COOKDIFF_TOKEN");
    const { objects, versions } = await purge(new Client(values.address.replace(/\/$/, ""), token), values);
    say(`erased: ${objects} objects and ${versions} versions of originals`);
  });
}
