// `cookdiff diff --pairs` over 100,000 pairs, beside jsondiffpatch in Node over the same files, on one core each.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { everyday, everydayMake } from "./documents.mjs";

const pairsMax = 100000;
const filesOfEach = 1000; // the list names each pair of files 100 times: 200,000 files would measure the disk

/** Writes the files and the list; answers the list's name. */
function prepare(folder) {
  const lines = [];
  for (let n = 0; n < filesOfEach; n++) {
    const [original, make] = [everyday(), everydayMake()];
    for (const document of [original, make]) {
      document.recipeId = n;
      document.ingredients[0].quantity = 200 + n;
    }
    const files = [original, make].map((document, side) => path.join(folder, `${side}-${n}.json`));
    [original, make].forEach((document, side) => fs.writeFileSync(files[side], JSON.stringify(document)));
    lines.push(files.join("\t"));
  }
  const list = path.join(folder, "list.tsv");
  fs.writeFileSync(list, Array.from({ length: pairsMax / filesOfEach }, () => lines.join("\n")).join("\n") + "\n");
  return list;
}

export function pairsPerSecond(command) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-pairs-"));
  try {
    const list = prepare(folder);
    const timed = (program, args) => {
      const out = fs.openSync("/dev/null", "w");
      const start = performance.now();
      const r = spawnSync(program, args, { stdio: ["ignore", out, "inherit"] });
      fs.closeSync(out);
      if (r.status === null || r.status > 1) throw new Error(`${program} failed: ${r.status ?? r.signal}`);
      return Math.round(pairsMax / ((performance.now() - start) / 1000));
    };
    return {
      pairs: pairsMax,
      perSecond: {
        cookdiff: timed(command, ["diff", "--pairs", list]),
        jsondiffpatch: timed(process.execPath, [fileURLToPath(new URL("pairs_child.mjs", import.meta.url)), list]),
      },
    };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
