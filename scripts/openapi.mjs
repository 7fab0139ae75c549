// Writes openapi.yaml as compact JSON into src/api/openapi.inc, which the server embeds. With --check it only says
// whether the two are in step (exit 1 when they are not).
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const root = new URL("../", import.meta.url);

/** The text of openapi.inc: one raw string, a line a path, schema or other item of the second level. */
export function embedded() {
  const document = parse(readFileSync(new URL("openapi.yaml", root), "utf8"));
  const lines = Object.entries(document).map(([name, value]) => {
    if (typeof value !== "object" || Array.isArray(value)) return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
    const inner = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
    return `${JSON.stringify(name)}:{\n${inner.join(",\n")}}`;
  });
  const json = `{${lines.join(",\n")}}`;
  if (json.includes(')openapi"')) throw new Error("the document ends the raw string that it is embedded in");
  return `R"openapi(${json})openapi"\n`;
}

const target = new URL("src/api/openapi.inc", root);
if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv.includes("--check")) {
    if (readFileSync(target, "utf8") !== embedded()) {
      console.error("src/api/openapi.inc is not what openapi.yaml says: run node scripts/openapi.mjs");
      process.exit(1);
    }
  } else {
    writeFileSync(target, embedded());
  }
}
