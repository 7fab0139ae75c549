// The local service: the three Workers in one workerd, and what the scripts ask of it over its own REST API.
import { createServer } from "node:net";
import { modernNode, localEnvironment, wranglerFile } from "./node.mjs";
import { startGroup } from "./command.mjs";
import { localConfigurations } from "./local_databases.mjs";
import { Reason } from "./terminal.mjs";

/** workerd takes a second or two; a machine busy with a build may need many more. */
const startPatienceMs = 180_000;
const triesMax = 3;
const requestPatienceMs = 15_000;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the Workers and waits until the server answers. `variables`: of the server, beside its configuration's. */
export async function startWorkers({ port, state, variables = {} }) {
  await needPort(port);
  for (let tries = 1; ; tries++) {
    const service = await startOnce({ port, state, variables });
    if (service.address) return service;
    // wrangler chooses further ports for itself before it binds them; another program may be quicker.
    if (tries < triesMax && /Address already in use/.test(service.log())) continue;
    throw new Reason(`wrangler dev ended:\n${service.log()}`);
  }
}

/** Fails when something serves there already. */
export async function needPort(port) {
  if (await portFree(Number(port))) return;
  throw new Reason(`port ${port} is taken, perhaps by a cookdiff that runs already; another one: npm start -- --port ${Number(port) + 1}`);
}

const portFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

// Without `address` when wrangler ended before it served.
async function startOnce({ port, state, variables }) {
  const { files } = await localConfigurations(state);
  const args = ["dev", ...files.flatMap((file) => ["-c", file]), "--persist-to", state, "--port", String(port)];
  for (const [name, value] of Object.entries(variables)) args.push("--var", `${name}:${value}`);
  args.push("--inspector-port", "0", "--ip", "127.0.0.1", "--show-interactive-dev-session=false");
  const child = startGroup(modernNode(), [wranglerFile, ...args], {
    env: { ...localEnvironment(), FORCE_COLOR: "0", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece) => (text = (text + piece).slice(-20_000)));
  }
  const log = (lines = 20) => text.trim().split("\n").slice(-lines).join("\n");
  const until = Date.now() + startPatienceMs;
  while (!child.ended) {
    const address = text.match(/Ready on (http:\/\/[^\s/]+)/)?.[1];
    if (address && (await answers(address))) return { child, address, log };
    if (Date.now() > until) throw new Reason(`the Workers did not answer within ${startPatienceMs / 1000} s:\n${log()}`);
    await pause(100);
  }
  return { child, address: null, log };
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

  /** The address as the README writes it: browsers keep the sign-in's cookie without TLS for this name alone. */
  get shown() {
    return this.address.replace("//127.0.0.1:", "//localhost:");
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

  /** A link that signs a browser in, once and within minutes. The code is behind the #, so that no log has it. */
  async signInLink() {
    return `${this.shown}/#code=${(await this.request("POST", "/session/codes")).code}`;
  }

  sweep() {
    return this.request("POST", "/uploads/sweep");
  }

  differencesPath({ recipeId, makeId }) {
    return `/recipes/${encodeURIComponent(recipeId)}/makes/${encodeURIComponent(makeId)}/differences`;
  }
}
