// Looks at what is deployed and says what is not as it should be: the plan of a deployment and the doctor's findings are
// this one list. Only reads.
import { workerOrder } from "./environment.mjs";

export const pepperName = "TOKEN_PEPPER";
/** What the bucket tells the queue: every way for an object to come, change or go. */
export const eventActions = ["PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject", "LifecycleDeletion"];

const sameSet = (left, right) => left.length === right.length && [...left].sort().every((value, at) => value === [...right].sort()[at]);

/**
 * {facts, findings}. A finding is {kind, name, state, detail}: `kind` says what it is about ("bucket", "database",
 * "namespace", "queue", "migration", "secret", "worker",
 * "notification", "smoke test"), `state` is "ok", "missing", "different" or "foreign" (that
 * no deployment may mend). `facts` has the ids that a deployment needs.
 */
export async function inspect(provider, environment) {
  const facts = { deployed: {}, queueIds: {}, databaseIds: {} };
  const findings = [];
  const say = (kind, name, state, detail = "", more = {}) => findings.push({ kind, name, state, detail, ...more });
  await inspectStores(provider, environment, facts, say);
  await inspectTables(provider, environment, facts, say);
  for (const worker of workerOrder) await inspectWorker(provider, environment, worker, facts, say);
  await inspectNotifications(provider, environment, facts, say);
  await inspectProof(provider, environment, facts, say);
  return { facts, findings };
}

async function inspectStores(provider, environment, facts, say) {
  for (const bucket of Object.values(environment.buckets)) say("bucket", bucket, (await provider.find(`/r2/buckets/${bucket}`)) ? "ok" : "missing");
  for (const { name } of environment.databases) {
    const databases = await provider.list(`/d1/database?name=${encodeURIComponent(name)}`);
    const id = databases.find((each) => each.name === name)?.uuid;
    if (id) facts.databaseIds[name] = id;
    say("database", name, id ? "ok" : "missing");
  }
  facts.databaseId = facts.databaseIds[environment.database];
  // The namespace that is bound counts, whatever its title: somebody may have made it by hand.
  const settings = await provider.find(`/workers/scripts/${environment.workers.server}/settings`);
  const bound = settings?.bindings.find((each) => each.type === "kv_namespace")?.namespace_id;
  const namespaces = await provider.list("/storage/kv/namespaces");
  facts.namespaceId = namespaces.find((each) => each.id === bound)?.id ?? namespaces.find((each) => each.title === environment.namespace)?.id;
  say("namespace", environment.namespace, facts.namespaceId ? "ok" : "missing");
  for (const name of Object.values(environment.queues)) {
    const [queue] = await provider.list(`/queues?name=${name}`);
    if (queue) facts.queueIds[name] = queue.queue_id;
    say("queue", name, queue ? "ok" : "missing");
  }
}

async function inspectTables(provider, environment, facts, say) {
  const known = environment.migrations();
  for (const { binding, name: database } of environment.databases) {
    const id = facts.databaseIds[database];
    const applied = id ? await appliedMigrations(provider, id) : [];
    if (binding === "DB") facts.applied = applied;
    const called = (name) => (binding === "DB" ? name : `${name} of ${database}`);
    for (const name of known) say("migration", called(name), applied.includes(name) ? "ok" : "missing", "", { binding, database });
    for (const name of applied.filter((each) => !known.includes(each)))
      say("migration", called(name), "foreign", "the database is ahead of this checkout: deploy from a newer one");
  }
}

async function appliedMigrations(provider, databaseId) {
  try {
    return (await provider.query(databaseId, "SELECT name FROM d1_migrations ORDER BY id")).map((row) => row.name);
  } catch (error) {
    if (/no such table/.test(error.message)) return [];
    throw error;
  }
}

/** What is kept of a smoke test that passed: which builds it was. */
export const proofName = "proved";
export const proofOf = (environment) => workerOrder.map((worker) => environment.fingerprint(worker)).join(" ");

async function inspectProof(provider, environment, facts, say) {
  const proved = facts.applied.length > 0 ? await provider.query(facts.databaseId, "SELECT value FROM settings WHERE name = ?1", [proofName]) : [];
  say("smoke test", "of this build", proved[0]?.value === proofOf(environment) ? "ok" : "missing");
}

/** Notes that these builds passed. */
export const prove = (provider, environment, databaseId) =>
  provider.query(databaseId, "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", [proofName, proofOf(environment)]);

async function inspectWorker(provider, environment, worker, facts, say) {
  const name = environment.workers[worker];
  const secrets = worker === "server" ? await provider.find(`/workers/scripts/${name}/secrets`) : null;
  if (worker === "server") {
    facts.pepperSet = Boolean(secrets?.some((each) => each.name === pepperName));
    say("secret", pepperName, facts.pepperSet ? "ok" : "missing");
  }
  const deployed = await provider.find(`/workers/scripts/${name}/deployments`);
  const versions = deployed?.deployments?.[0]?.versions ?? [];
  if (versions.length === 0) return say("worker", name, "missing", "", { worker });
  facts.deployed[worker] = versions;
  const faults = [];
  if (versions.length > 1) faults.push(`${versions.length} versions share its traffic`);
  const version = await provider.get(`/workers/scripts/${name}/versions/${versions[0].version_id}`);
  const tag = version.annotations?.["workers/tag"];
  if (tag !== environment.fingerprint(worker)) faults.push(tag ? "another build" : "deployed by hand");
  // Whose kitchens have it for their home would be there no more.
  for (const { name: bound } of version.resources?.bindings.filter((each) => each.type === "d1" && !environment.databases.some(({ binding }) => binding === each.name)) ?? [])
    say("database", bound, "foreign", `${name} is bound to it, and deployment.json has ${environment.databases.length}: kitchens may live in it, so there are never fewer`);
  faults.push(...bindingFaults(environment, worker, facts, version.resources?.bindings ?? []), ...(await triggerFaults(provider, environment, worker, facts)));
  say("worker", name, faults.length === 0 ? "ok" : "different", faults.join("; "), { worker });
}

const bindingText = (binding) => {
  const target = { r2_bucket: binding.bucket_name, d1: binding.id ?? binding.database_id, kv_namespace: binding.namespace_id, queue: binding.queue_name };
  const limit = `${binding.namespace_id}: ${binding.simple?.limit} in ${binding.simple?.period} s`;
  const other = { service: `${binding.service}#${binding.entrypoint ?? ""}`, plain_text: binding.text, ratelimit: limit };
  return `${binding.type} ${binding.name} ${{ ...target, ...other }[binding.type] ?? ""}`;
};

function bindingFaults(environment, worker, facts, bindings) {
  const raw = environment.configuration(worker);
  const wanted = [
    ...(raw.r2_buckets ?? []).map((each) => ({ type: "r2_bucket", name: each.binding, bucket_name: each.bucket_name })),
    ...(raw.d1_databases ?? []).map((each) => ({ type: "d1", name: each.binding, id: facts.databaseIds[each.database_name] })),
    ...(raw.kv_namespaces ?? []).map((each) => ({ type: "kv_namespace", name: each.binding, namespace_id: facts.namespaceId })),
    ...(raw.queues?.producers ?? []).map((each) => ({ type: "queue", name: each.binding, queue_name: each.queue })),
    ...(raw.ratelimits ?? []).map((each) => ({ ...each, type: "ratelimit" })),
    ...(raw.services ?? []).map((each) => ({ type: "service", name: each.binding, service: each.service, entrypoint: each.entrypoint })),
    ...Object.entries(raw.vars ?? {}).map(([name, text]) => ({ type: "plain_text", name, text })),
  ].map(bindingText);
  const kinds = new Set(["r2_bucket", "d1", "kv_namespace", "queue", "ratelimit", "service", "plain_text"]);
  const found = bindings.filter((each) => kinds.has(each.type)).map(bindingText);
  const named = (text) => text.split(" ")[1];
  return [
    ...wanted.filter((text) => !found.includes(text)).map((text) => `binding ${named(text)} is not as configured`),
    ...found.filter((text) => !wanted.some((each) => named(each) === named(text))).map((text) => `binding ${named(text)} is not configured`),
  ];
}

async function triggerFaults(provider, environment, worker, facts) {
  const raw = environment.configuration(worker);
  const name = environment.workers[worker];
  const faults = [];
  const crons = raw.triggers?.crons ?? [];
  if (crons.length > 0) {
    const { schedules } = await provider.get(`/workers/scripts/${name}/schedules`);
    if (!sameSet(schedules.map((each) => each.cron), crons)) faults.push("its cron is not as configured");
  }
  for (const wanted of raw.queues?.consumers ?? []) {
    const id = facts.queueIds[wanted.queue];
    const consumers = id ? await provider.get(`/queues/${id}/consumers`) : [];
    const consumer = consumers.find((each) => (each.script ?? each.script_name ?? each.service) === name);
    const { batch_size: size, max_retries: retries } = consumer?.settings ?? {};
    if (!consumer) faults.push(`it does not consume ${wanted.queue}`);
    else if (size !== wanted.max_batch_size || retries !== wanted.max_retries || (consumer.dead_letter_queue || undefined) !== wanted.dead_letter_queue) faults.push(`it consumes ${wanted.queue} otherwise than configured`);
  }
  const { enabled } = await provider.get(`/workers/scripts/${name}/subdomain`);
  if (enabled !== Boolean(raw.workers_dev)) faults.push(enabled ? "it has a public address" : "its workers.dev address is off");
  return faults;
}

async function inspectNotifications(provider, environment, facts, say) {
  const configured = await provider.find(`/event_notifications/r2/${environment.buckets.recipes}/configuration`);
  const queues = configured?.queues ?? [];
  const ours = queues.find((each) => each.queueName === environment.queues.uploads || each.queueId === facts.queueIds[environment.queues.uploads])?.rules ?? [];
  const wanted = environment.notifications;
  const matches = (rule, want) => (rule.prefix ?? "") === want.prefix && (rule.suffix ?? "") === want.suffix && sameSet(rule.actions, eventActions);
  const surplus = ours.filter((rule) => !wanted.some((want) => matches(rule, want)));
  for (const want of wanted) {
    const state = ours.some((rule) => matches(rule, want)) ? "ok" : "missing";
    say("notification", ruleName(environment, want), state, "", { rule: want, surplus: surplus.map((rule) => rule.ruleId) });
  }
  for (const rule of surplus) say("notification", ruleName(environment, rule), "different", `not in deployment.json: ${rule.actions.join(", ")}`, { surplus: [rule.ruleId] });
}

const ruleName = (environment, { prefix, suffix }) => `${environment.buckets.recipes} (${prefix ?? ""}*${suffix ?? ""}) to ${environment.queues.uploads}`;
