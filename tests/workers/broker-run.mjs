// node tests/workers/broker-run.mjs UPLOADS SEED: the long run of broker.test.mjs, with its figures and workerd's memory.
import { runUploads } from "./broker/uploads.mjs";

/** What workerd may hold more at the end than after three tenths, when every pool is full. */
const growthBytesMax = 96 << 20;

const [uploads, seed] = process.argv.slice(2).map(Number);
const from = Date.now();
const { memory, ...figures } = await runUploads({ uploads, seed, tell: (line) => console.log(`${line} (${((Date.now() - from) / 1000).toFixed(0)} s)`) });
const mib = (bytes) => `${(bytes / (1 << 20)).toFixed(0)} MiB`;
for (const [what, times] of Object.entries(figures)) console.log(`  ${what.padEnd(24)} ${String(times).padStart(8)}`);
console.log(`  memory of workerd, at each tenth: ${memory.map(mib).join(", ")}`);
const growth = memory.at(-1) - memory[2];
const flat = growth <= growthBytesMax;
console.log(`nothing lost; memory ${flat ? "flat" : `GREW by ${mib(growth)}`}; ${((Date.now() - from) / 1000).toFixed(0)} s`);
process.exit(flat ? 0 : 1);
