// The tables and the archive of a service, read and written past its server: of the local one, in a folder of state, or of
// an environment, by the provider's API.
import { Reason } from "./terminal.mjs";

/**
 * Of `{env}`, of `{remote: true}` (production, which has the names that plain `wrangler deploy` uses) or of `{state}`.
 * {query(sql, ...values): the statement's rows, archived(key): the text of an object of the archive or null, pepper(): the
 * secret under which tokens are hashed, where it is known here, close()}
 */
export async function openTables({ env, remote = false, state = ".state" }) {
  if (env) return ofEnvironment(env);
  return remote ? ofEnvironment("production") : ofLocal(state);
}

async function ofLocal(state) {
  // Loaded where it is wanted: wrangler is large, and the local service needs no account.
  const [{ openStores }, { localPepper }] = await Promise.all([import("./backup/stores.mjs"), import("./local_pepper.mjs")]);
  const stores = await openStores({ local: state });
  const { DB, ARCHIVE } = stores.proxy.env;
  const query = async (sql, ...values) => {
    try {
      return (await DB.prepare(sql).bind(...values).all()).results;
    } catch (error) {
      const hint = /no such table/.test(error.message) ? "\nThe tables are missing: run npm run migrate first." : "";
      throw new Reason(`the tables in ${state} did not answer: ${error.message}${hint}`);
    }
  };
  return { query, archived: async (key) => (await (await ARCHIVE.get(key))?.text()) ?? null, pepper: localPepper, close: () => stores.close() };
}

async function ofEnvironment(env) {
  const [{ Environment }, { inspect }, { Provider, keyPath }, { knownPepper }] = await Promise.all(
    ["environment", "inspect", "provider", "pepper"].map((name) => import(`./deploy/${name}.mjs`)),
  );
  const environment = new Environment(env);
  const provider = await Provider.connect();
  const { facts } = await inspect(provider, environment);
  if (!facts.databaseId) throw new Reason(`${env} has no database; npm run deploy -- --env ${env} makes it`);
  const object = (key) => `/r2/buckets/${environment.buckets.archive}/objects/${keyPath(key)}`;
  return {
    query: (sql, ...values) => provider.query(facts.databaseId, sql, values),
    archived: async (key) => (await provider.find(object(key), { raw: true }))?.toString("utf8") ?? null,
    pepper: () => knownPepper(environment),
    close: () => {},
  };
}
