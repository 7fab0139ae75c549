// What the stand-in answers: the calls that wrangler and our own scripts make of the provider's API (client/v4), in the
// shapes that wrangler's sources read. Each is [method, path pattern, (request) => result]; a Refused is an error answer.
import { createHash, randomUUID } from "node:crypto";

export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}
const id32 = () => randomUUID().replaceAll("-", "");
const now = () => new Date().toISOString();
const found = (value, what, code = 10007, status = 404) => {
  if (value === undefined || value === null) throw new Refused(status, code, `${what} not found`);
  return value;
};
const page = (list, request) => {
  const size = Number(request.query.get("per_page") ?? 100);
  const number = Number(request.query.get("page") ?? 1);
  request.info = { page: number, per_page: size, count: list.length, total_count: list.length, total_pages: Math.ceil(list.length / size) };
  return list.slice((number - 1) * size, number * size);
};

const account = [
  ["GET", "/accounts", ({ state }) => [{ id: state.account, name: "Kitchen" }]],
  ["GET", "/user", () => ({ id: "user", email: "cook@example.com" })],
  ["GET", "/user/tokens/verify", () => ({ id: "token", status: "active" })],
  ["GET", "/memberships", ({ state }) => [{ id: "member", account: { id: state.account, name: "Kitchen" } }]],
  ["GET", "/accounts/:a", ({ state }) => ({ id: state.account, name: "Kitchen" })],
];

const buckets = [
  ["GET", "/accounts/:a/r2/buckets", ({ state }) => ({ buckets: [...state.buckets.values()] })],
  ["POST", "/accounts/:a/r2/buckets", async ({ state, body, plane }) => {
    if (state.buckets.has(body.name)) throw new Refused(409, 10004, "The bucket you tried to create already exists, and you own it.");
    state.buckets.set(body.name, { name: body.name, creation_date: now() });
    await plane.apply();
    return {};
  }],
  ["GET", "/accounts/:a/r2/buckets/:bucket", ({ state, path }) => found(state.buckets.get(path.bucket), "The specified bucket", 10006)],
  ["GET", "/accounts/:a/r2/buckets/:bucket/objects", async (request) => {
    const { plane, path, query } = request;
    const bucket = await plane.bucket(path.bucket);
    const limit = Number(query.get("per_page") ?? 20);
    const listed = await bucket.list({ limit, prefix: query.get("prefix") ?? undefined, cursor: query.get("cursor") ?? undefined, include: ["customMetadata", "httpMetadata"] });
    request.info = { cursor: listed.cursor ?? "", is_truncated: listed.truncated, per_page: limit };
    return listed.objects.map((object) => ({ key: object.key, size: object.size, etag: object.etag, last_modified: object.uploaded.toISOString(), custom_metadata: object.customMetadata ?? {}, http_metadata: object.httpMetadata ?? {} }));
  }],
  ["GET", "/accounts/:a/r2/buckets/:bucket/objects/*key", async (request) => {
    const object = found(await (await request.plane.bucket(request.path.bucket)).get(request.path.key), "The specified key");
    request.raw = Buffer.from(await object.arrayBuffer());
  }],
  ["PUT", "/accounts/:a/r2/buckets/:bucket/objects/*key", async ({ state, plane, path, bytes, headers }) => {
    found(state.buckets.get(path.bucket), "The specified bucket", 10006);
    if (state.uploadsAreLost) return { key: path.key, etag: "0", size: String(bytes.length), version: "0" };
    const put = await (await plane.bucket(path.bucket)).put(path.key, bytes, { httpMetadata: { contentType: headers["content-type"] } });
    await notify({ state, plane }, path.bucket, { action: "PutObject", object: { key: path.key, size: put.size, eTag: put.etag } });
    return { key: path.key, etag: put.etag, size: String(put.size), version: put.version };
  }],
  ["DELETE", "/accounts/:a/r2/buckets/:bucket/objects/*key", async ({ state, plane, path }) => {
    await (await plane.bucket(path.bucket)).delete(path.key);
    await notify({ state, plane }, path.bucket, { action: "DeleteObject", object: { key: path.key } });
    return { key: path.key };
  }],
];

/** The bucket's event to each queue whose rule matches, as production sends it. */
async function notify({ state, plane }, bucket, event) {
  for (const [queueId, rules] of state.notifications.get(bucket) ?? []) {
    const { key } = event.object;
    const matches = rules.some((rule) => rule.actions.includes(event.action) && key.startsWith(rule.prefix ?? "") && key.endsWith(rule.suffix ?? ""));
    if (matches) await plane.send(state.queues.get(queueId).queue_name, { account: state.account, bucket, eventTime: now(), ...event });
  }
}

const notifications = [
  ["GET", "/accounts/:a/event_notifications/r2/:bucket/configuration", ({ state, path }) => {
    const queues = [...(state.notifications.get(path.bucket) ?? [])].filter(([, rules]) => rules.length > 0);
    if (queues.length === 0) throw new Refused(404, 11015, "No event notification configurations exist for this bucket");
    return { bucketName: path.bucket, queues: queues.map(([queueId, rules]) => ({ queueId, queueName: state.queues.get(queueId).queue_name, rules })) };
  }],
  ["PUT", "/accounts/:a/event_notifications/r2/:bucket/configuration/queues/:queue", ({ state, path, body }) => {
    found(state.queues.get(path.queue), "queue", 11000);
    const of = state.notifications.get(path.bucket) ?? new Map();
    for (const rule of body.rules) {
      for (const other of [...of.values()].flat()) {
        const apart = (one, two, how) => !(one ?? "")[how](two ?? "") && !(two ?? "")[how](one ?? "");
        const overlaps = !apart(rule.prefix, other.prefix, "startsWith") && !apart(rule.suffix, other.suffix, "endsWith") && rule.actions.some((action) => other.actions.includes(action));
        if (overlaps) throw new Refused(409, 11020, "Another rule of this bucket has overlapping prefix, suffix and actions");
      }
      of.set(path.queue, [...(of.get(path.queue) ?? []), { ruleId: id32(), createdAt: now(), prefix: "", suffix: "", ...rule }]);
    }
    state.notifications.set(path.bucket, of);
    return {};
  }],
  ["DELETE", "/accounts/:a/event_notifications/r2/:bucket/configuration/queues/:queue", ({ state, path, body }) => {
    const of = state.notifications.get(path.bucket) ?? new Map();
    of.set(path.queue, (of.get(path.queue) ?? []).filter((rule) => body?.ruleIds && !body.ruleIds.includes(rule.ruleId)));
    return {};
  }],
];

const shown = (state, queue) => ({ ...queue, consumers: queue.consumers.map(({ ...each }) => each), consumers_total_count: queue.consumers.length, producers: [], producers_total_count: 0, settings: {} });
const queues = [
  ["GET", "/accounts/:a/queues", (request) => {
    const names = request.query.getAll("name");
    return page([...request.state.queues.values()].filter((queue) => names.length === 0 || names.includes(queue.queue_name)), request).map((queue) => shown(request.state, queue));
  }],
  ["POST", "/accounts/:a/queues", async ({ state, body, plane }) => {
    if ([...state.queues.values()].some((queue) => queue.queue_name === body.queue_name)) throw new Refused(409, 11009, `Queue name '${body.queue_name}' is already taken.`);
    const queue = { queue_id: id32(), queue_name: body.queue_name, created_on: now(), modified_on: now(), consumers: [] };
    state.queues.set(queue.queue_id, queue);
    await plane.apply();
    return shown(state, queue);
  }],
  ["GET", "/accounts/:a/queues/:queue/consumers", ({ state, path }) => found(state.queues.get(path.queue), "queue", 11000).consumers],
  ["POST", "/accounts/:a/queues/:queue/consumers", async ({ state, path, body, plane }) => {
    const queue = found(state.queues.get(path.queue), "queue", 11000);
    const script = body.script_name ?? body.service;
    found(state.scripts.get(script), "Worker");
    if (queue.consumers.length > 0) throw new Refused(400, 11004, "Queue already has a consumer");
    queue.consumers.push({ consumer_id: id32(), type: "worker", script, service: script, script_name: script, environment: "production", settings: body.settings, dead_letter_queue: body.dead_letter_queue });
    await plane.apply();
    return queue.consumers.at(-1);
  }],
  ["PUT", "/accounts/:a/queues/:queue/consumers/:consumer", async ({ state, path, body, plane }) => {
    const consumer = found(found(state.queues.get(path.queue), "queue", 11000).consumers.find((each) => each.consumer_id === path.consumer), "consumer");
    Object.assign(consumer, { settings: body.settings, dead_letter_queue: body.dead_letter_queue });
    await plane.apply();
    return consumer;
  }],
];

/** The provider's answer to a statement, from what workerd's D1 answered. */
const statementResult = ({ results, meta, success }) => ({ results, meta, success });
const databases = [
  ["GET", "/accounts/:a/d1/database", (request) => {
    const name = request.query.get("name");
    return page([...request.state.databases.values()].filter((database) => !name || database.name.includes(name)), request);
  }],
  ["POST", "/accounts/:a/d1/database", async ({ state, body, plane }) => {
    if ([...state.databases.values()].some((database) => database.name === body.name)) throw new Refused(400, 7502, `Database with name '${body.name}' already exists`);
    const database = { uuid: randomUUID(), name: body.name, created_at: now(), version: "production" };
    state.databases.set(database.uuid, database);
    await plane.apply();
    return database;
  }],
  ["GET", "/accounts/:a/d1/database/:database", ({ state, path }) => found(state.databases.get(path.database) ?? [...state.databases.values()].find((each) => each.name === path.database), "database", 7404)],
  ["POST", "/accounts/:a/d1/database/:database/query", async ({ state, path, body, plane }) => {
    found(state.databases.get(path.database), "database", 7404);
    const database = await plane.database(path.database);
    try {
      const statements = splitStatements(body.sql);
      const params = body.params ?? [];
      if (statements.length === 1) return [statementResult(await database.prepare(statements[0]).bind(...params).all())];
      return (await database.batch(statements.map((sql) => database.prepare(sql)))).map(statementResult);
    } catch (error) {
      throw new Refused(400, 7500, error.message.replace(/^D1_ERROR: /, ""));
    }
  }],
  ["GET", "/accounts/:a/d1/database/:database/time_travel/bookmark", ({ state }) => ({ bookmark: `00000000-${createHash("md5").update(String(state.calls.length)).digest("hex")}` })],
];

/** SQL apart at its semicolons, with quotes, comments and the bodies of triggers kept whole. */
export function splitStatements(sql) {
  const statements = [];
  let text = "";
  for (const [piece] of sql.matchAll(/'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"\-/;]+|[-/]/g)) {
    if (piece.startsWith("--") || piece.startsWith("/*")) continue;
    const inTrigger = /^\s*CREATE\s+(?:TEMP\s+)?TRIGGER\b/i.test(text) && !/\bEND\s*$/i.test(text);
    if (piece === ";" && !inTrigger) {
      if (text.trim()) statements.push(text.trim());
      text = "";
    } else text += piece;
  }
  if (text.trim()) statements.push(text.trim());
  return statements;
}

const namespaces = [
  ["GET", "/accounts/:a/storage/kv/namespaces", (request) => page([...request.state.namespaces.values()], request)],
  ["POST", "/accounts/:a/storage/kv/namespaces", ({ state, body }) => {
    if ([...state.namespaces.values()].some((each) => each.title === body.title)) throw new Refused(400, 10014, "a namespace with this account ID and title already exists");
    const namespace = { id: id32(), title: body.title, supports_url_encoding: true };
    state.namespaces.set(namespace.id, namespace);
    return namespace;
  }],
  ["GET", "/accounts/:a/storage/kv/namespaces/:id", ({ state, path }) => found(state.namespaces.get(path.id), "namespace", 10013)],
];

export const routes = { account, buckets, notifications, queues, databases, namespaces, found, id32, now };
