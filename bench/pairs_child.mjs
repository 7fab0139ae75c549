// jsondiffpatch over a list of pairs, as one would write it in Node: an answer a line.
import fs from "node:fs";
import { bytesToBytes } from "./rivals.mjs";

const lines = [];
for (const entry of fs.readFileSync(process.argv[2], "utf8").split("\n")) {
  if (entry === "") continue;
  const [original, make] = entry.split("\t").map((file) => fs.readFileSync(file));
  lines.push(Buffer.from(bytesToBytes.jsondiffpatch(original, make)).toString());
  if (lines.length === 1000) fs.writeSync(1, `${lines.splice(0).join("\n")}\n`);
}
fs.writeSync(1, `${lines.join("\n")}\n`);
