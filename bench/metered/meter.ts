// Counts what a Worker asks of its bindings: the operations that are billed, and for D1 what its own meta says.
// The Workers of this folder are those that deploy, with this around their bindings; nothing else is different.
import type { Bindings } from "../../workers/operations";

export interface Counts {
  /** Calls by binding and method: {"RECIPES.get": 100, …}. */
  calls: Record<string, number>;
  /** Of D1, summed over every statement's meta. */
  rowsRead: number;
  rowsWritten: number;
  /** Messages in sendBatch calls. */
  messages: number;
  /** Most calls of a bucket that were open at once. */
  bucketCallsOpen: number;
  /** Events that the Worker was called for. */
  events: number;
}

const none = (): Counts => ({ calls: {}, rowsRead: 0, rowsWritten: 0, messages: 0, bucketCallsOpen: 0, events: 0 });
let counts = none();
let open = 0;

/** What was counted since the last call of this. */
export function take(): Counts {
  const taken = counts;
  counts = none();
  return taken;
}

export function countEvent(): void {
  counts.events++;
}

// By what the configurations call them: a service binding has every method that it is asked for.
const isBucket = (name: string) => name === "RECIPES" || name === "ARCHIVE";
const isDatabase = (name: string) => name.startsWith("DB");

function watch(name: string, binding: any): any {
  return new Proxy(binding, {
    get(target, method: string) {
      const found = target[method];
      if (typeof found !== "function") return found;
      if (method === "prepare") return found.bind(target); // asks nothing of anybody yet
      return async (...args: any[]) => {
        const call = `${name}.${method}`;
        counts.calls[call] = (counts.calls[call] ?? 0) + 1;
        if (method === "sendBatch") counts.messages += args[0].length;
        if (isBucket(name)) counts.bucketCallsOpen = Math.max(counts.bucketCallsOpen, ++open);
        try {
          const answer = await target[method](...args);
          if (isDatabase(name))
            for (const { meta } of Array.isArray(answer) ? answer : [answer]) {
              counts.rowsRead += meta.rows_read;
              counts.rowsWritten += meta.rows_written;
            }
          return answer;
        } finally {
          if (isBucket(name)) open--;
        }
      };
    },
  });
}

/** The same bindings, watched. */
export const metered = (bindings: Bindings): Bindings =>
  Object.fromEntries(Object.entries(bindings).map(([name, binding]) => [name, typeof binding === "object" && binding !== null ? watch(name, binding) : binding]));

export const meterAnswer = () => Response.json(take());
