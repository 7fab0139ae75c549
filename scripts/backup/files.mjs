// A backup's folder: tables.sql, one file an object, and backup.json, which names every object with the SHA-256 of its
// bytes. It is whole when backup.json is there: that is written last.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Reason } from "../terminal.mjs";

const manifestName = "backup.json";
const tablesName = "tables.sql";
const format = 1;
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export class BackupFolder {
  static create(folder) {
    if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) throw new Reason(`${folder} is not empty: a backup goes into a folder of its own`);
    fs.mkdirSync(path.join(folder, "objects"), { recursive: true, mode: 0o700 });
    return new BackupFolder(folder, { format, objects: [] });
  }

  /** Reads and proves every byte before anything is done with it. */
  static open(folder) {
    const file = path.join(folder, manifestName);
    if (!fs.existsSync(file)) throw new Reason(`${folder} has no ${manifestName}: it is no backup, or not a whole one`);
    const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
    if (manifest.format !== format) throw new Reason(`${file} has format ${manifest.format}; this program reads ${format}`);
    const backup = new BackupFolder(folder, manifest);
    const damaged = [[tablesName, manifest.tables], ...(manifest.furtherTables ?? []).map(({ file, sha256 }) => [file, sha256]), ...manifest.objects.map((object) => [object.file, object.sha256])].filter(([name, sum]) => !backup.#proves(name, sum));
    if (damaged.length > 0) throw new Reason(`${damaged.length} files of the backup are missing or damaged, ${path.join(folder, damaged[0][0])} first`);
    return backup;
  }

  constructor(folder, manifest) {
    Object.assign(this, { folder, manifest });
  }

  #proves(name, sum) {
    const file = path.join(this.folder, name);
    return fs.existsSync(file) && sha256(fs.readFileSync(file)) === sum;
  }

  /** The file for a database's tables: the first's is tables.sql, the others are named after their bindings. */
  addTables(database) {
    const file = database === "DB" ? tablesName : `tables-${database}.sql`;
    if (database !== "DB") this.manifest.furtherTables = [...(this.manifest.furtherTables ?? []), { database, file }];
    return path.join(this.folder, file);
  }

  /** [{database, file}] */
  get databases() {
    const further = (this.manifest.furtherTables ?? []).map(({ database, file }) => ({ database, file: path.join(this.folder, file) }));
    return [{ database: "DB", file: path.join(this.folder, tablesName) }, ...further];
  }

  /** Files are numbered, since a key may be any text. */
  add(bucket, { bytes, ...object }) {
    const file = `objects/${this.manifest.objects.length + 1}`;
    fs.writeFileSync(path.join(this.folder, file), bytes, { mode: 0o600 });
    this.manifest.objects.push({ bucket, file, sha256: sha256(bytes), ...object });
  }

  finish(about) {
    const sumOf = (file) => sha256(fs.readFileSync(path.join(this.folder, file)));
    Object.assign(this.manifest, about, { tables: sumOf(tablesName) });
    for (const tables of this.manifest.furtherTables ?? []) tables.sha256 = sumOf(tables.file);
    fs.writeFileSync(path.join(this.folder, manifestName), JSON.stringify(this.manifest, null, 1), { mode: 0o600 });
  }

  *objects(bucket) {
    for (const { file, sha256: _, ...object } of this.manifest.objects)
      if (object.bucket === bucket) yield { ...object, bytes: fs.readFileSync(path.join(this.folder, file)) };
  }
}
