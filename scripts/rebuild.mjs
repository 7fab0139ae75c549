// Makes the tables of a kitchen again from the two buckets: what was decided once comes from the archive, the rest from
// the uploads, and the same comes of it. It forgets what the tables say now. Until it is through, reads show less, and new
// uploads wait in the bucket; a make that is corrected or deleted for the first time meanwhile is decided on as if it had
// not been there before (docs/adr/0005-the-tables-made-again.md has it whole).
//   npm run rebuild                                   of the kitchen whose token is at hand
//   npm run rebuild -- --kitchen home --kitchen anna  of these; a token of a day is made for each
// [--address http://localhost:8787] [--env NAME: tokens are made in that environment's database] [--token TOKEN]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { clientsOf, passes, serviceOptions } from "./again.mjs";
import { pause } from "./service.mjs";
import { main, say } from "./terminal.mjs";

const triesMax = 5;

/** Every piece, then passes of the sweep; answers how many rows were brought in, and how many objects were looked at. */
export async function rebuild(client, tell = () => {}) {
  let rows = 0;
  for (let failed = 0, begun = false; ; ) {
    let piece;
    try {
      // Others may do the last piece: who asks to continue does not begin another one.
      piece = await client.request("POST", `/kitchen/rebuild${begun ? "?continue" : ""}`);
      begun = true;
    } catch (error) {
      if (++failed > triesMax) throw error; // it goes on where it is, whenever it is called again
      await pause(1000 * failed);
      continue;
    }
    failed = 0;
    rows += piece.rows;
    if (piece.complete) break;
  }
  const { objects, enqueued } = await passes(client, tell);
  return { rows, objects, enqueued };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { values } = parseArgs({ options: serviceOptions });
    for (const [kitchen, client] of await clientsOf(values)) {
      const { rows, objects, enqueued } = await rebuild(client, ({ objects: looked }) => say(`${kitchen}: ${looked} objects`));
      say(`${kitchen}: ${rows} decisions and versions from the archive, ${enqueued} of ${objects} objects decided again`);
    }
  });
}
