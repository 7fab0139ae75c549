// Headers of every answer, whatever the module says, also where it is not there to say anything: nothing is kept, run,
// framed or guessed, and pages of other sites read it only where the operator names their origin, and then with a token:
// never with the cookie.
type Header = [name: string, value: string];

const always: Header[] = [
  ["cache-control", "no-store"],
  ["content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
  ["referrer-policy", "no-referrer"],
  ["strict-transport-security", "max-age=31536000; includeSubDomains"],
  ["x-content-type-options", "nosniff"],
];

/** A preflight's answer (fetch.spec.whatwg.org, 4.8). */
const preflight: Header[] = [
  ["access-control-allow-methods", "GET, HEAD, POST, PUT, DELETE"],
  ["access-control-allow-headers", "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key"],
  ["access-control-max-age", "600"],
];

/** `allowedOrigins`: the variable ALLOWED_ORIGINS, separated by spaces. */
export function answerHeaders(request: Request, own: Header[], allowedOrigins: unknown): Headers {
  const headers = new Headers(own);
  for (const [name, value] of always) headers.set(name, value);
  const origin = request.headers.get("origin");
  const allowed = origin !== null && typeof allowedOrigins === "string" && allowedOrigins.split(" ").includes(origin) && origin !== "";
  headers.set("cross-origin-resource-policy", allowed ? "cross-origin" : "same-origin");
  if (!allowed) return headers;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", "ETag, Location, Retry-After");
  headers.append("vary", "Origin");
  if (request.method === "OPTIONS") for (const [name, value] of preflight) headers.set(name, value);
  return headers;
}
