// npm run restore -- --from FOLDER --env staging|production     (or --local FOLDER)
// Into stores that are empty (of a fresh environment: deployed never, or its database made anew): proves every byte of
// the backup first, then puts back the archive, the tables and the uploads. The sweep that follows finds each object under
// a new version of the bucket with the same content, and leaves what the rows say as it is.
import path from "node:path";
import { parseArgs } from "node:util";
import { BackupFolder } from "./backup/files.mjs";
import { bucketNames, openStores } from "./backup/stores.mjs";
import { keepLocalDatabases, localDatabases } from "./local_databases.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

async function refuseWhatIsFull(stores) {
  for (const bucket of bucketNames) if (!(await stores.isEmpty(bucket))) throw new Reason(`the bucket ${bucket} is not empty: a restore overwrites nothing`);
  for (const database of stores.databases) {
    const tables = await stores.tables(database);
    if (tables.length > 0) throw new Reason(`the database ${database} has tables (${tables.slice(0, 3).join(", ")} …): a restore overwrites nothing; make the database anew`);
  }
}

await main(async () => {
  await installPackages();
  const { values } = parseArgs({ options: { env: { type: "string" }, local: { type: "string" }, from: { type: "string" } } });
  if (!values.from) throw new Reason("say where from: --from FOLDER");
  const folder = await step("proving the backup", () => BackupFolder.open(path.resolve(values.from)));
  if (values.local) keepLocalDatabases(values.local, String(Math.max(folder.databases.length, localDatabases(values.local))));
  const stores = await openStores(values);
  try {
    const lacking = folder.databases.filter(({ database }) => !stores.databases.includes(database));
    if (lacking.length > 0) throw new Reason(`the backup is of ${folder.databases.length} databases, and there are ${stores.databases.length}`);
    await refuseWhatIsFull(stores);
    const put = async (bucket) => {
      for (const object of folder.objects(bucket)) await stores.put(bucket, object);
    };
    await step("putting back the archive", () => put("ARCHIVE"));
    await step("putting back the tables", async () => {
      for (const { database, file } of folder.databases) await stores.importTables(database, file);
    });
    await step("putting back the uploads", () => put("RECIPES"));
    say(`Restored: ${folder.manifest.objects.length} objects and the tables of ${folder.manifest.madeAt}. The next sweep looks at every object.`);
  } finally {
    await stores.close();
  }
});
