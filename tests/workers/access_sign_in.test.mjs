// Cloudflare Access in workerd: the server takes the team's assertion for who it names and nobody else's, with the kitchen
// and scopes of the configuration. The forgeries one by one: access.test.mjs.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import http from "node:http";
import { after, before, test } from "node:test";
import { SignJWT, exportJWK } from "jose";
import { startApplication } from "./application.mjs";
import { pie } from "./documents.mjs";

const team = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const audience = "a".repeat(64);
const kitchens = [
  { email: "anna@example.com", kitchen: "home", scopes: "read upload" },
  { domain: "example.com", kitchen: "bakery", scopes: "read" },
];
let app, certs, issuer;
before(async () => {
  const jwk = { ...(await exportJWK(team.publicKey)), kid: "team-1", alg: "RS256", use: "sig" };
  certs = http.createServer((request, response) => response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] })));
  await new Promise((listening) => certs.listen(0, "127.0.0.1", listening));
  issuer = `http://127.0.0.1:${certs.address().port}`;
  app = await startApplication({ ACCESS_TEAM: issuer, ACCESS_AUDIENCE: audience, ACCESS_KITCHENS: JSON.stringify(kitchens) });
});
after(async () => {
  await app.close();
  certs.close();
});

const now = () => Math.floor(Date.now() / 1000);
const assertion = (claims = {}, key = team.privateKey) =>
  new SignJWT({ iss: issuer, aud: [audience], sub: "1", email: "anna@example.com", iat: now(), exp: now() + 300, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "team-1" })
    .sign(key);
const as = async (claims, { key, headers, ...more } = {}) => ({ token: null, ...more, headers: { "cf-access-jwt-assertion": await assertion(claims, key), ...headers } });

test("who the team names has the kitchen and scopes of the configuration, and is in the audit by address", async () => {
  assert.equal((await app.call("POST", "/recipes", await as({}, { body: pie() }))).status, 200);
  assert.equal((await app.get("/recipes/2", await as({}))).status, 200);
  assert.equal((await app.get("/tokens", await as({}))).status, 403);
  const other = await as({ email: "Ben@Example.com", sub: "2" });
  assert.equal((await app.get("/session", other)).body.kitchen, "bakery");
  assert.equal((await app.get("/recipes/2", other)).status, 404);
  const { audit } = (await app.get("/audit?limit=200")).body;
  assert.ok(audit.some(({ actor, action }) => actor === "access:anna@example.com" && action === "POST /recipes"));
});

test("a page of another site writes nothing with it; a token in the same call counts alone", async () => {
  const foreign = await as({}, { body: pie({ recipeId: 3 }), headers: { origin: "https://evil.example" } });
  assert.equal((await app.call("POST", "/recipes", foreign)).status, 403);
  assert.equal((await app.get("/recipes/3", await as({}))).status, 404);
  assert.equal((await app.get("/recipes/2", await as({}, { token: "cookdiff_nonsense" }))).status, 401);
});

test("a stranger's key, another audience, another issuer, an end that has passed, no assertion: nobody", async () => {
  const refused = [
    await as({}, { key: stranger.privateKey }), await as({ aud: ["b".repeat(64)] }), await as({ iss: "https://evil.cloudflareaccess.com" }),
    await as({ exp: now() - 60 }), await as({ email: "anna@example.org" }), { token: null, headers: { "cf-access-jwt-assertion": "" } },
    { token: null, headers: { "cf-access-jwt-assertion": "e30.e30." } }, { token: null, headers: { cookie: `CF_Authorization=${await assertion()}` } },
  ];
  for (const [at, options] of refused.entries()) assert.equal((await app.get("/recipes", options)).status, 401, String(at));
});
