// Brings the makes that an older engine compared to the present one, in pieces of 10,000 objects, while uploads come in.
// (The watcher's sweep does the same by itself, one pass after the other; this does it now, and says when it is done.)
//   npm run rediff [-- --kitchen NAME …] [--address http://localhost:8787] [--env NAME] [--token TOKEN]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { clientsOf, passes, serviceOptions } from "./again.mjs";
import { main, say } from "./terminal.mjs";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { values } = parseArgs({ options: serviceOptions });
    for (const [kitchen, client] of await clientsOf(values)) {
      const { objects, due } = await passes(client, (total) => total.due > 0 && say(`${kitchen}: ${total.due} makes brought to the present engine`));
      say(`${kitchen}: ${due} makes were due, none is; ${objects} objects looked at`);
    }
  });
}
