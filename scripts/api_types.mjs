// The types of the REST API, made from openapi.yaml: every schema by its name, and every call with what it takes and gives.
// Small enough to read; openapi-typescript needs a TypeScript of its own, four times the size of all that it would save.
import fs from "node:fs";
import path from "node:path";
import { root } from "./command.mjs";

const methods = ["get", "post", "put", "delete"];
const literal = (value) => JSON.stringify(value);

/** A JSON Schema as a TypeScript type. */
export function typeOf(schema) {
  if (schema === undefined || Object.keys(schema).length === 0) return "unknown";
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(" | ");
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.map(typeOf).join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
  if (schema.type === "array") return arrayOf(schema);
  if (schema.type === "object") return objectOf(schema);
  return { integer: "number", number: "number", string: "string", boolean: "boolean", null: "null" }[schema.type] ?? "unknown";
}

const arrayOf = ({ prefixItems, items }) =>
  prefixItems ? `[${prefixItems.map(typeOf).join(", ")}]` : `(${typeOf(items)})[]`;

function objectOf({ properties = {}, required = [], additionalProperties }) {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${literal(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)}`,
  );
  if (additionalProperties !== false) members.push("[more: string]: unknown");
  return `{ ${members.join("; ")} }`;
}

/** What one call takes and gives. */
function callOf(document, shared, operation) {
  const resolve = (node) => (node?.$ref ? node.$ref.split("/").slice(1).reduce((at, key) => at[key], document) : node);
  const parameters = [...shared, ...(operation.parameters ?? [])].map(resolve);
  const named = (place, must) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema }) => `${literal(name)}${must ? "" : "?"}: ${must ? "string | number" : typeOf(schema)}`)
      .join("; ");
  const json = (node) => resolve(node)?.content?.["application/json"]?.schema;
  const body = json(operation.requestBody);
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1];
  const answer = json(good);
  return `{ path: { ${named("path", true)} }; query: { ${named("query", false)} }; body: ${
    body ? typeOf(body) : "undefined"
  }; answer: ${answer ? typeOf(answer) : "undefined"} }`;
}

/** The whole module. */
export function apiTypes(document) {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const calls = Object.entries(document.paths).flatMap(([route, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => `  "${method.toUpperCase()} ${route}": ${callOf(document, item.parameters ?? [], item[method])};`),
  );
  const head = "// Made from openapi.yaml by scripts/api_types.mjs.";
  return `${head}\n${schemas.join("\n")}\nexport interface Calls {\n${calls.join("\n")}\n}\n`;
}

/** Writes the module where the dashboard looks for it. */
export async function writeApiTypes(file) {
  const { parse } = await import("yaml"); // here, since this file is loaded before the set-up has installed packages
  const document = parse(fs.readFileSync(path.join(root, "openapi.yaml"), "utf8"));
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, apiTypes(document));
}
