// Each call of the REST API in workerd, with and without a token: what the contract names as open is open, all else is not.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { startApplication } from "./application.mjs";
import { madePie, pie } from "./documents.mjs";

let app;
before(async () => {
  app = await startApplication();
  await app.upload({ "recipes/2.json": pie(), "recipes/2/makes/1.json": madePie(1) });
});
after(() => app.close());

const open = new Map([["GET /healthz", 200], ["GET /openapi.json", 200], ["POST /session", 422], ["DELETE /session", 204]]);
/** Any token will do. */
const anyScope = new Set(["POST /session/codes"]);
const { paths } = parse(fs.readFileSync(new URL("../../openapi.yaml", import.meta.url), "utf8"));
const calls = Object.entries(paths).flatMap(([path, item]) =>
  Object.keys(item)
    .filter((method) => ["get", "post", "put", "delete"].includes(method))
    .map((method) => [method.toUpperCase(), path]),
);
const filled = (path) => path.replace("{recipeId}", "2").replace("{makeId}", "1").replace("{uploadId}", "cmVjaXBlcy8yLmpzb24").replace("{tokenId}", "0123456789abcdef");
const bodyOf = (method, path) => (method === "GET" || method === "DELETE" ? undefined : path === "/compare" ? { recipe: pie(), make: madePie(1) } : pie());

test("every call but the open ones is refused without a token, with a wrong one and with one of too little scope", async () => {
  assert.ok(calls.length >= 18);
  for (const [method, path] of calls) {
    const name = `${method} ${path}`;
    const body = bodyOf(method, path);
    const without = await app.call(method, filled(path), { body, token: null });
    if (open.has(name)) {
      assert.equal(without.status, open.get(name), name);
      continue;
    }
    assert.equal(without.status, 401, name);
    assert.match(without.headers.get("content-type"), /problem\+json/, name);
    assert.equal(without.headers.get("cache-control"), "no-store", name);
    const wrong = await app.call(method, filled(path), { body, token: `cookdiff_${"0".repeat(16)}_${"0".repeat(64)}` });
    assert.equal(wrong.status, 401, name);
    if (method !== "GET" && path !== "/compare" && !anyScope.has(name)) {
      assert.equal((await app.call(method, filled(path), { body, scopes: "read" })).status, 403, name);
    }
  }
});

test("every call answers with a token, and none of another kitchen's", async () => {
  for (const [method, path] of calls) {
    const name = `${method} ${path}`;
    const body = bodyOf(method, path);
    const answer = await app.call(method, filled(path), { body });
    if (name === "GET /metrics") {
      assert.equal(answer.status, 403, "a scope that the operator alone gives");
      continue;
    }
    assert.ok(answer.status < 500 && ![401, 403].includes(answer.status), `${name} answered ${answer.status}`);
    if (!path.includes("{") || path.includes("{tokenId}")) continue;
    const purge = name === "DELETE /recipes/{recipeId}" ? "?purge" : ""; // without it nothing is meant
    const foreign = await app.call(method, filled(path) + purge, { body, kitchen: "bakery" });
    assert.equal(foreign.status, 404, `${name} in another kitchen`);
  }
});

test("the first users' client: a recipe goes in and comes back with numbers as numbers", async () => {
  const posted = await app.call("POST", "/recipes", { body: pie({ recipeId: 900 }) });
  assert.equal(posted.status, 200, posted.text);
  for (const body of [posted.body, (await app.get("/recipes/900")).body]) {
    assert.equal(body.recipeId, 900);
    assert.equal(body.rating, 5);
    assert.deepEqual(body.ingredients, pie().ingredients);
    assert.deepEqual(body.steps, pie().steps);
  }
  assert.equal((await app.call("POST", "/recipes", { body: pie({ recipeId: 900 }) })).status, 409);
});
