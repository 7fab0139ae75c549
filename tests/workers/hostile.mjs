// Documents as large as the service takes, each the slow kind of something: what a parser, a comparison or an analysis
// would walk more than once. Everything is made from one seed.
import { Random } from "./requests.mjs";

/** A little under what a body may have: the service's own members come to it. */
const documentBytes = 1_040_000;
const pageBytes = 8_300_000;

const letterOf = "abcdefghijklmnopqrstuvwxyz";
const json = (members) => ({ type: "application/json", body: `{"recipeName":"a"${members ? `,${members}` : ""}}` });
const step = (text) => json(`"steps":[{"stepText":${JSON.stringify(text)}}]`);
const cooklang = (text) => ({ type: "text/plain", body: `---\ntitle: a\n---\n@a{1%g} ${text}` });
const page = (text) => ({ type: "text/html", body: `<html>${text}` });
const linked = (members) => ({ type: "application/ld+json", body: `{"@type":"Recipe","name":"a",${members}}` });
const block = (text) => `<script type="application/ld+json">${text}</script>`;
const deep = (levels) => json(`"mine":${"[".repeat(levels)}${"]".repeat(levels)}`);

/** [name, original, make]: each {type, body}. `share` of the largest size that is taken. */
export function hostilePairs(share = 1, seed = 1) {
  const random = new Random(seed);
  const word = (letters) => {
    let text = "";
    for (let n = 0; n < letters; n++) text += letterOf[random.below(26)];
    return text;
  };
  const filled = (text, bytes = documentBytes) => text.repeat(Math.floor((bytes * share) / text.length));
  const grown = (part, bytes = documentBytes) => {
    let text = "";
    while (text.length < bytes * share - 40) text += part();
    return text;
  };
  const lines = (member, count, line) => json(`"${member}":[${Array.from({ length: Math.floor(count * share) }, (_, n) => JSON.stringify(line(n))).join()}]`);
  const both = (make) => [make(0), make(1)];
  const digits = (n) => String(1 + n).repeat(400);
  return [
    ["punctuation", ...both((n) => step(filled([".,", ",;"][n])))],
    ["one word of a megabyte", ...both((n) => step(filled("ab"[n])))],
    ["words of three letters", ...both(() => step(grown(() => `${word(3)} `)))],
    ["two words", ...both(() => step(grown(() => `${random.of(["a", "b"])} `)))],
    ["measures", ...both((n) => step(filled(["10 minutes 350 F ", "12 minutes 375 F "][n])))],
    ["numbers", ...both(() => step(grown(() => `${random.below(1000)} g `)))],
    ["tags of HTML", ...both((n) => step(filled(["<", "<b"][n])))],
    ["closed tags", ...both((n) => step(filled(["<b>a</b>", "<i>b</i>"][n])))],
    ["entities", ...both((n) => step(filled(["&amp;", "&#38;"][n])))],
    ["combining marks", ...both((n) => step(filled(["e\u0301\u0302", "a\u0300\u0323"][n], documentBytes / 2)))],
    ["steps of ten durations", ...both((n) => lines("steps", 10_000, (at) => ({ stepText: Array.from({ length: 10 }, (_, k) => `${at % 50 + k + n} min`).join(" ") })))],
    ["steps of few words", ...both(() => lines("steps", 10_000, () => ({ stepText: Array.from({ length: 20 }, () => word(1)).join(" ") })))],
    ["ingredients as many as may be", ...both((n) => lines("ingredients", 10_000, (at) => ({ quantity: at + n, measurement: "g", ingredientName: `${word(2)} ${word(2)}` })))],
    ["ingredients of one name", ...both((n) => lines("ingredients", 10_000, (at) => ({ quantity: (at * 7919) % 1000 + n, measurement: random.of(["g", "cup", "x"]), ingredientName: "a" })))],
    ["ingredients, too many", ...both(() => lines("ingredients", 100_000, () => 1))],
    ["numbers of 400 digits", ...both((n) => json(`"mine":[${filled(`${digits(n)},`)}1]`))],
    ["quantities of 400 digits", ...both((n) => lines("ingredients", 2000, () => ({ quantity: `${digits(n)}/${digits(2)}`, ingredientName: word(4) })))],
    ["sums", ...both((n) => json(`"ingredients":[{"quantity":"${filled(["1+", "2+"][n])}","ingredientName":"a"}]`))],
    ["nesting as deep as may be", ...both((n) => json(`"mine":[${filled(`${"[".repeat(250)}${n}${"]".repeat(250)},`)}1]`))],
    ["nesting, too deep", ...both(() => deep(500_000))],
    ["members", ...both((n) => json(`"mine":{${Array.from({ length: 60_000 * share }, () => `"${word(8)}":${n}`).join()}}`))],
    ["zeros and ones", ...both(() => json(`"mine":[${grown(() => `${random.below(2)},`)}1]`))],
    ["notes", ...both(() => json(`"notes":"${grown(() => `${word(3)} `)}"`))],
    ["a name", ...both(() => ({ type: "application/json", body: `{"recipeName":"${grown(() => `${word(3)} `)}"}` }))],
    ["lines of JSON-LD", ...both(() => linked(`"recipeIngredient":[${Array.from({ length: 9_000 * share }, () => `"${random.below(99)} 1/2 cups ${word(4)}, ${word(5)} (${random.below(9)} g)"`).join()}]`))],
    ["one line of JSON-LD", ...both(() => linked(`"recipeIngredient":["${grown(() => `${random.below(9)} cups ${word(3)}, `)}"]`))],
    ["one instruction of JSON-LD", ...both(() => linked(`"recipeInstructions":"${grown(() => `${word(3)}. `, documentBytes / 8)}"`))],
    ["a graph of JSON-LD", ...both((n) => ({ type: "application/ld+json", body: `{"@graph":[${filled('{"@type":"Person","@id":"#a","author":{"@id":"#a"}},', documentBytes - 100)}{"@type":"Recipe","name":"a${n}"}]}` }))],
    ["a page of brackets", ...both((n) => page(block(`{"@type":"Recipe","name":"a${n}"}`) + filled("<", pageBytes)))],
    ["a page of blocks", ...both((n) => page(filled(block("{"), pageBytes) + block(`{"@type":"Recipe","name":"a${n}"}`)))],
    ["a page of a thousand recipes", ...both((n) => page(filled(block(`{"@type":"Recipe","name":"a${n}","recipeIngredient":[${filled('"1 cup a",', 7000)}"1"]}`), pageBytes)))],
    ["a page of attributes", ...both((n) => page(block(`{"@type":"Recipe","name":"a${n}"}`) + filled("<script a='b' c=\"d\" ", pageBytes)))],
    ["a page of control characters", ...both((n) => page(block(`{"@type":"Recipe","name":"a${n}","description":"${filled("\u0001\n", 900_000)}"}`)))],
    ["ingredients of Cooklang, not closed", ...both((n) => cooklang(filled(["@a{", "@b{"][n])))],
    ["ingredients of Cooklang", ...both((n) => cooklang(filled(["@a ", "@b "][n])))],
    ["timers of Cooklang", ...both((n) => cooklang(filled(["~{1%min} ", "~{2%min} "][n])))],
    ["comments of Cooklang", ...both((n) => cooklang(filled(["[- ", "-- "][n])))],
  ];
}

/** Heads and paths that no client sends. [name, method, target, headers] */
export const hostileHeads = [
  ["a path of 8 KB", "GET", `/recipes/${"%25".repeat(2700)}`, {}],
  ["a path of 4,000 parts", "GET", "/a".repeat(4000), {}],
  ["a query of 8 KB", "GET", `/recipes?name=${"%F0%9F%A5%A7".repeat(80)}&${"a=b&".repeat(1800)}`, {}],
  ["a search of signs", "GET", `/recipes?name=${"%25_".repeat(250)}`, {}],
  ["a search of one letter", "GET", `/recipes?ingredient=${"a".repeat(1024)}`, {}],
  ["a search with every mark", "GET", `/recipes?name=${encodeURIComponent("e\u0301\u0302".repeat(150))}`, {}],
  ["a header of a thousand bytes", "GET", "/recipes", { "x-mine": "\u00ff".repeat(1000) }],
  ["an Accept of many kinds", "GET", "/recipes", { accept: "a/b;q=0.001,".repeat(1000) }],
  ["an If-None-Match of many tags", "GET", "/recipes", { "if-none-match": `${'"a",'.repeat(3000)}"b"` }],
  ["a cookie of many pairs", "GET", "/session", { cookie: "__Host-cookdiff=a;".repeat(500), authorization: "" }],
  ["an Idempotency-Key of signs", "POST", "/recipes", { "idempotency-key": '"\u00e9%00\\'.repeat(30), "content-type": "application/json" }],
  ["an Access assertion of 8 KB", "GET", "/recipes", { "cf-access-jwt-assertion": `${"e30".repeat(1300)}.${"e30".repeat(1300)}.`, authorization: "" }],
];
