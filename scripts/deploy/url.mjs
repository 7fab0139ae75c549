// Where an environment's server answers when nobody says otherwise.
import { Reason } from "../terminal.mjs";

export async function serviceUrl(provider, environment) {
  const { subdomain } = (await provider.find("/workers/subdomain")) ?? {};
  if (!subdomain) throw new Reason("the account has no workers.dev subdomain: register one in the dashboard, or say --url");
  return `https://${environment.workers.server}.${subdomain}.workers.dev`;
}
