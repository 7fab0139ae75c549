// The result of bench/run.mjs as a page.

const number = (value, digits = 3) =>
  value === undefined
    ? "–"
    : value >= 1000
      ? Math.round(value).toLocaleString("en")
      : Number(value.toPrecision(digits)).toString();
const row = (...cells) => `| ${cells.join(" | ")} |\n`;
const table = (heads, rows) =>
  row(...heads) + row(...heads.map(() => "---")) + rows.map((cells) => row(...cells)).join("");

function compareSection({ bytes, answerBytes, us, ratio, patchUs }) {
  return `## One pair, bytes in to bytes out

An everyday recipe (${bytes[0]} bytes) and a make of it (${bytes[1]} bytes); cookdiff in wasm, with its whole answer (${answerBytes} bytes). The
others decode, parse both with JSON.parse, compare and stringify; jsondiffpatch and json-diff-ts with keyed arrays.

${table(
  ["engine", "µs", "of jsondiffpatch"],
  Object.entries(us).map(([name, t]) => [name, number(t), number(t / us.jsondiffpatch, 2)]),
)}
cookdiff takes ${number(ratio, 2)} of jsondiffpatch's time. Its JSON Patch of the same pair takes ${number(patchUs)} µs.
`;
}
function stagesSection({ wasmUs, nativeUs, compareAloneUs }) {
  const names = Object.keys(wasmUs);
  return `## Where the time goes

${table(
  ["µs", ...names],
  [
    ["wasm", ...names.map((n) => number(wasmUs[n]))],
    ["native", ...names.map((n) => number(nativeUs[n]))],
  ],
)}
The comparison alone, of documents that are read already:

${table(
  ["engine", "µs"],
  Object.entries(compareAloneUs).map(([name, t]) => [name, number(t)]),
)}`;
}
function identicalSection({ us, ratio, knownValidRatio }) {
  return `## Identical documents

${table(
  ["", "µs"],
  Object.entries(us).map(([name, t]) => [
    name === "validated"
      ? "cookdiff, read and validated"
      : name === "knownValid"
        ? "cookdiff, both known to be valid"
        : name,
    number(t),
  ]),
)}
Of jsondiffpatch's time: ${number(ratio, 2)} validated, ${number(knownValidRatio, 2)} known to be valid.
`;
}
function growthSection(growth) {
  const sizes = Object.keys(Object.values(growth)[0].us);
  return `## Growth

Ingredients and steps, n of each; milliseconds in wasm.

${table(
  ["", ...sizes, "exponent"],
  Object.entries(growth).map(([name, { us, exponent }]) => [
    name,
    ...sizes.map((n) => number(us[n] / 1000, 2)),
    number(exponent, 3),
  ]),
)}`;
}
function hostileSection(hostile) {
  const said = (rival) =>
    rival.failed ? rival.failed : `${number(rival.ms, 2)}${rival.right === false ? ", wrong" : ""}`;
  const names = Object.keys(Object.values(hostile)[0].rivals);
  return `## Hostile documents

Milliseconds; cookdiff in wasm with the memory of the whole module. "wrong": what the engine says does not make the make out of the original.

${table(
  ["", "cookdiff", "MiB", ...names],
  Object.entries(hostile).map(([name, h]) => [
    name,
    number(h.ms, 3),
    number(h.memoryMiB, 3),
    ...names.map((n) => said(h.rivals[n])),
  ]),
)}`;
}
function pairsSection({ pairs, perSecond }) {
  return `## Many pairs

\`cookdiff diff --pairs\` over ${pairs.toLocaleString("en")} pairs of files, beside jsondiffpatch in Node over the same files; one core.

${table(
  ["", "pairs a second"],
  Object.entries(perSecond).map(([name, n]) => [name, n.toLocaleString("en")]),
)}`;
}

const sections = {
  compare: compareSection,
  stages: stagesSection,
  identical: identicalSection,
  growth: growthSection,
  hostile: hostileSection,
  pairs: pairsSection,
};

export function report(result) {
  const { machine } = result;
  return `# Benchmarks

Made by \`npm run bench -- --keep\` on ${machine.date}: ${machine.cpu}, Node ${machine.node} (V8 ${machine.v8}), ${machine.compiler}.
Medians; engines that are compared take turns in one run. Ratios count, not digits.

${Object.entries(sections)
  .filter(([name]) => result[name])
  .map(([name, section]) => section(result[name]))
  .join("\n")}`;
}
