// Every operation of src/edge/host.hpp, by its number: a frame in, a promise of a frame out. A rejected promise is an
// answer too (status failed, with the message).
import { verifyAccess } from "./access";
import { decode, encode, makeFrame, readFrame } from "./frame";

export type Bindings = Record<string, any>;
type Frame = { header: any; body: Uint8Array };
type Operation = (request: Frame, bindings: Bindings) => Promise<Uint8Array>;

const head = (object: any) => ({
  key: object.key,
  version: object.version,
  etag: object.etag,
  size: object.size,
  uploaded: object.uploaded.getTime(),
  metadata: object.customMetadata ?? {},
});

/**
 * Objects that a module asked for by the hash of their content, as the frames that answered: a batch's originals are those
 * of the batch before. By bucket, key and hash, so that what is answered is what is stored; the oldest go first, none stays
 * for more than a minute.
 */
const held = new Map<string, { frame: Uint8Array; until: number }>();
const heldBytesMax = 4 << 20;
const heldMs = 60_000;
let heldBytes = 0;

function letGo(name: string): void {
  heldBytes -= held.get(name)?.frame.length ?? 0;
  held.delete(name);
}
function hold(name: string, frame: Uint8Array): Uint8Array {
  letGo(name);
  held.set(name, { frame, until: Date.now() + heldMs });
  heldBytes += frame.length;
  for (const oldest of held.keys()) {
    if (heldBytes <= heldBytesMax) break;
    letGo(oldest);
  }
  return frame;
}

const bucketGet: Operation = async (request, bindings) => {
  const { binding, key, hash } = request.header;
  if (!hash) return readObject(request, bindings);
  const name = `${binding}/${key}#${hash}`;
  const found = held.get(name);
  if (found && found.until > Date.now()) return found.frame;
  const frame = await readObject(request, bindings);
  return readFrame(frame).header.object?.metadata.hash === hash ? hold(name, frame) : frame;
};

const readObject: Operation = async ({ header }, bindings) => {
  const object = await bindings[header.binding].get(header.key);
  if (object === null) return makeFrame({ found: false });
  const tooLarge = object.size > header.bytesMax;
  if (tooLarge) await object.body.cancel();
  const bytes = tooLarge ? new Uint8Array() : new Uint8Array(await object.arrayBuffer());
  return makeFrame({ found: true, tooLarge, object: head(object) }, bytes);
};

const bucketHead: Operation = async ({ header }, bindings) => {
  const object = await bindings[header.binding].head(header.key);
  return makeFrame(object === null ? { found: false } : { found: true, object: head(object) });
};

const bucketPut: Operation = async ({ header, body }, bindings) => {
  const onlyIf = header.onlyIfAbsent ? { etagDoesNotMatch: "*" } : header.ifEtag ? { etagMatches: header.ifEtag } : undefined;
  const object = await bindings[header.binding].put(header.key, body, {
    onlyIf,
    customMetadata: header.metadata,
    httpMetadata: { contentType: header.contentType },
  });
  return makeFrame(object === null ? { stored: false } : { stored: true, object: head(object) });
};

const bucketDelete: Operation = async ({ header }, bindings) => {
  await bindings[header.binding].delete(header.keys);
  return makeFrame({});
};

const bucketList: Operation = async ({ header }, bindings) => {
  const page = await bindings[header.binding].list({
    prefix: header.prefix || undefined,
    startAfter: header.after || undefined,
    limit: header.limit,
    include: header.metadata ? ["customMetadata"] : undefined, // such a page may be shorter, and each is billed
  });
  return makeFrame({ objects: page.objects.map(head), more: page.truncated });
};

const queueSend: Operation = async ({ header }, bindings) => {
  await bindings[header.binding].sendBatch(
    header.messages.map((message: any) => ({ body: message.body, contentType: "json", delaySeconds: message.delaySeconds || undefined })),
  );
  return makeFrame({});
};

const databaseBatch: Operation = async ({ header }, bindings) => {
  const database = bindings[header.binding];
  const statements = header.statements.map(({ sql, params }: any) => (params.length ? database.prepare(sql).bind(...params) : database.prepare(sql)));
  const results = await database.batch(statements);
  return makeFrame({
    results: results.map((result: any) => ({
      rows: (result.results ?? []).map((row: object) => Object.values(row)),
      changes: result.meta.changes ?? 0,
      rowsRead: result.meta.rows_read ?? 0,
      rowsWritten: result.meta.rows_written ?? 0,
    })),
    size: results.at(-1)?.meta.size_after ?? 0,
  });
};

const kvGet: Operation = async ({ header }, bindings) => {
  const value = await bindings[header.binding].get(header.key, "arrayBuffer");
  return value === null ? makeFrame({ found: false }) : makeFrame({ found: true }, new Uint8Array(value));
};

const kvPut: Operation = async ({ header, body }, bindings) => {
  await bindings[header.binding].put(header.key, body, header.expireSeconds ? { expirationTtl: header.expireSeconds } : {});
  return makeFrame({});
};

const kvDelete: Operation = async ({ header }, bindings) => {
  await bindings[header.binding].delete(header.key);
  return makeFrame({});
};

// The other side is a CallEntrypoint (entrypoints.ts): its answer is a frame already.
const serviceCall: Operation = async ({ header, body }, bindings) => bindings[header.binding].call(header.method, body);

const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const digest: Operation = async ({ header, body }) => {
  let at = 0;
  const parts = header.sizes.map((size: number) => body.subarray(at, (at += size)));
  const digests = await Promise.all(parts.map(async (part: Uint8Array) => hex(await crypto.subtle.digest("SHA-256", part))));
  return makeFrame({ digests });
};

const hmac: Operation = async ({ header, body }, bindings) => {
  const secret = bindings[header.secret];
  if (typeof secret !== "string" || secret === "") throw new Error(`the secret ${header.secret} is not set`);
  const key = await crypto.subtle.importKey("raw", encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return makeFrame({ mac: hex(await crypto.subtle.sign("HMAC", key, body)) });
};

const sleep: Operation = async ({ header }) => {
  await new Promise((wake) => setTimeout(wake, header.milliseconds));
  return makeFrame({});
};

const rateLimit: Operation = async ({ header }, bindings) => {
  const { success } = await bindings[header.binding].limit({ key: header.key });
  return makeFrame({ allowed: success });
};

const access: Operation = async ({ body }, bindings) => makeFrame(await verifyAccess(decode(body), bindings));

export const operations: Record<number, Operation> = {
  1: bucketGet,
  2: bucketHead,
  3: bucketPut,
  4: bucketDelete,
  5: bucketList,
  6: queueSend,
  7: databaseBatch,
  8: kvGet,
  9: kvPut,
  10: kvDelete,
  11: serviceCall,
  12: digest,
  13: hmac,
  14: sleep,
  15: rateLimit,
  17: access,
};
