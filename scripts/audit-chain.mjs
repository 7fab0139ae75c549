// The audit's chain, worked out from the rows alone (the form: src/store/audit.hpp), so that a row that was changed,
// removed or put in is found without the server's word.
import { createHash } from "node:crypto";

/** As src/store/audit.hpp has it. */
const pageRows = 500;
export const hourMs = 3_600_000;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const line = (row) => [row.at_ms, row.id, row.actor, row.action, row.subject, row.outcome, row.address].join("\x1f");

/** The digest of an hour's rows, in order of (at_ms, id). */
export function digestOf(rows) {
  let digest = "";
  for (let at = 0; at < rows.length; at += pageRows) {
    digest = sha256(digest + rows.slice(at, at + pageRows).map((row) => `${line(row)}\n`).join(""));
  }
  return digest;
}

export const headOf = (previous, kitchen, { hour_ms, row_count, digest }) =>
  sha256(`${previous}\n${kitchen}\n${hour_ms}\n${row_count}\n${digest}\n`);

const hourName = (ms) => new Date(Number(ms)).toISOString().slice(0, 13);

/**
 * Every fault of one kitchen's chain, in words; none: it holds. `source` has
 *   digests(): the rows of audit_digests in order of hour_ms
 *   rows(from, until): the rows of the audit in [from, until), in order of (at_ms, id)
 *   count(until): how many there are before `until`
 *   archived(name): the archive's JSON under audit/<kitchen>/<name>.json, or null
 */
export async function verifyKitchen(kitchen, source) {
  const faults = [];
  const digests = await source.digests();
  let previous = "";
  let covered = 0;
  for (const link of digests) {
    const hour = hourName(link.hour_ms);
    const rows = await source.rows(link.hour_ms, link.hour_ms + hourMs);
    covered += rows.length;
    if (rows.length < link.row_count) faults.push(`${hour}: ${link.row_count - rows.length} of ${link.row_count} rows are missing`);
    if (rows.length > link.row_count) faults.push(`${hour}: ${rows.length - link.row_count} rows more than were digested`);
    if (rows.length === link.row_count && digestOf(rows) !== link.digest) faults.push(`${hour}: a row was changed`);
    if (headOf(previous, kitchen, link) !== link.head) faults.push(`${hour}: the chain is broken here`);
    const kept = await source.archived(String(link.hour_ms));
    if (kept === null) faults.push(`${hour}: the archive has no head for it`);
    else if (kept.head !== link.head || kept.digest !== link.digest) faults.push(`${hour}: the archive has another head`);
    previous = link.head;
  }
  const last = digests.at(-1);
  const end = last ? last.hour_ms + hourMs : 0;
  const before = await source.count(end);
  if (before > covered) faults.push(`${before - covered} rows are in hours that were never digested, before ${hourName(end)}`);
  const head = await source.archived("head");
  if (head !== null && head.hour > (last?.hour_ms ?? -1)) faults.push(`the archive's last head is of ${hourName(head.hour)}, and the table ends before it`);
  if (head === null && last) faults.push("the archive has no last head");
  return { faults, hours: digests.length, rows: covered, end };
}
