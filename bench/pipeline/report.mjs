// The result of bench/pipeline/run.mjs as a section of docs/benchmarks.md.
const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3)).toString());

// The goals of the pipeline, and how far they are reached.
const goals = ({ A, B, cookdiff }) =>
  A && B
    ? [
        ["six times A's speed", cookdiff.perSecond / A.perSecond / 6],
        ["a sixth of A's CPU", A.cpuMs / cookdiff.cpuMs / 6],
        ["B's speed", cookdiff.perSecond / B.perSecond],
        ["B's CPU", B.cpuMs / cookdiff.cpuMs],
        ["B's median of a single upload", B.singleMedianMs / cookdiff.singleMedianMs],
        ["B's 99th percentile", B.singleP99Ms / cookdiff.singleP99Ms],
      ]
        .map(([what, share]) => `${what}: ${share >= 1 ? "reached" : `not reached, ${number(share)} of it`}`)
        .join("; ")
    : "";

export function pipelineSection({ rounds, recipes, makes, singles, total, warmTotal, pipelines }, machine) {
  const { cookdiff } = pipelines;
  const rows = Object.entries(pipelines).map(
    ([name, it]) =>
      `| ${name} | ${number(it.perSecond)} | ${number(it.cpuMs)} | ${number(it.singleMedianMs)} | ${number(it.singleP99Ms)} | ${number(cookdiff.perSecond / it.perSecond)} | ${number(it.cpuMs / cookdiff.cpuMs)} |\n`,
  );
  return `## The whole way of an upload

\`npm run bench:pipeline -- --keep\`: ${total.toLocaleString("en")} uploads (${recipes} originals with ${makes} makes each) from the event to the visible row, in the
same workerd, ${rounds} rounds in which the pipelines take turns, each with a workerd and storage of its own; medians of the rounds. A is plain
JavaScript as one writes it in an afternoon, a message at a time; B is as well as JavaScript can (\`bench/pipeline/a\`, \`bench/pipeline/b\`); both with
jsondiffpatch. CPU is that of the whole workerd, local bucket and database included. Single uploads: ${singles} a round, one after the other, from the
put to the visible row. Before the clock runs each pipeline stores ${warmTotal} others, so that what is hot is compiled, JavaScript and wasm alike: it took
${Object.entries(pipelines).map(([name, it]) => `${name} ${number(it.warmCpuMs / 1000)} s`).join(", ")} of CPU. ${machine}.

| pipeline | makes a second | CPU, ms a make | single upload, median ms | 99th percentile | cookdiff's speed ÷ its | its CPU ÷ cookdiff's |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("")}
${goals(pipelines) && `Goals: ${goals(pipelines)}.`}`;
}
