// The stand-in's Workers: uploads, versions, deployments, secrets, schedules, subdomains.
import { randomUUID } from "node:crypto";
import { Refused, routes } from "./routes.mjs";

const { found, id32, now } = routes;
const moduleTypes = { "application/javascript+module": "ESModule", "application/wasm": "CompiledWasm", "text/plain": "Text" };
const script = (state, name) => found(state.scripts.get(name)?.versions.length ? state.scripts.get(name) : undefined, `This Worker does not exist on your account. ${name}`);
const scriptOf = (state, name) => {
  if (!state.scripts.has(name)) state.scripts.set(name, { name, tag: id32(), versions: [], deployments: [], secrets: new Map(), schedules: [], subdomain: false, active: null });
  return state.scripts.get(name);
};

/** A binding must name what there is; `inherit` takes the one that the deployed version has. */
function resolved(state, worker, bindings) {
  const before = worker.versions.find((version) => version.id === worker.active)?.bindings ?? [];
  return bindings.flatMap((binding) => {
    if (binding.type === "inherit") return [found(before.find((each) => each.name === (binding.old_name ?? binding.name)), `binding ${binding.name}`, 10057, 400)];
    if (binding.type === "secret_text") {
      worker.secrets.set(binding.name, binding.text);
      return [];
    }
    if (binding.type === "r2_bucket") found(state.buckets.get(binding.bucket_name), `bucket ${binding.bucket_name}`, 10085, 400);
    if (binding.type === "d1") found(state.databases.get(binding.id ?? binding.database_id), `database of ${binding.name}`, 10181, 400);
    if (binding.type === "kv_namespace") found(state.namespaces.get(binding.namespace_id), "KV namespace", 10041, 400);
    if (binding.type === "queue") found([...state.queues.values()].find((queue) => queue.queue_name === binding.queue_name), `queue ${binding.queue_name}`, 11000, 400);
    if (binding.type === "service" && binding.service !== worker.name) found(state.scripts.get(binding.service)?.active, `service ${binding.service}`, 10144, 400);
    return [binding];
  });
}

async function addVersion({ state, path, form }) {
  const fresh = !state.scripts.has(path.script);
  const worker = scriptOf(state, path.script);
  const metadata = JSON.parse(await form.get("metadata").text?.() ?? form.get("metadata"));
  try {
    const modules = [];
    for (const [name, file] of form.entries()) {
      if (name === "metadata" || typeof file === "string") continue;
      const type = moduleTypes[file.type];
      if (!type) continue; // source maps
      const bytes = new Uint8Array(await file.arrayBuffer());
      modules.push({ name, type, contents: type === "CompiledWasm" ? bytes : new TextDecoder().decode(bytes) });
    }
    const version = {
      id: randomUUID(), number: worker.versions.length + 1, created_on: now(), modules, main: metadata.main_module,
      compatibility_date: metadata.compatibility_date, annotations: metadata.annotations ?? {}, bindings: resolved(state, worker, metadata.bindings ?? []),
    };
    worker.versions.push(version);
    return { worker, version };
  } catch (error) {
    if (fresh) state.scripts.delete(path.script);
    throw error;
  }
}

function deploy(worker, versions, annotations = {}) {
  for (const { version_id: id } of versions) found(worker.versions.find((version) => version.id === id), `version ${id}`);
  worker.active = versions[0].version_id;
  worker.deployments.unshift({ id: randomUUID(), source: "wrangler", strategy: "percentage", author_email: "cook@example.com", created_on: now(), annotations, versions });
  return worker.deployments[0];
}

const bindingsShown = (worker, version) => [...version.bindings, ...[...worker.secrets.keys()].map((name) => ({ type: "secret_text", name }))];
const active = (worker) => worker.versions.find((version) => version.id === worker.active) ?? worker.versions.at(-1);
const versionShown = (worker, version) => ({
  id: version.id, number: version.number, annotations: version.annotations,
  metadata: { created_on: version.created_on, modified_on: version.created_on, source: "wrangler", author_email: "cook@example.com", author_id: "user", has_preview: false },
  resources: { bindings: bindingsShown(worker, version), script: { etag: version.id, handlers: ["fetch"], last_deployed_from: "wrangler" }, script_runtime: { compatibility_date: version.compatibility_date, usage_model: "standard" } },
});

/** In a JWT's shape, since wrangler reads from it whether it has expired. */
const uploadToken = () => `assets.${Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + 3600 })).toString("base64url")}.${id32()}`;

export const scriptRoutes = [
  ["GET", "/accounts/:a/workers/subdomain", ({ state }) => ({ subdomain: state.subdomain })],
  ["GET", "/accounts/:a/workers/workers/:script", ({ state, path }) => ({ id: script(state, path.script).tag, name: path.script, subdomain: { enabled: script(state, path.script).subdomain, previews_enabled: false } })],
  ["GET", "/accounts/:a/workers/services/:script", ({ state, path }) => {
    const worker = script(state, path.script);
    return { id: worker.name, default_environment: { environment: "production", script: { id: worker.name, tag: worker.tag, tags: null, last_deployed_from: "wrangler", modified_on: now() } }, environments: [{ environment: "production" }] };
  }],
  ["GET", "/accounts/:a/workers/services/:script/environments/:e", ({ state, path }) => ({ environment: "production", script: { id: path.script, tag: script(state, path.script).tag } })],
  ["GET", "/accounts/:a/workers/scripts/:script/settings", ({ state, path }) => ({ bindings: bindingsShown(script(state, path.script), active(script(state, path.script))), compatibility_date: "2026-11-01", tags: null })],
  ["GET", "/accounts/:a/workers/scripts/:script/script-settings", ({ state, path }) => (script(state, path.script), { tags: null, logpush: false, observability: { enabled: true } })],
  ["PATCH", "/accounts/:a/workers/scripts/:script/script-settings", ({ state, path, body }) => (script(state, path.script), body)],
  ["GET", "/accounts/:a/workers/scripts/:script/secrets", ({ state, path }) => [...script(state, path.script).secrets.keys()].map((name) => ({ name, type: "secret_text" }))],
  ["PUT", "/accounts/:a/workers/scripts/:script/secrets", async ({ state, path, body, plane }) => {
    script(state, path.script).secrets.set(body.name, body.text);
    await plane.apply();
    return { name: body.name, type: "secret_text" };
  }],
  ["GET", "/accounts/:a/workers/scripts/:script/schedules", ({ state, path }) => ({ schedules: script(state, path.script).schedules })],
  ["PUT", "/accounts/:a/workers/scripts/:script/schedules", ({ state, path, body }) => ({ schedules: (script(state, path.script).schedules = body) })],
  ["GET", "/accounts/:a/workers/scripts/:script/subdomain", ({ state, path }) => ({ enabled: script(state, path.script).subdomain, previews_enabled: false })],
  ["POST", "/accounts/:a/workers/scripts/:script/subdomain", async ({ state, path, body, plane }) => {
    script(state, path.script).subdomain = body.enabled;
    await plane.apply();
    return { enabled: body.enabled, previews_enabled: body.previews_enabled ?? false };
  }],
  ["GET", "/accounts/:a/workers/scripts/:script/deployments", ({ state, path }) => ({ deployments: script(state, path.script).deployments })],
  ["POST", "/accounts/:a/workers/scripts/:script/deployments", async ({ state, path, body, plane }) => {
    const deployment = deploy(script(state, path.script), body.versions, body.annotations);
    await plane.apply();
    return deployment;
  }],
  ["GET", "/accounts/:a/workers/scripts/:script/versions", ({ state, path }) => {
    const worker = script(state, path.script);
    return { items: worker.versions.map((version) => versionShown(worker, version)).reverse() };
  }],
  ["GET", "/accounts/:a/workers/scripts/:script/versions/:version", ({ state, path }) => {
    const worker = script(state, path.script);
    return versionShown(worker, found(worker.versions.find((version) => version.id === path.version), "version", 10056));
  }],
  ["POST", "/accounts/:a/workers/scripts/:script/versions", async (request) => {
    const { worker, version } = await addVersion(request);
    return { ...versionShown(worker, version), startup_time_ms: 3 };
  }],
  ["POST", "/accounts/:a/workers/scripts/:script/assets-upload-session", ({ state, body }) => {
    state.assets ??= new Set();
    const missing = Object.values(body.manifest).map(({ hash }) => hash).filter((hash) => !state.assets.has(hash));
    return { jwt: uploadToken(), buckets: missing.length > 0 ? [[...new Set(missing)]] : [] };
  }],
  ["POST", "/accounts/:a/workers/assets/upload", ({ state, form }) => {
    for (const hash of form.keys()) state.assets.add(hash);
    return { jwt: uploadToken() };
  }],
  ["PUT", "/accounts/:a/workers/scripts/:script", async (request) => {
    const { worker, version } = await addVersion(request);
    deploy(worker, [{ version_id: version.id, percentage: 100 }]);
    await request.plane.apply();
    return { id: worker.name, tag: worker.tag, etag: version.id, deployment_id: worker.deployments[0].id, startup_time_ms: 3, available_on_subdomain: worker.subdomain };
  }],
  ["DELETE", "/accounts/:a/workers/scripts/:script", async ({ state, path, plane }) => {
    script(state, path.script);
    state.scripts.delete(path.script);
    await plane.apply();
    return null;
  }],
];

export { Refused };
