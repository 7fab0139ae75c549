// Makes an environment as it should be: what inspect() found missing or different, in an order in which each thing finds
// what it needs. Nothing here undoes what was made: the next run goes on from there. Only the Workers go back.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { wrangler } from "../node.mjs";
import { Reason, say, step } from "../terminal.mjs";
import { eventActions, inspect, pepperName } from "./inspect.mjs";
import { pepperToSet } from "./pepper.mjs";
import { Refusal } from "./provider.mjs";

const errorLines = 12;

export class Deployment {
  constructor(provider, environment, { facts, findings }) {
    Object.assign(this, { provider, environment, facts, findings });
    /** Workers that were deployed in this run, in that order. */
    this.replaced = [];
  }

  #todo(kind) {
    return this.findings.filter((finding) => finding.kind === kind && ["missing", "different"].includes(finding.state));
  }

  async apply() {
    await this.#makeStores();
    await this.#migrate();
    for (const finding of this.#workersToDeploy()) await this.#deploy(finding.worker, finding.name);
    await this.#notify();
  }

  async #make(kind, work) {
    for (const { name } of this.#todo(kind)) await step(`making the ${kind} ${name}`, () => work(name));
  }

  async #makeStores() {
    const { provider, facts } = this;
    await this.#make("bucket", (name) => provider.change("POST", "/r2/buckets", { name }));
    await this.#make("database", async (name) => (facts.databaseIds[name] = (await provider.change("POST", "/d1/database", { name })).uuid));
    facts.databaseId = facts.databaseIds[this.environment.database];
    await this.#make("namespace", async (title) => (facts.namespaceId = (await provider.change("POST", "/storage/kv/namespaces", { title })).id));
    await this.#make("queue", async (name) => (facts.queueIds[name] = (await provider.change("POST", "/queues", { queue_name: name })).queue_id));
  }

  #configuration(worker) {
    return this.environment.writeConfiguration(worker, this.facts);
  }

  async #migrate() {
    for (const { binding, name: database } of this.environment.databases) {
      const names = this.#todo("migration").filter((finding) => finding.binding === binding).map((finding) => finding.name);
      if (names.length === 0) continue;
      const bookmark = (await this.provider.find(`/d1/database/${this.facts.databaseIds[database]}/time_travel/bookmark`))?.bookmark;
      if (bookmark) say(`  the tables as they are now: npx wrangler d1 time-travel restore ${database} --bookmark=${bookmark}`);
      await step(`migrating: ${names.join(", ")}`, () => this.#wrangler("the migration", ["d1", "migrations", "apply", binding, "--remote", "-c", this.#configuration("server")]));
    }
  }

  /** A server without its pepper is deployed again, with it: so it never runs without. */
  #workersToDeploy() {
    const secret = this.#todo("secret").length > 0;
    return this.findings.filter((finding) => finding.kind === "worker" && (finding.state !== "ok" || (finding.worker === "server" && secret)));
  }

  async #deploy(worker, name) {
    const args = ["deploy", "-c", this.#configuration(worker), "--tag", this.environment.fingerprint(worker)];
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-deploy-"));
    try {
      if (worker === "server" && !this.facts.pepperSet) {
        const file = path.join(folder, "secrets.json");
        fs.writeFileSync(file, JSON.stringify({ [pepperName]: pepperToSet(this.environment) }), { mode: 0o600 });
        args.push("--secrets-file", file);
      }
      this.replaced.push(worker);
      await step(`deploying ${name}`, () => this.#wrangler(name, args));
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  async #wrangler(what, args) {
    const { code, output } = await wrangler(args, { allowFailure: true, env: { ...process.env, ...wranglerQuiet(this.provider) } });
    if (code === 0) return;
    throw new Reason(`${what} failed:\n${errorOf(output)}`);
  }

  async #notify() {
    const { provider, environment, facts } = this;
    const target = `/event_notifications/r2/${environment.buckets.recipes}/configuration/queues/${facts.queueIds[environment.queues.uploads]}`;
    const todo = this.#todo("notification");
    // What overlaps a new rule must go first; what is lost in between is found by the sweep.
    const surplus = [...new Set(todo.flatMap((finding) => finding.surplus ?? []))];
    if (surplus.length > 0) await step("removing notification rules that are not in deployment.json", () => provider.change("DELETE", target, { ruleIds: surplus }));
    for (const { name, rule } of todo.filter((finding) => finding.state === "missing"))
      await step(`making the notification rule ${name}`, () => provider.change("PUT", target, { rules: [{ ...rule, actions: eventActions, description: "cookdiff: look at this key" }] }));
  }

  /** Puts the Workers of this run back to what ran before it, the last first. Answers what it did, as sentences. */
  async goBack() {
    const said = [];
    for (const worker of [...this.replaced].reverse()) {
      const name = this.environment.workers[worker];
      const versions = this.facts.deployed[worker];
      if (!versions) {
        said.push(`${name} had no version before; what is there now stays`);
        continue;
      }
      try {
        const now = await this.provider.get(`/workers/scripts/${name}/deployments`);
        const [current] = now.deployments;
        if (JSON.stringify(current?.versions) === JSON.stringify(versions)) continue; // it never got as far
        await this.provider.change("POST", `/workers/scripts/${name}/deployments`, { strategy: "percentage", versions, annotations: { "workers/message": "back: the deployment failed" } });
        said.push(`${name} is back at version ${versions[0].version_id}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        said.push(`${name} could NOT be put back (${error.message}): npx wrangler rollback ${versions[0].version_id} --name ${name}`);
      }
    }
    return said;
  }
}

const wranglerQuiet = (provider) => ({ CLOUDFLARE_ACCOUNT_ID: provider.account, CLOUDFLARE_API_TOKEN: provider.token, FORCE_COLOR: "0", NO_COLOR: "1", WRANGLER_HIDE_BANNER: "true" });

/** What went wrong, out of all that wrangler prints. */
function errorOf(output) {
  const lines = output.replace(/\x1b\[[0-9;]*m/g, "").split("\n").filter((line) => line.trim() && !/Logs were written|please open an issue/.test(line));
  const from = lines.findIndex((line) => /ERROR/.test(line));
  return (from < 0 ? lines.slice(-errorLines) : lines.slice(from, from + errorLines)).join("\n");
}

export { inspect };
