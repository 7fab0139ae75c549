// A stand-in of the provider's API, with state: an HTTP server that answers what wrangler and the scripts call, keeps a
// record of every call, and fails the ones that it is told to, before or after it did what they asked. What is deployed
// to it runs in the real workerd. `CLOUDFLARE_API_BASE_URL` points wrangler at it.
import fs from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { Plane } from "./plane.mjs";
import { Refused, routes } from "./routes.mjs";
import { scriptRoutes } from "./scripts.mjs";

const table = [...Object.values(routes).filter(Array.isArray).flat(), ...scriptRoutes].map(([method, pattern, answer]) => ({
  method,
  pattern,
  answer,
  matcher: new RegExp(`^${pattern.replace(/\/:(\w+)/g, "/(?<$1>[^/]+)").replace(/\/\*(\w+)/, "/(?<$1>.+)")}$`),
}));

export class Provider {
  /** `front` is the Worker that `plane.url` reaches. */
  static async start(front = "cookdiff-server") {
    const provider = new Provider(front);
    await provider.#begin();
    return provider;
  }

  constructor(front) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-provider-"));
    this.state = {
      account: "a".repeat(32), subdomain: "kitchen", buckets: new Map(), notifications: new Map(), queues: new Map(), databases: new Map(),
      namespaces: new Map(), scripts: new Map(), calls: [], front, uploadsAreLost: false,
    };
    this.plane = new Plane(this.state, this.folder);
    /** (call) => undefined, "before", "after" or "drop": which calls fail, and when. */
    this.fault = () => undefined;
  }

  async #begin() {
    await this.plane.apply();
    this.server = createServer((request, response) => void this.#serve(request, response));
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.address = `http://127.0.0.1:${this.server.address().port}`;
  }

  /** What a script needs in its environment to speak with this provider and no other. */
  get environment() {
    return {
      CLOUDFLARE_API_BASE_URL: `${this.address}/client/v4`, CLOUDFLARE_API_TOKEN: "token-of-the-stand-in",
      CLOUDFLARE_ACCOUNT_ID: this.state.account, COOKDIFF_URL: this.plane.url, CI: "", WRANGLER_SEND_METRICS: "false",
    };
  }

  /** The calls since `from`, as "METHOD pattern". */
  calls(from = 0) {
    return this.state.calls.slice(from).map((call) => call.name);
  }
  changes(from = 0) {
    return this.calls(from).filter((name) => !name.startsWith("GET "));
  }

  async #serve(incoming, outgoing) {
    const url = new URL(incoming.url, this.address);
    const target = url.pathname.replace(/^\/client\/v4/, "").split("/").map(decodeURIComponent).join("/");
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = { state: this.state, plane: this.plane, query: url.searchParams, headers: incoming.headers, bytes: Buffer.concat(chunks) };
    const route = table.find((each) => each.method === incoming.method && each.matcher.test(target));
    const call = { name: `${incoming.method} ${route?.pattern ?? target}`, target, unknown: !route };
    this.state.calls.push(call);
    const fault = this.fault(call);
    if (fault === "drop") return incoming.socket.destroy();
    const send = (status, body, type = "application/json") => outgoing.writeHead(status, { "content-type": type }).end(body);
    const fail = (status, code, message) => send(status, JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null }));
    try {
      if (!route) throw new Refused(404, 7000, `No route for that URI: ${call.name}`);
      if (fault === "before") throw new Refused(500, 10001, "The stand-in fails this call on purpose");
      await readBody(request, incoming);
      request.path = route.matcher.exec(target).groups ?? {};
      const result = await route.answer(request);
      if (fault === "after") throw new Refused(500, 10001, "The stand-in did it, and its answer is lost on purpose");
      if (request.raw) return send(200, request.raw, "application/octet-stream");
      send(200, JSON.stringify({ success: true, errors: [], messages: [], result, ...(request.info ? { result_info: request.info } : {}) }));
    } catch (error) {
      if (!(error instanceof Refused)) call.broken = error.stack;
      fail(error.status ?? 500, error.code ?? 10001, error.message);
    }
  }

  async close() {
    await new Promise((done) => {
      this.server.close(done);
      this.server.closeAllConnections();
    });
    await this.plane.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

async function readBody(request, incoming) {
  const type = incoming.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) request.form = await new Response(request.bytes, { headers: { "content-type": type } }).formData();
  else if (!incoming.url.includes("/objects/") && request.bytes.length > 0) request.body = JSON.parse(request.bytes);
}
