// What the tests of the command share: a folder of their own, the command in it, and an apple pie.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = path.resolve(process.argv[2] ?? path.join(root, "build/cookdiff"));
export const work = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-cli-"));
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));

/** What run.mjs runs, in order: [name, body]. */
export const tests = [];
export const test = (name, body) => tests.push([name, body]);

/** Runs the command in the work folder. */
export function cookdiff(args, { input = "", env = {} } = {}) {
  const r = spawnSync(binary, args, {
    cwd: work,
    input,
    encoding: "utf8",
    timeout: 20000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "", TERM: "xterm", ...env },
  });
  assert.ifError(r.error);
  return { status: r.status, out: r.stdout, err: r.stderr };
}
export function file(name, content) {
  fs.mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
  fs.writeFileSync(
    path.join(work, name),
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return name;
}
export const pie = {
  recipeName: "Apple Pie",
  recipeId: 2,
  rating: 5,
  ingredients: [
    { ingredientId: 1, quantity: 1, measurement: "unit", ingredientName: "pieCrust" },
    { ingredientId: 2, quantity: 5, measurement: "unit", ingredientName: "apples" },
    { ingredientId: 3, quantity: 0.5, measurement: "TBS", ingredientName: "cinnamon" },
  ],
  steps: [
    { stepId: 1, stepText: "Pre heat oven to 350 degrees" },
    { stepId: 2, stepText: "Make the pie" },
  ],
};
export const changed = (edit) => {
  const copy = structuredClone(pie);
  edit(copy);
  return copy;
};
export const sunday = changed((d) => {
  d.makeId = 7;
  d.rating = 4;
  d.ingredients[1].quantity = 6;
  d.steps[0].stepText = "Pre heat oven to 375 degrees";
});
file("pie.json", pie);
file("sunday.json", sunday);
file(
  "respelled.json",
  changed((d) => {
    d.ingredients[2].quantity = "1/2";
  }),
);
