// openapi.yaml as the tests use it: which operation a request is, and what is wrong with an answer by what the document
// says of it. The schemas are checked by ajv.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";

export const document = parse(readFileSync(new URL("../../openapi.yaml", import.meta.url), "utf8"));
const methods = ["get", "post", "put", "delete", "patch"];

/** What a $ref names, or the value itself. */
export const resolve = (value) =>
  value?.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document) : value;

/** {method, path, operation, parameters}: every operation, with the parameters of its path too. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods
    .filter((method) => item[method])
    .map((method) => ({
      method: method.toUpperCase(),
      path,
      operation: item[method],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
    })),
);

const isPart = (name) => /^\{.*\}$/.test(name);
// A fixed path before a pattern: /uploads/sweep is none of /uploads/{uploadId}.
const patterns = Object.keys(document.paths)
  .map((path) => ({ path, parts: path.split("/") }))
  .sort((a, b) => a.parts.filter(isPart).length - b.parts.filter(isPart).length);

/** The path of the document that a request's path is; undefined: none. A part is never empty. */
export function pathOf(pathname) {
  const parts = pathname.split("/");
  const fits = (pattern) => pattern.parts.length === parts.length && pattern.parts.every((name, at) => (isPart(name) ? parts[at] !== "" : name === parts[at]));
  return patterns.find(fits)?.path;
}

const dateTime = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/;
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true, formats: { "date-time": dateTime } });
// Words of OpenAPI beside the schemas, which say nothing of a value.
ajv.addVocabulary(["openapi", "info", "servers", "security", "tags", "paths", "components"]);
ajv.addSchema({ ...document, $id: "openapi" }, "openapi");
const validators = new Map();

function validator(pointer) {
  if (!validators.has(pointer)) validators.set(pointer, ajv.compile({ $ref: `openapi#${pointer}` }));
  return validators.get(pointer);
}
const step = (key) => "/" + encodeURIComponent(String(key).replaceAll("~", "~0").replaceAll("/", "~1"));

/** What is wrong with a value by a schema of the document; "" when nothing is. */
export function faultOfValue(value, pointer) {
  const holds = validator(pointer);
  return holds(value) ? "" : ajv.errorsText(holds.errors).slice(0, 400);
}

function faultOfContent(pointer, type, query, { operation }, body) {
  if (!/[/+]json$|x-ndjson$/.test(type)) return "";
  const values = type.includes("ndjson") ? body.split("\n").filter(Boolean) : [body];
  // Of a make the document can only say that ?raw is anything; without it, it is a Make.
  const isMake = operation.operationId === "getMake" && pointer.includes("/responses/200/") && !new URLSearchParams(query).has("raw");
  const schema = isMake ? "/components/schemas/Make" : `${pointer}/content${step(type)}/schema`;
  for (const text of values) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return `${type} that is no JSON: ${text.slice(0, 100)}`;
    }
    const fault = type.includes("ndjson") ? "" : faultOfValue(value, schema);
    if (fault) return fault;
  }
  return "";
}

/** What is wrong with an answer, in words; "" when it is as the document says. `headers`: a plain object or Headers, lower
    case; without them only status, form and body are looked at. */
export function faultOf({ method, path: pathname, query = "", status, type, body, headers }) {
  const path = pathOf(pathname);
  const header = (name) => (typeof headers?.get === "function" ? headers.get(name) : headers?.[name]) ?? undefined;
  if (method === "OPTIONS" && path) return status === 204 && (!headers || header("allow")) ? "" : `OPTIONS answered ${status}`;
  const described = operations.find((each) => each.path === path && each.method === (method === "HEAD" ? "GET" : method));
  if (!described) {
    if (status !== 400 && status !== (path ? 405 : 404)) return `no such operation, and it answered ${status}`;
    if (status === 405 && headers && !header("allow")) return "405 without Allow";
    return method === "HEAD" ? "" : faultOfValue(JSON.parse(body), "/components/schemas/Problem");
  }
  const { operation } = described;
  const response = operation.responses[status];
  if (response === undefined) return `status ${status} is not in the document`;
  const pointer = response.$ref ? response.$ref.slice(1) : "/paths" + [path, described.method.toLowerCase(), "responses", status].map(step).join("");
  const { content, headers: named = {} } = resolve(response);
  for (const name of Object.keys(named)) if (headers && header(name.toLowerCase()) === undefined) return `${status} without ${name}`;
  if (method === "HEAD") return body ? "HEAD with a body" : "";
  if (content === undefined) return body ? `${status} with a body` : "";
  if (content[type] === undefined) return `${status} in ${type || "no form"}`;
  return faultOfContent(pointer, type, query, described, body);
}
