// The audit's chain in workerd: what the server digests, scripts/audit-chain.mjs finds whole, and it finds a row that was
// changed, removed or put in by somebody who can write to the tables past their triggers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { digestOf, headOf, hourMs, verifyKitchen } from "../../scripts/audit-chain.mjs";
import { startApplication } from "./application.mjs";
import { pie } from "./documents.mjs";

let app;
let source;
const longAgo = Date.now() - (Date.now() % hourMs) - 5 * hourMs;

const all = async (sql, ...values) => (await app.bindings.DB.prepare(sql).bind(...values).all()).results;
const kept = async (name) => JSON.parse((await (await app.bindings.ARCHIVE.get(`audit/home/${name}.json`))?.text()) ?? "null");

const insertRow = (at, id, actor = "token:0") =>
  all("INSERT INTO audit (at_ms, id, kitchen, actor, action, subject, outcome, address) VALUES (?1, ?2, 'home', ?3, 'GET /recipes', '', '200', '')", at, id, actor);

before(async () => {
  app = await startApplication();
  source = {
    digests: () => all("SELECT hour_ms, row_count, digest, head FROM audit_digests WHERE kitchen = 'home' ORDER BY hour_ms"),
    rows: (from, until) => all("SELECT * FROM audit WHERE kitchen = 'home' AND at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms, id", from, until),
    count: async (until) => (await all("SELECT count(*) AS n FROM audit WHERE kitchen = 'home' AND at_ms < ?1", until))[0].n,
    archived: kept,
  };
  // Two hours of the past, one of more than a page, as the server writes them.
  for (let n = 0; n < 3; n++) await insertRow(longAgo + n * 1000, `0${n}`);
  const many = Array.from({ length: 501 }, (_, n) => ({ at: longAgo + hourMs + n, id: String(n).padStart(4, "0") }));
  await all("INSERT INTO audit (at_ms, id, kitchen, actor, action, subject, outcome, address) SELECT value ->> 'at', value ->> 'id', 'home', 'token:é', 'GET /recipes', '', '200', '' FROM json_each(?1)", JSON.stringify(many));
});
after(() => app.close());

/** Runs something past the triggers, and takes it back. */
async function tampered(change, restore, expect) {
  const triggers = await all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'");
  for (const { name } of triggers) await all(`DROP TRIGGER ${name}`);
  await change();
  const { faults } = await verifyKitchen("home", source);
  assert.ok(faults.some((fault) => expect.test(fault)), `${expect} in ${JSON.stringify(faults)}`);
  await restore();
  for (const { sql } of triggers) await all(sql);
  assert.deepEqual((await verifyKitchen("home", source)).faults, []);
}

test("reads, writes and refused attempts of the API are in GET /audit", async () => {
  assert.equal((await app.call("POST", "/recipes", { body: pie() })).status, 200);
  assert.equal((await app.get("/recipes/2")).status, 200);
  assert.equal((await app.call("POST", "/recipes", { body: pie(), scopes: "read" })).status, 403);
  const { body } = await app.get("/audit?limit=200");
  const lines = body.audit.map((row) => `${row.action} ${row.subject} ${row.status}`);
  for (const line of ["POST /recipes recipe:2 200", "GET /recipes/{recipeId} recipe:2 200", "POST /recipes  403"]) assert.ok(lines.includes(line), line);
});

test("the hourly job closes what is over, and the chain holds", async () => {
  await app.server.scheduled({ cron: "7 * * * *" });
  const digests = await source.digests();
  assert.deepEqual(digests.map((link) => link.row_count), [3, 501]);
  const { faults, rows } = await verifyKitchen("home", source);
  assert.deepEqual(faults, []);
  assert.equal(rows, 504);
});

test("a row that is changed, removed or put in is found", async () => {
  const second = longAgo + 1000;
  const old = (await all("SELECT * FROM audit WHERE at_ms = ?1", second))[0];
  await tampered(() => all("UPDATE audit SET actor = 'token:1' WHERE at_ms = ?1", second), () => all("UPDATE audit SET actor = ?2 WHERE at_ms = ?1", second, old.actor), /a row was changed/);
  await tampered(() => all("DELETE FROM audit WHERE at_ms = ?1", second), () => insertRow(second, old.id), /1 of 3 rows are missing/);
  await tampered(() => insertRow(second, "zz"), () => all("DELETE FROM audit WHERE id = 'zz'"), /1 rows more/);
  await tampered(() => insertRow(longAgo - hourMs, "yy"), () => all("DELETE FROM audit WHERE id = 'yy'"), /never digested/);
});

test("whoever also rewrites the digests, or cuts them off, is told on by the archive", async () => {
  const [first, second] = await source.digests();
  const put = (link) => all("UPDATE audit_digests SET row_count = ?2, digest = ?3, head = ?4 WHERE hour_ms = ?1", link.hour_ms, link.row_count, link.digest, link.head);
  const rewrite = async () => {
    await all("UPDATE audit SET actor = 'token:1' WHERE at_ms = ?1", longAgo);
    const one = { ...first, digest: digestOf(await source.rows(longAgo, longAgo + hourMs)) };
    one.head = headOf("", "home", one);
    const two = { ...second };
    two.head = headOf(one.head, "home", two);
    await put(one);
    await put(two);
  };
  const back = async () => {
    await all("UPDATE audit SET actor = 'token:0' WHERE at_ms = ?1", longAgo);
    await put(first);
    await put(second);
  };
  await tampered(rewrite, back, /the archive has another head/);
  const rows = await source.rows(second.hour_ms, second.hour_ms + hourMs);
  const cut = async () => {
    await all("DELETE FROM audit WHERE at_ms >= ?1 AND at_ms < ?2", second.hour_ms, second.hour_ms + hourMs);
    await all("DELETE FROM audit_digests WHERE hour_ms = ?1", second.hour_ms);
  };
  const uncut = async () => {
    await all("INSERT INTO audit (at_ms, id, kitchen, actor, action, subject, outcome, address) SELECT value ->> 'at_ms', value ->> 'id', 'home', value ->> 'actor', value ->> 'action', '', '200', '' FROM json_each(?1)", JSON.stringify(rows));
    await all("INSERT INTO audit_digests VALUES ('home', ?1, ?2, ?3, ?4)", second.hour_ms, second.row_count, second.digest, second.head);
  };
  await tampered(cut, uncut, /the table ends before it/);
});
