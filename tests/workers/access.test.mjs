// Our configuration of the verifier of Cloudflare Access (workers/access.ts), against forged assertions of every known
// kind: keys made here, the team's certs served here.
import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import http from "node:http";
import { after, before, test } from "node:test";
import { SignJWT, exportJWK } from "jose";
import { verifyAccess } from "../../workers/access.ts";

const team = { keys: generateKeyPairSync("rsa", { modulusLength: 2048 }), kid: "team-1" };
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
const audience = "a".repeat(64);
const base64 = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

let certs;
let issuer;
let fetches = 0;
let away = false;
before(async () => {
  const jwk = { ...(await exportJWK(team.keys.publicKey)), kid: team.kid, alg: "RS256", use: "sig" };
  certs = http.createServer((request, response) => {
    fetches++;
    if (away) return void response.writeHead(503).end();
    response.setHeader("content-type", "application/json");
    response.end(request.url === "/cdn-cgi/access/certs" ? JSON.stringify({ keys: [jwk] }) : "{}");
  });
  await new Promise((listening) => certs.listen(0, "127.0.0.1", listening));
  issuer = `http://127.0.0.1:${certs.address().port}`;
});
after(() => certs.close());

const now = () => Math.floor(Date.now() / 1000);
const claims = (changes = {}) => ({ iss: issuer, aud: [audience], sub: "1", email: "anna@example.com", iat: now(), exp: now() + 300, ...changes });
const signed = (payload, { key = team.keys.privateKey, header = {} } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: team.kid, typ: "JWT", ...header }).sign(key);
const verify = (token) => verifyAccess(token, { ACCESS_TEAM: issuer, ACCESS_AUDIENCE: audience });
/** Signed by hand, for headers that the library would not write. */
function byHand(header, payload, sign) {
  const input = `${base64(header)}.${base64(payload)}`;
  return `${input}.${sign(input)}`;
}
const rsa = (key, hash = "RSA-SHA256") => (input) => createSign(hash).update(input).sign(key, "base64url");

test("a good assertion is whose it says", async () => {
  assert.deepEqual(await verify(await signed(claims())), { valid: true, email: "anna@example.com", subject: "1" });
  const service = await verify(await signed(claims({ email: undefined, sub: "", common_name: "robot.access" })));
  assert.deepEqual(service, { valid: true, email: undefined, subject: "robot.access" });
});

test("every known forgery is refused", async () => {
  const header = { alg: "RS256", kid: team.kid };
  const pem = team.keys.publicKey.export({ type: "spki", format: "pem" });
  const own = await exportJWK(foreign.publicKey);
  const good = await signed(claims());
  const [head, body, signature] = good.split(".");
  const without = (name) => Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
  const forged = {
    "no signature, alg none": byHand({ ...header, alg: "none" }, claims(), () => ""),
    "alg None": byHand({ ...header, alg: "None" }, claims(), () => ""),
    "no alg": byHand({ kid: team.kid }, claims(), rsa(team.keys.privateKey)),
    "a MAC with the public key": byHand({ ...header, alg: "HS256" }, claims(), (input) => createHmac("sha256", pem).update(input).digest("base64url")),
    "another RSA algorithm of the right key": byHand({ ...header, alg: "RS512" }, claims(), rsa(team.keys.privateKey, "RSA-SHA512")),
    "PS256": byHand({ ...header, alg: "PS256" }, claims(), rsa(team.keys.privateKey)),
    "an elliptic key": await new SignJWT(claims()).setProtectedHeader({ alg: "ES256", kid: team.kid }).sign(elliptic.privateKey),
    "another's key under the team's id": await signed(claims(), { key: foreign.privateKey }),
    "another's key under an id of its own": await signed(claims(), { key: foreign.privateKey, header: { kid: "mine" } }),
    "a key that the token brings": byHand({ ...header, kid: "mine", jwk: own }, claims(), rsa(foreign.privateKey)),
    "a key that the token brings, under the team's id": byHand({ ...header, jwk: own }, claims(), rsa(foreign.privateKey)),
    "an address of keys": byHand({ ...header, kid: "mine", jku: `${issuer}/mine` }, claims(), rsa(foreign.privateKey)),
    "a certificate": byHand({ ...header, kid: "mine", x5u: `${issuer}/mine` }, claims(), rsa(foreign.privateKey)),
    "an unknown critical member": byHand({ ...header, crit: ["x"], x: 1 }, claims(), rsa(team.keys.privateKey)),
    "another issuer": await signed(claims({ iss: "https://evil.cloudflareaccess.com" })),
    "no issuer": await signed(without("iss")),
    "another audience": await signed(claims({ aud: ["b".repeat(64)] })),
    "no audience": await signed(without("aud")),
    "expired": await signed(claims({ exp: now() - 31 })),
    "no expiry": await signed(without("exp")),
    "not yet": await signed(claims({ nbf: now() + 300 })),
    "no time of issue": await signed(without("iat")),
    "no subject": await signed(without("sub")),
    "a changed claim": `${head}.${base64(claims({ email: "admin@example.com" }))}.${signature}`,
    "a signature cut short": `${head}.${body}.${signature.slice(0, -4)}`,
    "no signature at all": `${head}.${body}.`,
    "two parts": `${head}.${body}`,
    "four parts": `${good}.${signature}`,
    "no token": "",
    "no text of a token": "x.y.z",
  };
  for (const [name, token] of Object.entries(forged)) assert.deepEqual(await verify(token), { valid: false }, name);
});

test("an unknown key id fetches the keys again once a minute, not at every try", async () => {
  const before = fetches;
  for (let n = 0; n < 20; n++) await verify(await signed(claims(), { header: { kid: `unknown-${n}` } }));
  assert.ok(fetches - before <= 1, `${fetches - before} fetches`);
});

test("keys that cannot be had are no verdict, and without configuration nobody is in", async () => {
  away = true;
  const elsewhere = issuer.replace("127.0.0.1", "localhost");
  await assert.rejects(verifyAccess(await signed(claims({ iss: elsewhere })), { ACCESS_TEAM: elsewhere, ACCESS_AUDIENCE: audience }));
  away = false;
  assert.deepEqual(await verifyAccess(await signed(claims()), { ACCESS_TEAM: issuer, ACCESS_AUDIENCE: "" }), { valid: false });
  assert.deepEqual(await verifyAccess(await signed(claims()), { ACCESS_TEAM: "", ACCESS_AUDIENCE: audience }), { valid: false });
});
