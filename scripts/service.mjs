// The local service: the three Workers in one workerd, and what the scripts ask of it over its own REST API.
import { modernNode, wranglerEnvironment, wranglerFile } from "./node.mjs";
import { startGroup } from "./command.mjs";
import { Reason } from "./terminal.mjs";

/** workerd takes a second or two; a machine busy with a build may need many more. */
const startPatienceMs = 180_000;
const requestPatienceMs = 15_000;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the Workers and waits until the server answers. */
export async function startWorkers({ port, state }) {
  const configurations = ["wrangler.toml", "workers/sender/wrangler.toml", "workers/watcher/wrangler.toml"];
  const args = ["dev", ...configurations.flatMap((file) => ["-c", file]), "--persist-to", state, "--port", String(port)];
  const child = startGroup(modernNode(), [wranglerFile, ...args, "--ip", "127.0.0.1", "--show-interactive-dev-session=false"], {
    env: { ...wranglerEnvironment(), CLOUDFLARE_CF_FETCH_ENABLED: "false", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  const listen = (piece) => {
    log = (log + piece).slice(-20_000);
  };
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  const until = Date.now() + startPatienceMs;
  for (;;) {
    if (child.ended) throw new Reason(`wrangler dev ended:\n${log.trim()}`);
    if (Date.now() > until) throw new Reason(`the Workers did not answer within ${startPatienceMs / 1000} s:\n${log.trim()}`);
    const address = log.match(/Ready on (http:\/\/\S+)/)?.[1];
    if (address && (await answers(address))) return { child, address: address.replace(/\/$/, ""), log: (lines = 20) => log.trim().split("\n").slice(-lines).join("\n") };
    await pause(100);
  }
}

async function answers(address) {
  try {
    return (await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** Calls of one kitchen's API with a token. Lists come whole. */
export class Client {
  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  async request(method, path, accept = "application/json") {
    let answer, text;
    try {
      answer = await fetch(this.address + path, {
        method,
        headers: { authorization: `Bearer ${this.token}`, accept },
        signal: AbortSignal.timeout(requestPatienceMs),
      });
      text = await answer.text();
    } catch (error) {
      throw new Reason(`${method} ${path}: ${error.cause?.message ?? error.message}`);
    }
    if (!answer.ok) throw new Reason(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return accept === "application/json" && text ? JSON.parse(text) : text;
  }

  /** Every object that the service knows, by its key. */
  async uploads() {
    const all = new Map();
    let cursor = null;
    do {
      const page = await this.request("GET", `/uploads?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      for (const upload of page.uploads) all.set(upload.key, upload);
      cursor = page.next;
    } while (cursor);
    return all;
  }

  /** Takes up again what was waiting when the local queue, which remembers nothing, was last stopped. What still cannot
      be done stays queued, and whoever waits for it says so. */
  async retryQueued() {
    for (const upload of (await this.uploads()).values()) {
      if (upload.state !== "queued") continue;
      await this.request("POST", `/uploads/${encodeURIComponent(upload.uploadId)}/retry`).catch(() => {});
    }
  }

  sweep() {
    return this.request("POST", "/uploads/sweep");
  }

  differencesPath({ recipeId, makeId }) {
    return `/recipes/${encodeURIComponent(recipeId)}/makes/${encodeURIComponent(makeId)}/differences`;
  }
}
