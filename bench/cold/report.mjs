// The result of bench/cold/run.mjs as a section of docs/benchmarks.md.
const names = { javascript: "hello in plain JavaScript", hello: "the runtime in wasm, without our code", server: "the server" };

/** What of a result is above the budget, as sentences. */
export function faultsOf(result, { gzippedBytes, timesJavaScript }) {
  return Object.keys(names).flatMap((name) => {
    const times = result[name].ms / result.javascript.ms;
    return [
      ...(result[name].gzippedBytes > gzippedBytes[name] ? [`${name}: ${result[name].gzippedBytes} bytes gzipped; the budget is ${gzippedBytes[name]}`] : []),
      ...(times > timesJavaScript[name] ? [`${name}: ${times.toFixed(1)} times the start of plain JavaScript; the budget is ${timesJavaScript[name]}`] : []),
    ];
  });
}

export const coldSection = (result, rounds, machine) => `## Cold start and size

\`npm run bench:cold -- --keep\`: a new isolate each time, ${rounds} of each in turns, by a loader in the same workerd; the time to the first answer
less the time to the second of the same isolate; medians. Bytes are of all that is loaded, gzipped; the budgets are
\`bench/cold/budget.json\` and, module by module, \`scripts/sizes.mjs\`. ${machine}.

| Worker | ms to the first answer | times plain JavaScript | KB gzipped | of these wasm |
| --- | --- | --- | --- | --- |
${Object.entries(names)
  .map(([name, what]) => {
    const { ms, gzippedBytes, wasmGzippedBytes } = result[name];
    return `| ${what} | ${ms.toFixed(1)} | ${(ms / result.javascript.ms).toFixed(1)} | ${(gzippedBytes / 1024).toFixed(1)} | ${(wasmGzippedBytes / 1024).toFixed(1)} |\n`;
  })
  .join("")}`;
