// openapi.yaml: valid as OpenAPI 3.1, what the server embeds, and true of every answer that the native tests of the API
// get (their bodies against its schemas).  node tests/api/openapi.test.mjs build/tests/api_test
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import { embedded } from "../../scripts/openapi.mjs";

const root = new URL("../../", import.meta.url);
const binary = process.argv[2] ?? new URL("build/tests/api_test", root).pathname;
const document = parse(readFileSync(new URL("openapi.yaml", root), "utf8"));
let passed = 0;
let failed = 0;
const seen = new Set();

function check(name, holds, why = "") {
  if (holds) return void passed++;
  failed++;
  const line = `FAILED ${name}${why ? `: ${why}` : ""}`;
  if (!seen.has(line)) console.log(line);
  seen.add(line);
}

const resolve = (value) =>
  value?.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document) : value;

const validity = await new Validator().validate(structuredClone(document));
check("the document is OpenAPI 3.1", validity.valid && document.openapi === "3.1.0", JSON.stringify(validity.errors ?? ""));
check("the server embeds it", readFileSync(new URL("src/api/openapi.inc", root), "utf8") === embedded());
const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId).filter(Boolean));
check("operationIds are unique", new Set(ids).size === ids.length);

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema({ ...document, $id: "openapi" }, "openapi");
const validators = new Map();
function validator(pointer) {
  if (!validators.has(pointer)) validators.set(pointer, ajv.compile({ $ref: `openapi#${pointer}` }));
  return validators.get(pointer);
}
const step = (key) => "/" + encodeURIComponent(String(key).replaceAll("~", "~0").replaceAll("/", "~1"));

const folder = mkdtempSync(join(tmpdir(), "cookdiff-openapi-"));
try {
  const file = join(folder, "answers.ndjson");
  const run = spawnSync(binary, [], { env: { ...process.env, COOKDIFF_ANSWERS: file }, stdio: ["ignore", "ignore", "inherit"] });
  check("the native tests of the API pass", run.status === 0, `${binary} ended with ${run.status ?? run.error ?? run.signal}`);
  const answered = new Set();
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const answer = JSON.parse(line);
    const name = `${answer.method} ${answer.path} ${answer.status} ${answer.type}`;
    const described = document.paths[answer.path][answer.method].responses[answer.status];
    const at = described.$ref ? described.$ref.slice(1) : "/paths" + [answer.path, answer.method, "responses", answer.status].map(step).join("");
    answered.add(`${answer.method} ${answer.path}`);
    if (!answer.type.includes("json") || answer.body === "") continue;
    const holds = validator(`${at}/content${step(answer.type)}/schema`);
    // NDJSON: each line is an answer of its own, and the schema is that of a line, or of the text.
    const lines = answer.type.includes("ndjson") ? answer.body.split("\n").filter(Boolean) : [answer.body];
    const parsed = lines.map((text) => JSON.parse(text));
    const content = resolve(described).content[answer.type];
    const good = content !== undefined && (content.schema?.type === "string" ? holds(answer.body) : parsed.every((value) => holds(value)));
    check(name, good, JSON.stringify(holds.errors ?? ""));
  }
  for (const [path, operations] of Object.entries(document.paths))
    for (const method of Object.keys(operations).filter((key) => key !== "parameters"))
      check(`${method} ${path} was tried`, answered.has(`${method} ${path}`));
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
