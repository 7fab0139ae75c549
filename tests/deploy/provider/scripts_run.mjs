// Runs the deployment's scripts against the stand-in, as a person would.
import path from "node:path";
import { root, run } from "../../../scripts/command.mjs";

export const pepper = "the pepper of the tests";

/** {code, output} of `node scripts/SCRIPT.mjs ARGS…`. */
export function runScript(provider, script, args, environment = {}) {
  const env = { ...process.env, ...provider.environment, TOKEN_PEPPER: pepper, COOKDIFF_SMOKE_SECONDS: "60", NO_COLOR: "1", ...environment };
  return run(process.execPath, [path.join(root, `scripts/${script}.mjs`), ...args], { allowFailure: true, env });
}

/** Everything that there is, without ids and times: what two accounts have in common when they are alike. */
export function shapeOf({ buckets, databases, namespaces, queues, notifications, scripts }) {
  const named = (map, name) => [...map.values()].map((each) => each[name]).sort();
  const queueName = (id) => queues.get(id).queue_name;
  return {
    buckets: named(buckets, "name"),
    databases: named(databases, "name"),
    namespaces: named(namespaces, "title"),
    queues: [...queues.values()].map(({ queue_name: name, consumers }) => ({ name, consumers: consumers.map(({ script, settings, dead_letter_queue: deadLetters }) => ({ script, settings, deadLetters })) })).sort((left, right) => (left.name < right.name ? -1 : 1)),
    notifications: [...notifications].map(([bucket, rules]) => [bucket, [...rules].map(([queue, each]) => [queueName(queue), each.map(({ prefix, suffix, actions }) => ({ prefix, suffix, actions }))])]),
    scripts: [...scripts.values()].map(({ name, versions, active, secrets, schedules, subdomain }) => {
      const { bindings, annotations } = versions.find((version) => version.id === active);
      return { name, bindings: bindings.map(({ type, name: binding }) => `${type} ${binding}`).sort(), annotations, secrets: [...secrets.keys()], schedules: schedules.map(({ cron }) => cron), subdomain };
    }),
  };
}
