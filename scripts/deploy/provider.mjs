// Calls of the provider's API. Reads are tried again, changes never: whoever runs the script again looks first.
import { modernNode, wranglerEnvironment, wranglerFile } from "../node.mjs";
import { run } from "../command.mjs";
import { Reason } from "../terminal.mjs";

const readsMax = 3;
const patienceMs = 60_000;
const pageSize = 100;
const permissions = "Workers Scripts: Edit, Workers R2 Storage: Edit, D1: Edit, Queues: Edit, Workers KV Storage: Edit, Account Settings: Read";

/** An answer that is no success. `status` 0: there was none. */
export class Refusal extends Reason {
  constructor(call, status, errors) {
    const said = errors.map((error) => `${error.message}${error.code ? ` (${error.code})` : ""}`).join("; ");
    const hint = status === 401 || status === 403 ? `\nThe token must have: ${permissions}.` : "";
    super(`${call}: ${status === 0 ? "no answer" : `answered ${status}`}${said ? `, ${said}` : ""}${hint}`);
    Object.assign(this, { status, code: errors[0]?.code });
  }
}

export class Provider {
  constructor({ base, token, account }) {
    Object.assign(this, { base, token, account });
  }

  /** With the account and token that wrangler would use: from the environment, else from `wrangler login`. */
  static async connect(environment = process.env) {
    const base = environment.CLOUDFLARE_API_BASE_URL || "https://api.cloudflare.com/client/v4";
    const token = environment.CLOUDFLARE_API_TOKEN || (await loggedInToken());
    const provider = new Provider({ base, token, account: environment.CLOUDFLARE_ACCOUNT_ID });
    if (!provider.account) {
      const accounts = await provider.get("/accounts");
      if (accounts.length !== 1) throw new Reason(`set CLOUDFLARE_ACCOUNT_ID: the token sees ${accounts.length} accounts${accounts.map((each) => `\n  ${each.id} ${each.name}`).join("")}`);
      provider.account = accounts[0].id;
    }
    return provider;
  }

  async call(method, path, body, { raw = false, type } = {}) {
    const target = path.startsWith("/accounts") ? path : `/accounts/${this.account}${path}`;
    const call = `${method} ${target.replace(this.account, "{account}")}`;
    let answer, bytes;
    try {
      answer = await fetch(this.base + target, {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { "content-type": type ?? "application/json" }) },
        body: body === undefined || type ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      bytes = Buffer.from(await answer.arrayBuffer());
    } catch (error) {
      throw new Refusal(call, 0, [{ message: error.cause?.message ?? error.message }]);
    }
    if (raw && answer.ok) return bytes;
    let parsed;
    try {
      parsed = JSON.parse(bytes);
    } catch {
      throw new Refusal(call, answer.status, [{ message: `no JSON: ${bytes.subarray(0, 100)}` }]);
    }
    if (!answer.ok || parsed.success === false) throw new Refusal(call, answer.status, parsed.errors ?? []);
    return parsed;
  }

  /** A read; its result. */
  async get(path, options = {}) {
    for (let tries = 1; ; tries++) {
      try {
        const answer = await this.call("GET", path, undefined, options);
        return options.raw || options.whole ? answer : answer.result;
      } catch (error) {
        const passing = error.status === 0 || error.status === 429 || error.status >= 500;
        if (!passing || tries === readsMax) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** tries));
      }
    }
  }

  /** A read whose 404 means that there is none: null. */
  async find(path, options) {
    try {
      return await this.get(path, options);
    } catch (error) {
      if (error.status === 404) return null;
      throw error;
    }
  }

  /** Every item of a list in numbered pages. */
  async list(path) {
    const all = [];
    for (let page = 1; ; page++) {
      const answer = await this.get(`${path}${path.includes("?") ? "&" : "?"}page=${page}&per_page=${pageSize}`, { whole: true });
      all.push(...answer.result);
      if (answer.result.length < pageSize) return all;
    }
  }

  async change(method, path, body, options) {
    return (await this.call(method, path, body, options))?.result;
  }

  /** Rows of one statement. */
  async query(database, sql, params = []) {
    const [answer] = await this.change("POST", `/d1/database/${database}/query`, { sql, params });
    return answer.results;
  }
}

async function loggedInToken() {
  const { code, output } = await run(modernNode(), [wranglerFile, "auth", "token", "--json"], { env: wranglerEnvironment(), allowFailure: true });
  const token = code === 0 && output.match(/"token"\s*:\s*"([^"]+)"/)?.[1];
  if (!token) throw new Reason(`nobody is logged in: run npx wrangler login, or set CLOUDFLARE_API_TOKEN to a token with ${permissions}`);
  return token;
}

/** A path of a key in a URL: every part by itself, so that slashes stay. */
export const keyPath = (key) => key.split("/").map(encodeURIComponent).join("/");
