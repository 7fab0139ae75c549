// Verifies the assertions of Cloudflare Access with `jose`: only our configuration of it is here. RS256 alone, so that
// neither `none` nor a MAC with the public key passes; issuer, audience, subject and times are required; a key is only
// ever one of the team's own, found by its id, and an unknown id fetches the team's keys again once a minute at most.
import { createRemoteJWKSet, errors, jwtVerify } from "jose";

const refetchAfterMs = 60_000;
const keysKeptMs = 3_600_000;
const fetchPatienceMs = 5_000;
const clockSkewSeconds = 30;

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function keysOf(team: string) {
  let keys = keySets.get(team);
  if (keys === undefined) {
    keys = createRemoteJWKSet(new URL(`${team}/cdn-cgi/access/certs`), {
      cooldownDuration: refetchAfterMs,
      cacheMaxAge: keysKeptMs,
      timeoutDuration: fetchPatienceMs,
    });
    keySets.set(team, keys);
  }
  return keys;
}

export interface Identity {
  valid: boolean;
  email?: string;
  subject?: string;
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** ACCESS_TEAM is `https://<team>.cloudflareaccess.com`, ACCESS_AUDIENCE the application's tag. Throws when the team's
    keys cannot be had: that is no verdict. */
export async function verifyAccess(token: string, { ACCESS_TEAM: team, ACCESS_AUDIENCE: audience }: Record<string, any>): Promise<Identity> {
  if (!text(team) || !text(audience)) return { valid: false };
  try {
    const { payload } = await jwtVerify(token, keysOf(team), {
      algorithms: ["RS256"],
      issuer: team,
      audience,
      clockTolerance: clockSkewSeconds,
      requiredClaims: ["exp", "iat", "sub"],
    });
    // Of a service token the name is its common name, and the subject is empty.
    return { valid: true, email: text(payload.email), subject: text(payload.common_name) ?? text(payload.sub) };
  } catch (error) {
    const verdict = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== "ERR_JOSE_GENERIC";
    if (verdict) return { valid: false };
    throw new Error("the keys of the Access team could not be had");
  }
}
