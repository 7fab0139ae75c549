// The whole application in one workerd, from the configurations that deploy: for the tests of this folder.
import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";
import { faultOf } from "../api/described.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const pepper = "a pepper for tests";

/** What every answer of the server carries. */
const securityHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

/** Which header for safety an answer lacks, or has more of than one; "" when it has them all. */
export function securityFault(headers) {
  const value = (name) => (typeof headers.get === "function" ? headers.get(name) : headers[name]);
  const [name] = Object.entries(securityHeaders).find(([name, wanted]) => value(name) !== wanted) ?? [];
  return name ? `${name}: ${value(name)}` : "";
}

/**
 * Starts the three Workers; `close()` ends them. `variables`: the server's. One process of workerd serves many tests, from
 * one address: more than the limit of calls would let it. `configuration`: of the server, where it is not the deployed;
 * `parts.sender`, `parts.watcher`: another one of those; `parts.databases`: the bindings of the databases; `parts.others`: Workers beside them.
 */
export async function startApplication(variables = {}, configuration = at("wrangler.toml"), parts = {}) {
  const harness = createTestHarness({
    workers: [
      { configPath: configuration, vars: { TOKEN_PEPPER: pepper, RATE_LIMITS: "off", ...variables } },
      ...(parts.others ?? []),
      { configPath: parts.sender ?? at("workers/sender/wrangler.toml") },
      { configPath: parts.watcher ?? at("workers/watcher/wrangler.toml") },
    ],
  });
  const { url } = await harness.listen();
  const server = harness.getWorker("cookdiff-server");
  for (const database of parts.databases ?? ["DB"]) await server.applyD1Migrations(database);
  return new Application(harness, server, await server.getEnv(), url);
}

class Application {
  constructor(harness, server, bindings, url) {
    this.url = url;
    this.harness = harness;
    this.server = server;
    this.bindings = bindings;
    this.tokens = new Map();
  }
  close() {
    return this.harness.close();
  }

  /** A token's text, its row put into the table as docs/api.md says. */
  async token(kitchen = "home", scopes = "read upload admin", fresh = false) {
    const name = `${kitchen} ${scopes}`;
    if (fresh || !this.tokens.has(name)) {
      const id = randomBytes(8).toString("hex");
      const text = `cookdiff_${id}_${randomBytes(32).toString("hex")}`;
      const code = createHmac("sha256", pepper).update(text).digest("hex");
      await this.bindings.DB.prepare("INSERT INTO tokens (id, kitchen, scopes, name, code, made_ms) VALUES (?1, ?2, ?3, 'test', ?4, ?5)")
        .bind(id, kitchen, scopes, code, Date.now())
        .run();
      this.tokens.set(name, text);
    }
    return this.tokens.get(name);
  }

  /** A call of the REST API; `token: null` sends none. The answer's JSON is in `body`. Whatever is answered is as
      openapi.yaml says, with the headers for safety. */
  async call(method, path, { body, headers = {}, kitchen, scopes, token } = {}) {
    const bearer = token === undefined ? await this.token(kitchen, scopes) : token;
    const sent = body === undefined ? {} : { "content-type": "application/json" };
    const response = await this.server.fetch(`http://cookdiff${path}`, {
      method,
      headers: { ...sent, ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...headers },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
      redirect: "manual",
    });
    const text = await response.text();
    const type = (response.headers.get("content-type") ?? "").split(";")[0];
    const { pathname, search } = new URL(`http://cookdiff${path}`);
    const answer = { method, path: pathname, query: search.slice(1), status: response.status, type, body: text, headers: response.headers };
    assert.equal(faultOf(answer) || securityFault(response.headers), "", `${method} ${path} ${response.status}: ${text.slice(0, 300)}`);
    const json = /[/+]json$/.test(type);
    return { status: response.status, headers: response.headers, text, body: json && text ? JSON.parse(text) : undefined };
  }
  get(path, options) {
    return this.call("GET", path, options);
  }

  put(key, document, options) {
    return this.bindings.RECIPES.put(key, typeof document === "object" && !(document instanceof Uint8Array) ? JSON.stringify(document) : document, options);
  }

  /** The message that the bucket's event would bring; delete events have no size or eTag. */
  event(key, { action = "PutObject", attempts = 1, id = `${key}#${Math.random()}` } = {}) {
    const object = action === "DeleteObject" ? { key } : { key, size: 1, eTag: createHash("md5").update(key).digest("hex") };
    return { id, timestamp: new Date(), attempts, body: { account: "0", action, bucket: "recipes", object, eventTime: new Date().toISOString() } };
  }

  /** Calls the consumer as the platform does, and gives what it acked and retried. */
  async deliver(messages, queue = "recipe-uploads") {
    const sender = await this.harness.getWorker("cookdiff-sender").getExport();
    return sender.queue(queue, messages);
  }

  /** Puts objects and delivers their events in one batch. */
  async upload(objects) {
    for (const [key, document] of Object.entries(objects)) await this.put(key, document);
    return this.deliver(Object.keys(objects).map((key) => this.event(key)));
  }

  async row(key) {
    return this.bindings.DB.prepare("SELECT * FROM objects WHERE key = ?1").bind(key).first();
  }

  /** Waits until `probe` gives something; fails after `seconds`. */
  async until(probe, what, seconds = 20) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      const found = await probe();
      if (found) return found;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`${what}: not within ${seconds} s`);
  }
}
