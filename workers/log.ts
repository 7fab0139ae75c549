// The log: one JSON object a line, of the fields below and no others. A module's line is data of a program that reads
// documents, so a field is let out because it is on the list, never because nobody thought of keeping it in.
type Kind = "word" | "number" | "flag" | "frames" | "traces";

/** Field by field: what it may be. */
export const allowedFields: Record<string, Kind> = {
  level: "word", // error, warning, info
  event: "word", // fetch, queue, call, scheduled, log
  fault: "word", // what went wrong, in our own words
  count: "number",
  attempts: "number",
  milliseconds: "number",
  objects: "number", // of a sweep: looked at,
  enqueued: "number", // sent,
  due: "number", // of these, because their rows were due;
  complete: "flag", // whether it reached the end of the bucket
  closed: "number", // hours of the audit
  traces: "traces", // of uploads (src/ingest/trace.hpp), each with what became of it
  stack: "frames", // where a module trapped: names and places of functions
};

/** Our own words are short; a document's text would not be. */
const wordLettersMax = 80;
const framesMax = 12;
const tracesMax = 100;

const isWord = (value: unknown): value is string => typeof value === "string" && value.length <= wordLettersMax && /^[a-z][a-z0-9 .,'_-]*$/i.test(value);
/** A frame of a wasm stack: `at name (wasm://wasm/1a2b:wasm-function[7]:0x3f)`. */
const isFrame = (value: unknown): value is string => typeof value === "string" && value.length <= 300 && /^at [\w$.:<>()~&*, [\]/=+-]*wasm[\w$.:()[\]/-]*$/.test(value);

/** 16 hex letters, and a word of ours: `0123456789abcdef stored`. */
const isTrace = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{16}( [a-z]{1,20})?$/.test(value);

const holds: Record<Kind, (value: unknown) => boolean> = {
  word: isWord,
  number: (value) => typeof value === "number" && Number.isFinite(value),
  flag: (value) => typeof value === "boolean",
  traces: (value) => Array.isArray(value) && value.length <= tracesMax && value.every(isTrace),
  frames: (value) => Array.isArray(value) && value.length <= framesMax && value.every(isFrame),
};

/** What may be logged of these fields; `withheld` counts the others. */
export function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields);
  const kept = entries.filter(([name, value]) => Object.hasOwn(allowedFields, name) && holds[allowedFields[name]!](value));
  const withheld = entries.length - kept.length;
  return { ...Object.fromEntries(kept), ...(withheld > 0 ? { withheld } : {}) };
}

export function log(fields: Record<string, unknown>): void {
  console.log(JSON.stringify(allowed(fields)));
}

/** A line that a module wrote. */
export function logLine(line: string): void {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    fields = null;
  }
  const isObject = typeof fields === "object" && fields !== null && !Array.isArray(fields);
  log(isObject ? (fields as Record<string, unknown>) : { level: "error", event: "log", fault: "a line that is no object" });
}
