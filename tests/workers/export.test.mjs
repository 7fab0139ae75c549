// The export through the real bridge: streamed as it is read, whole, with the headers of every answer, and broken off
// where it is not whole.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "./application.mjs";
import { madePie, pie } from "./documents.mjs";

const makes = 40;
const notesBytes = 200_000;
const key = (n) => `recipes/2/makes/${n + 1}.json`;
let app;
before(async () => {
  app = await startApplication({ ALLOWED_ORIGINS: "https://app.test" });
  const list = Array.from({ length: makes }, (_, n) => [key(n), madePie(n + 1, 5 + (n % 7), { notes: "n".repeat(notesBytes) })]);
  await app.upload({ "recipes/2.json": pie(), ...Object.fromEntries(list) });
});
after(() => app.close());

const linesOf = (text) => text.trimEnd().split("\n").map((line) => JSON.parse(line));
async function begin(format, headers = {}) {
  const response = await app.server.fetch(`http://cookdiff/export?format=${format}`, { headers: { authorization: `Bearer ${await app.token()}`, ...headers } });
  return { response, reader: response.body.getReader() };
}
async function rest(reader) {
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return Buffer.concat(parts).toString("utf8");
}

const query = async (sql, ...values) => (await app.bindings.DB.prepare(sql).bind(...values).all()).results;

test("NDJSON has every version and every make, with its differences, and says that it is whole", async () => {
  const answer = await app.get("/export?format=ndjson");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-length"), null);
  const lines = linesOf(answer.text);
  assert.deepEqual(lines.at(-1), { type: "end", objects: makes + 1 });
  assert.equal(lines.filter((line) => line.type === "recipe").length, 1);
  const made = lines.filter((line) => line.type === "make");
  assert.equal(made.length, makes);
  for (const make of made) {
    assert.equal(make.document.notes.length, notesBytes);
    assert.ok(Array.isArray(make.differences.differences));
  }
});

test("CSV has a row each; HEAD has the head alone", async () => {
  const answer = await app.get("/export?format=csv");
  assert.match(answer.headers.get("content-type"), /^text\/csv/);
  assert.equal(answer.text.trimEnd().split("\r\n").length, 1 + makes + 1);
  const head = await app.call("HEAD", "/export?format=csv");
  assert.equal(head.status, 200);
  assert.equal(head.text, "");
});

test("a configured page of another site may read it, as any answer", async () => {
  const { response, reader } = await begin("csv", { origin: "https://app.test" });
  assert.equal(response.headers.get("access-control-allow-origin"), "https://app.test");
  assert.equal(response.headers.get("cache-control"), "no-store");
  await rest(reader);
});

test("a reader that goes away harms no other call", async () => {
  for (let n = 0; n < 20; n++) {
    const { reader } = await begin("ndjson");
    await reader.read();
    await reader.cancel();
  }
  assert.equal((await app.get("/recipes/2")).status, 200);
  assert.equal((await app.get("/export?format=csv")).status, 200);
});

test("what fails in the middle breaks the answer off, also in CSV, which has no last line", async () => {
  // More than every buffer on the way holds, and the table gone while the first chunk is under way.
  const rows = JSON.stringify(Array.from({ length: 2000 }, (_, n) => `recipes/2x${n}.json`));
  const columns = (await query("SELECT name FROM pragma_table_info('objects')")).map(({ name }) => name);
  const copied = columns.map((name) => (name === "key" ? "j.value" : name === "name" ? "printf('%.*c', 20000, 'n')" : `o.${name}`));
  await query(`INSERT INTO objects (${columns.join(", ")}) SELECT ${copied.join(", ")} FROM objects o, json_each(?1) j WHERE o.key = 'recipes/2.json'`, rows);
  const { response, reader } = await begin("csv");
  assert.equal(response.status, 200);
  await reader.read();
  await query("ALTER TABLE objects RENAME TO objects_away");
  await assert.rejects(rest(reader));
  // The broken connection may have been this client's own, too.
  await app.until(() => query("ALTER TABLE objects_away RENAME TO objects").then(() => true, (error) => /no such table/.test(error.message)), "the table is back");
  await query("DELETE FROM objects WHERE key LIKE 'recipes/2x%'");
  assert.match((await app.get("/export?format=ndjson")).text, /"type":"end","objects":41\}\n$/);
});
