#!/usr/bin/env node
// Tests of the command as a user has it: node tests/cli/run.mjs BINARY. Closes with "N passed, N failed".
import { tests } from "./setting.mjs";
import "./compare.mjs";
import "./trouble.mjs";
import "./commands.mjs";
import "./git.mjs";

let passed = 0;
let failed = 0;
for (const [name, body] of tests) {
  try {
    await body();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}\n  ${String(error.message).replaceAll("\n", "\n  ").slice(0, 1500)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
