// npm run doctor -- --env staging|production: compares what is deployed with what should be, and says how to mend it.
// Changes nothing. Exit 0: all is well; 1: something is not; 2: it could not look.
//   --url     where the service answers (also: COOKDIFF_URL)
//   --json    the findings as JSON
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { Environment } from "./deploy/environment.mjs";
import { inspect } from "./deploy/inspect.mjs";
import { knownPepper, pepperFile } from "./deploy/pepper.mjs";
import { Provider } from "./deploy/provider.mjs";
import { health } from "./deploy/smoke.mjs";
import { serviceUrl } from "./deploy/url.mjs";
import { installPackages } from "./setup.mjs";
import { Reason, say } from "./terminal.mjs";

const mark = { ok: "ok", missing: "MISSING", different: "DIFFERENT", foreign: "DIFFERENT" };

/** How to mend a finding; the deployment mends all that it can. */
function mend(finding, environment) {
  if (finding.state === "foreign") return "check out the commit that is deployed, or a newer one";
  const deploy = `npm run deploy -- --env ${environment.name}`;
  if (finding.kind === "answer") return `npx wrangler tail ${environment.workers.server} shows its log; docs/operations.md, "The service does not answer"`;
  if (finding.kind === "pepper") return `put the secret that the server was given into ${pepperFile(environment)} or TOKEN_PEPPER`;
  return deploy;
}

async function answers(provider, environment, url) {
  const where = url ?? (await serviceUrl(provider, environment));
  const { status, text } = await health(where);
  return { kind: "answer", name: `${where}/healthz`, state: status === 200 ? "ok" : "different", detail: status === 200 ? "" : `${status} ${text.slice(0, 200)}` };
}

async function look(values) {
  await installPackages();
  const environment = new Environment(values.env);
  const provider = await Provider.connect();
  await build({ native: false });
  const { facts, findings } = await inspect(provider, environment);
  if (facts.deployed.server) findings.push(await answers(provider, environment, values.url));
  if (facts.pepperSet && !knownPepper(environment)) findings.push({ kind: "pepper", name: "the pepper here", state: "missing", detail: "tokens cannot be made and smoke tests not run from here", advice: true });
  return { environment, findings: findings.map((finding) => ({ ...finding, mend: finding.state === "ok" ? undefined : mend(finding, environment) })) };
}

try {
  const { values } = parseArgs({ options: { env: { type: "string" }, url: { type: "string" }, json: { type: "boolean" } } });
  if (!values.env) throw new Reason("say which: npm run doctor -- --env staging|production");
  values.url ??= process.env.COOKDIFF_URL || undefined;
  const { environment, findings } = await look(values);
  if (values.json) say(JSON.stringify(findings.map(({ kind, name, state, detail, mend }) => ({ kind, name, state, detail, mend }))));
  else
    for (const { kind, name, state, detail, mend } of findings)
      say(`${mark[state].padEnd(9)} ${kind} ${name}${detail ? `: ${detail}` : ""}${mend ? `\n          mend: ${mend}` : ""}`);
  const bad = findings.filter(({ state, advice }) => state !== "ok" && !advice).length;
  if (!values.json) say(bad === 0 ? `${environment.name} is well.` : `${environment.name}: ${bad} of ${findings.length} are not as they should be.`);
  process.exitCode = bad === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(error instanceof Reason ? `error: ${error.message}\n` : `${error.stack}\n`);
  process.exitCode = 2;
}
