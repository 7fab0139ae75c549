// The REST API, as the dashboard calls it. Types come from openapi.yaml.
import { useEffect, useState } from "preact/hooks";
import type { Calls, Problem } from "../../../build/dashboard/api";

export type * from "../../../build/dashboard/api";

/** What a call ended with when it was not well: the service's problem, or that it was not reached at all. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? problem.title ?? "The service did not answer.");
  }
}

/** Told when a call finds that nobody is signed in any more. */
export const signedOut = new EventTarget();

type Options<Call extends keyof Calls> = {
  path?: Calls[Call]["path"] | undefined;
  query?: Calls[Call]["query"] | undefined;
  body?: Calls[Call]["body"] | undefined;
  headers?: Record<string, string>;
};

/** The call's address: ids percent-encoded, what is not given left out. */
function addressOf(route: string, path: object, query: object): string {
  const values = path as Record<string, unknown>;
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${filled}?${text}` : filled;
}

/** One call; throws a Failure. */
export async function call<Call extends keyof Calls>(name: Call, options: Options<Call> = {}): Promise<Calls[Call]["answer"]> {
  return (await callWithTag(name, options)).answer;
}

/** The same, with the answer's ETag. */
export async function callWithTag<Call extends keyof Calls>(
  name: Call,
  { path, query, body, headers }: Options<Call> = {},
): Promise<{ answer: Calls[Call]["answer"]; tag: string | null }> {
  const [method, route] = name.split(" ") as [string, string];
  let answered: Response;
  try {
    answered = await fetch(addressOf(route, path ?? {}, query ?? {}), {
      method,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Failure(0, { title: "The service cannot be reached. Are you connected?" });
  }
  if (!answered.ok) throw await failureOf(answered, name);
  const text = await answered.text();
  return { answer: (text ? JSON.parse(text) : undefined) as Calls[Call]["answer"], tag: answered.headers.get("etag") };
}

async function failureOf(answered: Response, name: string): Promise<Failure> {
  const problem = await answered.json().catch(() => ({ title: `The service answered ${answered.status}.` }));
  if (answered.status === 401 && !name.endsWith("/session")) signedOut.dispatchEvent(new Event("signed-out"));
  return new Failure(answered.status, problem);
}

/** Answers that were seen, so that going back shows at once what was there, and then what is. */
const seen = new Map<string, unknown>();
const seenMax = 60;

export function forget() {
  seen.clear();
}

function remember(key: string, value: unknown) {
  seen.delete(key);
  seen.set(key, value);
  if (seen.size > seenMax) seen.delete(seen.keys().next().value as string);
}

export interface Asked<Answer> {
  answer: Answer | undefined;
  failure: Failure | undefined;
  tag: string | null;
  again(): void;
}

/** Asks when it is shown and when what is asked changes. `null` asks nothing. */
export function useCall<Call extends keyof Calls>(name: Call, options: Options<Call> | null): Asked<Calls[Call]["answer"]> {
  const key = options && `${name} ${JSON.stringify(options)}`;
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ key: string; failure?: Failure; tag?: string | null } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let gone = false;
    callWithTag(name, options!).then(
      ({ answer, tag }) => {
        remember(key, answer);
        if (!gone) setState({ key, tag });
      },
      (failure: Failure) => gone || setState({ key, failure }),
    );
    return () => void (gone = true);
  }, [key, round]);
  const current = state !== null && state.key === key ? state : undefined;
  return {
    answer: key === null ? undefined : (seen.get(key) as Calls[Call]["answer"] | undefined),
    failure: current?.failure,
    tag: current?.tag ?? null,
    again: () => setRound((before) => before + 1),
  };
}
