// The headers of every answer (workers/headers.ts): for safety always, for pages of other sites where the operator named
// their origin. That every answer of workerd has them is checked in application.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerHeaders } from "../../workers/headers.ts";
import { securityFault } from "./application.mjs";

const origins = "https://app.test https://other.test";
const asked = (method, origin, allowed = origins, own = []) =>
  answerHeaders(new Request("https://cookdiff.test/recipes", { method, headers: origin === null ? {} : { origin } }), own, allowed);

test("an answer is for who asked: not kept, run, framed or guessed, whatever the module says", () => {
  assert.equal(securityFault(asked("GET", null)), "");
  assert.equal(securityFault(asked("GET", null, undefined, [["cache-control", "public"], ["etag", '"1"']])), "");
  assert.equal(asked("GET", null, undefined, [["etag", '"1"']]).get("etag"), '"1"');
  assert.notEqual(securityFault(new Headers()), "");
});

test("pages of other sites read nothing unless their origin is configured", () => {
  const foreign = ["https://evil.test", "https://app.test.evil.test", "https://app", "null", "HTTPS://APP.TEST", "https://app.test https://other.test", " ", ""];
  for (const origin of foreign) for (const method of ["GET", "OPTIONS"]) assert.equal(asked(method, origin).get("access-control-allow-origin"), null, origin);
  for (const nothing of [null, "", " ", "*"]) assert.equal(asked("GET", "https://app.test", nothing).get("access-control-allow-origin"), null);
  const read = asked("GET", "https://app.test", origins, [["vary", "Accept"]]);
  assert.equal(read.get("access-control-allow-origin"), "https://app.test");
  assert.equal(read.get("access-control-allow-credentials"), null); // never with the cookie
  assert.equal(read.get("cross-origin-resource-policy"), "cross-origin");
  assert.equal(read.get("vary"), "Accept, Origin");
  assert.equal(read.get("access-control-allow-methods"), null);
});

test("a preflight is told what it may ask for", () => {
  const preflight = asked("OPTIONS", "https://other.test");
  assert.match(preflight.get("access-control-allow-methods"), /PUT/);
  for (const name of ["Authorization", "Idempotency-Key", "If-Match"]) assert.ok(preflight.get("access-control-allow-headers").includes(name), name);
});
