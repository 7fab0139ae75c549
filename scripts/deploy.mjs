// npm run deploy -- --env staging|production: plans, shows the plan, and does it; then proves it with a real upload.
//   --plan    only shows what would be done
//   --smoke   runs the smoke test also when there is nothing to do
//   --yes     does not ask before production (without a terminal nobody is asked)
//   --url     where the service answers, when it is not its workers.dev address (also: COOKDIFF_URL)
// Needs CLOUDFLARE_API_TOKEN, or `npx wrangler login`. Running it again changes nothing. docs/deploy.md says more.
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { Deployment, inspect } from "./deploy/apply.mjs";
import { Environment } from "./deploy/environment.mjs";
import { pepperName, prove as noteProof } from "./deploy/inspect.mjs";
import { knownPepper, pepperFile } from "./deploy/pepper.mjs";
import { Provider } from "./deploy/provider.mjs";
import { serviceUrl } from "./deploy/url.mjs";
import { health, smokeTest } from "./deploy/smoke.mjs";
import { installPackages } from "./setup.mjs";
import { main, Reason, say, step } from "./terminal.mjs";

const verb = { missing: "make", different: "change" };
const verbOf = { worker: "deploy", migration: "run", secret: "set", notification: "make", "smoke test": "run" };

function show(findings) {
  const todo = findings.filter(({ state }) => state !== "ok");
  say(todo.length === 0 ? "Plan: nothing to do." : `Plan: ${todo.length} of ${findings.length} things are not as they should be.`);
  for (const { kind, name, state, detail } of todo) say(`  ${state === "foreign" ? "cannot mend" : (verbOf[kind] ?? verb[state])}: ${kind} ${name}${detail ? ` (${detail})` : ""}`);
  return todo;
}

/** How the smoke test gets in: known before anything is changed. */
function credentials(environment, facts) {
  const token = process.env.COOKDIFF_SMOKE_TOKEN;
  if (token) return { token };
  const pepper = knownPepper(environment);
  if (pepper || !facts.pepperSet) return { pepper };
  throw new Reason(
    `the server has a ${pepperName} that is not known here, so the smoke test could not read what it uploads. Set ${pepperName}, ` +
      "or COOKDIFF_SMOKE_TOKEN to a token of the kitchen `smoke` with the scope `read`.",
  );
}

async function agreed(environment, yes) {
  if (environment.name !== "production" || yes || !process.stdin.isTTY) return true;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question("Do this to production? [y/N] ");
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function prove(provider, environment, facts, url) {
  const where = url ?? (await serviceUrl(provider, environment));
  await step(`smoke test: an upload to ${environment.buckets.recipes}, its differences from ${where}`, () =>
    smokeTest({ provider, environment, databaseId: facts.databaseId, url: where, token: process.env.COOKDIFF_SMOKE_TOKEN, pepper: knownPepper(environment), patienceMs: Number(process.env.COOKDIFF_SMOKE_SECONDS || 90) * 1000 }),
  );
  await noteProof(provider, environment, facts.databaseId);
}

async function deploy(values) {
  const environment = new Environment(values.env);
  const provider = await Provider.connect();
  await build({ native: false });
  const seen = await step(`looking at ${environment.name}`, () => inspect(provider, environment));
  const todo = show(seen.findings);
  const foreign = todo.filter(({ state }) => state === "foreign");
  if (foreign.length > 0) throw new Reason(foreign.map(({ name, detail }) => `${name}: ${detail}`).join("\n"));
  if (values.plan) return;
  if (todo.length === 0 && !values.smoke) return stillWell(provider, environment, values.url);
  credentials(environment, seen.facts);
  if (!(await agreed(environment, values.yes))) return say("Nothing was changed.");
  const deployment = new Deployment(provider, environment, seen);
  try {
    await deployment.apply();
    await prove(provider, environment, seen.facts, values.url);
  } catch (error) {
    await giveUp(deployment, error);
  }
  say(`Done: ${environment.name} is deployed and answers.`);
  if (!seen.facts.pepperSet && !process.env[pepperName]) say(`The new ${pepperName} is in ${pepperFile(environment)}: keep a copy, every token depends on it.`);
}

async function stillWell(provider, environment, url) {
  const where = url ?? (await serviceUrl(provider, environment));
  const { status, text } = await health(where);
  if (status !== 200) throw new Reason(`everything is deployed, but ${where}/healthz answers ${status}: ${text.slice(0, 200)}\nnpm run doctor -- --env ${environment.name} says more`);
  say(`Nothing to do: ${environment.name} is as it should be, and answers.`);
}

async function giveUp(deployment, error) {
  if (!(error instanceof Reason)) throw error;
  const back = await deployment.goBack();
  const again = `npm run deploy -- --env ${deployment.environment.name}`;
  throw new Reason(`${error.message}\n${back.map((line) => `${line}\n`).join("")}What was made stays and is used by the next run: ${again}`);
}

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: "string" }, plan: { type: "boolean" }, smoke: { type: "boolean" }, yes: { type: "boolean" }, url: { type: "string" } },
  });
  if (!values.env) throw new Reason("say where to: npm run deploy -- --env staging|production");
  values.url ??= process.env.COOKDIFF_URL || undefined;
  await installPackages();
  await deploy(values);
});
