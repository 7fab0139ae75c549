// docs/differences.md shows each rule by cases of tests/cases: what is between its `cases` marks is written from what
// build/cookdiff says of them.   npm run rules [-- --check]     --check writes nothing and fails where it is not the same
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./command.mjs";
import { main, Reason, say } from "./terminal.mjs";

const document = path.join(root, "docs/differences.md");
const marks = /(<!-- cases: ([\w /-]+) -->\n)[^]*?(<!-- \/cases -->)/g;
/** Letters of a member's JSON that a cell shows; the rest is left out. */
const cellLetters = 160;

function readCases() {
  const folder = path.join(root, "tests/cases");
  const cases = new Map();
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".json")).sort())
    for (const one of JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")))
      for (const name of [one.name, `${path.basename(file, ".json")}/${one.name}`]) cases.set(name, cases.has(name) && name === one.name ? null : one);
  return cases;
}

const amountOf = ({ quantity, measurement }) =>
  [typeof quantity === "object" && quantity !== null ? JSON.stringify(quantity) : quantity, measurement].filter((part) => part !== null && part !== undefined && part !== "").join(" ");

function lineOf(ingredient) {
  const { ingredientId, section, note, ingredientName } = ingredient;
  const number = ingredientId === undefined ? "" : `${JSON.stringify(ingredientId)}: `;
  const heading = section ? `[${section}] ` : "";
  return `${number}${heading}${[amountOf(ingredient), ingredientName].filter(Boolean).join(" ")}${note ? `, ${note}` : ""}`;
}

const stepOf = ({ stepText, section, note }, at) => `${at + 1}. ${section ? `[${section}] ` : ""}${stepText}${note ? ` (${note})` : ""}`;

/** What a document says, part by part, as a person would read it. */
function partsOf(side) {
  if (side === null || typeof side !== "object" || Array.isArray(side)) return [JSON.stringify(side)];
  const { ingredients, steps, recipeName, recipeId, ...others } = side;
  return [
    ...(recipeName === undefined ? [] : [`“${recipeName}”`]),
    ...(Array.isArray(ingredients) ? ingredients.map(lineOf) : []),
    ...(Array.isArray(steps) ? steps.map(stepOf) : []),
    ...Object.entries(others).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
  ];
}

const escaped = (text) => text.replace(/[\\|`*_<>[\]]/g, (letter) => `&#${letter.codePointAt(0)};`).replace(/[\u200b\u00ad]/g, "·");
const cell = (parts) => (parts.length === 0 ? "–" : parts.map((part) => escaped([...part].slice(0, cellLetters).join(""))).join("<br>"));

/** The parts that only this side has; all of them where the two say the same. */
function shown(original, make) {
  const [left, right] = [partsOf(original), partsOf(make)];
  const own = (parts, other) => {
    const rest = [...other];
    return parts.filter((part) => (rest.includes(part) ? void rest.splice(rest.indexOf(part), 1) : true));
  };
  const [onlyLeft, onlyRight] = [own(left, right), own(right, left)];
  return onlyLeft.length + onlyRight.length > 0 ? [onlyLeft, onlyRight] : [left, right];
}

function entryText(entry, scale) {
  const { kind, recipeField, ingredientName, ingredientField, stepNumber, makeStepNumber, path: pointer, difference, amount, measures } = entry;
  if (kind === "scaled") return `**scaled** × ${scale}`;
  const what = recipeField === "ingredient" ? `${ingredientName ?? "ingredients"}${ingredientField ? `, ${ingredientField}` : ""}` : recipeField === "instruction" ? `step ${stepNumber ?? makeStepNumber ?? ""}`.trim() : pointer || recipeField;
  const sides = recipeField === "instruction" && kind !== "moved" ? "" : `: ${difference.recipe ?? "nothing"} → ${difference.make ?? "nothing"}`;
  const size = amount ? ` (${amount.size}${amount.approximate ? ", approximate" : ""})` : "";
  const read = (measures ?? []).map((measure) => `; ${measure.what}, ${measure.size}`).join("");
  return `**${kind}** ${escaped(what + sides + size + read)}`;
}

function answerText({ differences, restated, scale }) {
  const entries = [...differences.map((entry) => entryText(entry, scale)), ...restated.map((entry) => `(${entryText(entry, scale)})`)];
  return entries.length === 0 ? "identical" : entries.join("<br>");
}

/** What the command says of every case, in one run. */
function compareAll(cases) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-rules-"));
  try {
    const pairs = cases.map((one, at) =>
      ["original", "make"].map((side) => {
        const file = path.join(folder, `${at}-${side}.json`);
        fs.writeFileSync(file, one[`${side}Text`] ?? JSON.stringify(one[side]));
        return file;
      }),
    );
    const list = path.join(folder, "pairs");
    fs.writeFileSync(list, pairs.map((pair) => `${pair.join("\t")}\n`).join(""));
    const said = spawnSync(path.join(root, "build/cookdiff"), ["diff", "--pairs", list], { encoding: "utf8", maxBuffer: 1 << 28 });
    return said.stdout.trim().split("\n").map((line) => JSON.parse(line));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The document's text with every table as it should be. */
export function withCases(text) {
  const cases = readCases();
  const named = [...text.matchAll(marks)].flatMap(([, , names]) => names.split(" "));
  for (const name of named) if (!cases.get(name)) throw new Reason(`${name} is no case, or more than one: write file/${name}`);
  const answers = compareAll(named.map((name) => cases.get(name)));
  let at = 0;
  return text.replace(marks, (_whole, opening, names, closing) => {
    const rows = names.split(" ").map((name) => {
      const { original, make, originalText, makeText } = cases.get(name);
      const [left, right] = originalText === undefined ? shown(original, make) : [[originalText], [makeText]];
      return `| ${name.replace(/^.*\//, "")} | ${cell(left)} | ${cell(right)} | ${answerText(answers[at++])} |\n`;
    });
    return `${opening}| case | original | make | said |\n| --- | --- | --- | --- |\n${rows.join("")}${closing}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const text = fs.readFileSync(document, "utf8");
    const wanted = withCases(text);
    if (process.argv.includes("--check")) {
      if (wanted !== text) throw new Reason("docs/differences.md is not what cookdiff says: npm run rules");
    } else fs.writeFileSync(document, wanted);
    say("docs/differences.md is what cookdiff says");
  });
}
