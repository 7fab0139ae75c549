// One rival on one hostile pair, in a process of its own, because some never end: node rival_child.mjs RIVAL PAIR
import * as documents from "./documents.mjs";
import * as rivals from "./rivals.mjs";

const [rival, pair] = process.argv.slice(2);
const [a, b] = documents.hostile()[pair];
const encoder = new TextEncoder();
const [x, y] = [encoder.encode(JSON.stringify(a)), encoder.encode(JSON.stringify(b))];
const start = performance.now();
rivals.bytesToBytes[rival](x, y);
const ms = performance.now() - start;
let right = null;
try {
  right = rivals.roundTrip[rival](a, b);
} catch {
  right = false;
}
process.stdout.write(JSON.stringify({ ms, right }));
