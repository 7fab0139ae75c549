// npm run backup -- --env production|staging --to FOLDER     (or --local .state: of npm start's service)
// The tables first, then the archive, then the uploads: so everything that a row speaks of is in the backup, and what
// came in meanwhile is found by the sweep after a restore. The service goes on serving; the provider holds writes to the
// tables back while it exports them. Secrets are not in it: keep TOKEN_PEPPER beside it, or make the tokens anew.
import path from "node:path";
import { parseArgs } from "node:util";
import { BackupFolder } from "./backup/files.mjs";
import { bucketNames, openStores } from "./backup/stores.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

await main(async () => {
  await installPackages();
  const { values } = parseArgs({ options: { env: { type: "string" }, local: { type: "string" }, to: { type: "string" } } });
  if (!values.to) throw new Reason("say where to: --to FOLDER");
  const folder = BackupFolder.create(path.resolve(values.to));
  const stores = await openStores(values);
  try {
    await step("exporting the tables", async () => {
      for (const database of stores.databases) await stores.exportTables(database, folder.addTables(database));
    });
    for (const bucket of bucketNames)
      await step(`reading the bucket ${bucket}`, async () => {
        for await (const object of stores.objects(bucket)) folder.add(bucket, object);
      });
    folder.finish({ madeAt: new Date().toISOString(), of: values.env ?? "local" });
    say(`Backed up: ${folder.manifest.objects.length} objects and the tables, in ${folder.folder}`);
  } finally {
    await stores.close();
  }
});
