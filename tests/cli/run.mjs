#!/usr/bin/env node
// Tests of the command as a user has it: node tests/cli/run.mjs BINARY. Closes with "N passed, N failed".
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const binary = path.resolve(process.argv[2] ?? path.join(root, 'build/cookdiff'));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'cookdiff-cli-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const tests = [];
const test = (name, body) => tests.push([name, body]);

/** Runs the command in the work folder: {status, out, err}. */
function cookdiff(args, { input = '', env = {} } = {}) {
  const r = spawnSync(binary, args, { cwd: work, input, encoding: 'utf8', timeout: 20000, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: '', TERM: 'xterm', ...env } });
  assert.ifError(r.error);
  return { status: r.status, out: r.stdout, err: r.stderr };
}
function file(name, content) {
  fs.mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
  fs.writeFileSync(path.join(work, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return name;
}
const pie = {
  recipeName: 'Apple Pie', recipeId: 2, rating: 5,
  ingredients: [
    { ingredientId: 1, quantity: 1, measurement: 'unit', ingredientName: 'pieCrust' },
    { ingredientId: 2, quantity: 5, measurement: 'unit', ingredientName: 'apples' },
    { ingredientId: 3, quantity: 0.5, measurement: 'TBS', ingredientName: 'cinnamon' },
  ],
  steps: [{ stepId: 1, stepText: 'Pre heat oven to 350 degrees' }, { stepId: 2, stepText: 'Make the pie' }],
};
const changed = (edit) => { const copy = structuredClone(pie); edit(copy); return copy; };
const sunday = changed((d) => { d.makeId = 7; d.rating = 4; d.ingredients[1].quantity = 6; d.steps[0].stepText = 'Pre heat oven to 375 degrees'; });
file('pie.json', pie);
file('sunday.json', sunday);
file('respelled.json', changed((d) => { d.ingredients[2].quantity = '1/2'; }));

// --- exit status and forms -------------------------------------------------------------------------------------------

test('identical documents: 0, different ones: 1, restated ones: 1', () => {
  assert.equal(cookdiff(['diff', 'pie.json', 'pie.json']).status, 0);
  assert.equal(cookdiff(['diff', 'pie.json', 'sunday.json']).status, 1);
  assert.equal(cookdiff(['diff', 'pie.json', 'respelled.json']).status, 1);
});

test('json is the whole differences document on one line', () => {
  const { out, status } = cookdiff(['diff', 'pie.json', 'sunday.json', '--format', 'json']);
  assert.equal(status, 1);
  assert.equal(out.split('\n').length, 2);
  const answer = JSON.parse(out);
  assert.deepEqual(Object.keys(answer), ['recipeId', 'makeId', 'recipeVersion', 'engine', 'asWritten', 'identical', 'scale', 'summary', 'differences', 'restated']);
  assert.equal(answer.recipeId, 2);
  assert.equal(answer.makeId, 7);
  assert.equal(answer.recipeVersion, null);
  assert.equal(answer.differences.length, 3);
});

test('options stand anywhere, with = or without', () => {
  const plain = cookdiff(['diff', 'pie.json', 'sunday.json', '--format', 'json']).out;
  assert.equal(cookdiff(['diff', '--format=json', 'pie.json', 'sunday.json']).out, plain);
  assert.equal(cookdiff(['diff', 'pie.json', '--format', 'json', '--', 'sunday.json']).out, plain);
});

test('text says the summary and each change with both sides', () => {
  const { out } = cookdiff(['diff', 'pie.json', 'sunday.json']);
  for (const part of ['apples', '5', '6', '350', '375', 'Ingredients', 'Steps', 'rating']) assert.ok(out.includes(part), `no ${part} in:\n${out}`);
  assert.ok(!out.includes('\x1b'), 'colour without a terminal');
});

test('text of identical documents says so', () => {
  assert.match(cookdiff(['diff', 'pie.json', 'pie.json']).out, /as written/i);
});

test('restated changes are counted, and told when asked for', () => {
  const quiet = cookdiff(['diff', 'pie.json', 'respelled.json']).out;
  assert.ok(!quiet.includes('cinnamon'), quiet);
  assert.match(quiet, /--restated/);
  assert.ok(cookdiff(['diff', 'pie.json', 'respelled.json', '--restated']).out.includes('cinnamon'));
});

test('markdown and html carry both sides', () => {
  for (const format of ['markdown', 'html']) {
    const { out, status } = cookdiff(['diff', 'pie.json', 'sunday.json', '--format', format]);
    assert.equal(status, 1);
    for (const part of ['apples', '350', '375']) assert.ok(out.includes(part), `${format}: no ${part}`);
  }
});

test('names of a document are never markup', () => {
  const evil = '<script>alert(1)</script>"\'&';
  file('evil.json', changed((d) => { d.ingredients.push({ ingredientId: 4, quantity: 1, measurement: 'cup', ingredientName: evil }); d.recipeName = evil; d.steps[1].stepText = `Make ${evil}`; }));
  const { out } = cookdiff(['diff', 'pie.json', 'evil.json', '--format', 'html']);
  assert.ok(!/<script/i.test(out), out);
  assert.ok(out.includes('&lt;script&gt;'));
  const markdown = cookdiff(['diff', 'pie.json', 'evil.json', '--format', 'markdown']).out;
  assert.ok(!/<script/i.test(markdown), markdown);
});

test('control characters of a document never reach the terminal', () => {
  file('escape.json', changed((d) => { d.recipeName = 'Pie \u001b[2J\u009b31m\u202ebad\r\n'; d.steps[1].stepText = 'Make \u0007\u001b]0;owned\u0007 the pie'; }));
  for (const format of ['text', 'markdown']) {
    const { out } = cookdiff(['diff', 'pie.json', 'escape.json', '--format', format, '--restated']);
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/.test(out), JSON.stringify(out));
    assert.ok(out.includes('␛'), out);
  }
});

test('a patch gives the make exactly, a merge patch too', () => {
  for (const format of ['patch', 'merge-patch']) {
    const { out, status } = cookdiff(['diff', 'pie.json', 'sunday.json', '--format', format]);
    assert.equal(status, 1);
    file('change.json', out);
    const applied = cookdiff(['apply', 'change.json', 'pie.json']);
    assert.equal(applied.status, 0, applied.err);
    assert.deepEqual(JSON.parse(applied.out), sunday);
  }
});

test('the patch of a document with itself is empty: 0', () => {
  const r = cookdiff(['diff', 'pie.json', 'pie.json', '--format', 'patch']);
  assert.equal(r.out, '[]\n');
  assert.equal(r.status, 0);
  assert.equal(cookdiff(['diff', 'pie.json', 'pie.json', '--format', 'merge-patch']).out, '{}\n');
});

test('what a merge patch cannot say is an error, not a wrong patch', () => {
  file('one.json', '{"a":1}');
  file('null.json', '{"a":1,"b":{"c":null}}');
  const r = cookdiff(['diff', 'one.json', 'null.json', '--format', 'merge-patch']);
  assert.equal(r.status, 2);
  assert.equal(r.out, '');
  assert.match(r.err, /null\.json/);
  assert.match(r.err, /\/b\/c/);
});

test('a patch is between any two documents, also those that are no right recipes', () => {
  file('wrong.json', '{"recipeName":"X","ingredients":"all of them"}');
  assert.equal(cookdiff(['diff', 'pie.json', 'wrong.json', '--format', 'patch']).status, 1);
});

test('a lone number, true, false, null and a text are JSON', () => {
  for (const [a, b] of [['5', '6'], ['true', 'false'], ['null', '1'], ['-1.5e3', '"x"']]) {
    file('a.json', a);
    file('b.json', ` ${b}\n`);
    const r = cookdiff(['diff', 'a.json', 'b.json', '--format', 'patch']);
    assert.equal(r.status, 1, r.err);
    assert.deepEqual(JSON.parse(r.out), [{ op: 'replace', path: '', value: JSON.parse(b) }]);
    assert.equal(cookdiff(['diff', 'a.json', 'b.json', '--format', 'json']).status, 1);
    assert.equal(cookdiff(['diff', 'a.json', 'a.json']).status, 0);
  }
});

test('"-" is standard input, on either side and not on both', () => {
  const plain = cookdiff(['diff', 'pie.json', 'sunday.json', '--format', 'json']).out;
  assert.equal(cookdiff(['diff', '-', 'sunday.json', '--format', 'json'], { input: JSON.stringify(pie) }).out, plain);
  assert.equal(cookdiff(['diff', 'pie.json', '-', '--format', 'json'], { input: JSON.stringify(sunday) }).out, plain);
  assert.equal(cookdiff(['diff', '-', '-'], { input: '{}' }).status, 2);
});

test('--fill takes a make that leaves out what it did not change', () => {
  file('note.json', { makeOf: 2, rating: 4, notes: 'a bit dry' });
  const filled = JSON.parse(cookdiff(['diff', 'pie.json', 'note.json', '--fill', '--format', 'json']).out);
  assert.deepEqual(filled.differences.map((d) => d.recipeField).sort(), ['notes', 'rating']);
  assert.equal(filled.asWritten, true);
  const bare = JSON.parse(cookdiff(['diff', 'pie.json', 'note.json', '--format', 'json']).out);
  assert.ok(bare.differences.length > 2);
});

test('colour: only on a terminal, by --color, and never against NO_COLOR', () => {
  const args = ['diff', 'pie.json', 'sunday.json'];
  assert.ok(cookdiff([...args, '--color']).out.includes('\x1b['));
  assert.ok(cookdiff([...args, '--color=always'], { env: { NO_COLOR: '1' } }).out.includes('\x1b['));
  assert.ok(!cookdiff([...args, '--color', 'never']).out.includes('\x1b['));
  assert.ok(!cookdiff(args).out.includes('\x1b['));
  const coloured = cookdiff([...args, '--color=always']).out;
  assert.equal(coloured.replace(/\x1b\[[0-9;]*m/g, ''), cookdiff(args).out, 'colour changes nothing but colour');
});

// --- many pairs ------------------------------------------------------------------------------------------------------

test('pairs: a line a pair, in order, and trouble with one does not stop the others', () => {
  file('broken.json', '{"recipeName":"X",\n"ingredients":[{"quantity":1,]}');
  file('list.tsv', 'pie.json\tsunday.json\nbroken.json\tpie.json\n\npie.json\tpie.json\r\npie.json\tmissing.json\nno tab\npie.json\trespelled.json');
  const r = cookdiff(['diff', '--pairs', 'list.tsv']);
  assert.equal(r.status, 2);
  const lines = r.out.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(lines.length, 6);
  assert.equal(lines[0].original, 'pie.json');
  assert.equal(lines[0].make, 'sunday.json');
  const { original, make, ...document } = lines[0];
  assert.deepEqual(document, JSON.parse(cookdiff(['diff', 'pie.json', 'sunday.json', '--format', 'json']).out));
  assert.equal(lines[1].error.code, 'bad-json');
  assert.equal(lines[1].error.file, 'broken.json');
  assert.equal(lines[1].error.line, 2);
  assert.ok(lines[1].error.byte > 0);
  assert.equal(lines[2].identical, true);
  assert.equal(lines[3].error.file, 'missing.json');
  assert.ok(lines[4].error);
  assert.equal(lines[5].identical, false);
});

test('pairs: exit status is the worst of them; patches too; the list may be standard input', () => {
  assert.equal(cookdiff(['diff', '--pairs', '-'], { input: 'pie.json\tpie.json\n' }).status, 0);
  const r = cookdiff(['diff', '--pairs=-', '--format', 'patch'], { input: 'pie.json\tpie.json\npie.json\tsunday.json\n' });
  assert.equal(r.status, 1);
  const lines = r.out.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines[0].patch, []);
  assert.ok(lines[1].patch.length > 0);
  assert.equal(cookdiff(['diff', '--pairs', '-', '--format', 'html'], { input: '' }).status, 2);
  assert.equal(cookdiff(['diff', '--pairs', 'nowhere.tsv']).status, 2);
  assert.deepEqual(cookdiff(['diff', '--pairs', '-'], { input: '' }), { status: 0, out: '', err: '' });
});

test('pairs: the answer is JSON whatever the names are', () => {
  file('Über "pie"\\😀.json', pie);
  const lines = cookdiff(['diff', '--pairs', '-'], { input: Buffer.from('Über "pie"\\😀.json\tpie.json\n\xff\xfe\tpie.json\n'.replace('\xff\xfe', '')) }).out;
  assert.equal(JSON.parse(lines.split('\n')[0]).original, 'Über "pie"\\😀.json');
  const r = spawnSync(binary, ['diff', '--pairs', '-'], { cwd: work, input: Buffer.from([0xff, 0xc3, 0x28, 9, 0x61, 10]) });
  assert.equal(JSON.parse(r.stdout.toString('utf8')).original, '??(');
});

// --- trouble ---------------------------------------------------------------------------------------------------------

test('trouble names file, line, byte and pointer', () => {
  file('broken.json', '{"recipeName":"X",\n"ingredients":[{"quantity":1,]}');
  const r = cookdiff(['diff', 'pie.json', 'broken.json']);
  assert.equal(r.status, 2);
  assert.equal(r.out, '');
  assert.match(r.err, /^cookdiff: broken\.json:2:\d+: .*byte \d+, pointer "\/ingredients\/0/);
});

test('a refused value is found in the file by its pointer', () => {
  const text = '{"recipeName":"Ä",\n "ingredients":[{"ingredientName":"salt",\n  "quantity": -1}],"steps":[]}';
  file('negative.json', text);
  const r = cookdiff(['diff', 'negative.json', 'pie.json']);
  assert.equal(r.status, 2);
  assert.match(r.err, /^cookdiff: negative\.json:3:15: /);
  assert.ok(r.err.includes(`(byte ${Buffer.from(text).indexOf('-1')}, pointer "/ingredients/0/quantity")`), r.err);
});

test('a missing file, a folder, an empty file, no UTF-8, a NUL byte, too deep, too large: 2 with the name', () => {
  fs.mkdirSync(path.join(work, 'folder'), { recursive: true });
  file('empty.json', '');
  file('latin1.json', Buffer.from('{"recipeName":"Cr\xe8me"}', 'latin1'));
  file('nul.json', '{"recipeName":"X"}\0{}');
  file('deep.json', '['.repeat(10000) + ']'.repeat(10000));
  file('large.json', JSON.stringify({ recipeName: 'x'.repeat(2 << 20) }));
  file('strange.xyz', 'nothing that is known');
  file('almost.json', 'tru');
  for (const name of ['missing.json', 'folder', 'empty.json', 'latin1.json', 'nul.json', 'deep.json', 'large.json', 'strange.xyz', 'almost.json']) {
    const r = cookdiff(['diff', 'pie.json', name, '--format', 'json']);
    assert.equal(r.status, 2, name);
    assert.equal(r.out, '', name);
    assert.ok(r.err.startsWith(`cookdiff: ${name}`), r.err);
    assert.ok(!r.err.includes('\0'));
  }
});

test('a file name cannot drive the terminal', () => {
  assert.ok(!cookdiff(['diff', 'pie.json', 'x\x1b[2J']).err.includes('\x1b'));
});

test('what is typed wrongly is refused, and what was meant is said', () => {
  for (const [args, meant] of [
    [['diff', 'a', 'b', '--formt', 'json'], '--format'],
    [['diff', 'a', 'b', '--format', 'jsn'], 'json'],
    [['dif', 'a', 'b'], 'diff'],
    [['diff', 'a', 'b', '--format'], '--format FORM'],
    [['diff', 'a', 'b', '--fill=1'], '--fill'],
    [['diff', 'a'], 'ORIGINAL MAKE'],
    [['diff', 'a', 'b', 'c'], 'ORIGINAL MAKE'],
    [['diff', 'a', 'b', '--pairs', 'l'], '--pairs'],
    [['diff', 'a', 'b', '-fill'], '--fill'],
    [['a.json', 'b.json'], 'cookdiff diff ORIGINAL MAKE'],
    [['apply', 'a'], 'PATCH DOCUMENT'],
    [['read'], 'FILE'],
    [['help', 'red'], 'read'],
    [[], 'help'],
  ]) {
    const r = cookdiff(args);
    assert.equal(r.status, 2, args.join(' '));
    assert.equal(r.out, '', args.join(' '));
    assert.ok(r.err.includes(meant), `${args.join(' ')}: ${r.err}`);
  }
});

test('an answer that cannot be written is trouble', () => {
  if (!fs.existsSync('/dev/full')) return;
  const r = spawnSync('sh', ['-c', `'${binary}' diff pie.json pie.json > /dev/full`], { cwd: work, encoding: 'utf8' });
  assert.equal(r.status, 2);
  assert.match(r.stderr, /could not be written/);
});

// --- read, apply, version, help --------------------------------------------------------------------------------------

test('read prints the canonical recipe, compact or indented', () => {
  const r = cookdiff(['read', 'pie.json']);
  assert.equal(r.status, 0, r.err);
  assert.equal(r.out, JSON.stringify(pie) + '\n');
  const indented = cookdiff(['read', '--indent', '-'], { input: JSON.stringify(pie) }).out;
  assert.equal(indented, JSON.stringify(pie, null, 2) + '\n');
});

test('read takes a page and tells of the recipes that it left aside', () => {
  const recipe = (name) => ({ '@context': 'https://schema.org', '@type': 'Recipe', name, recipeIngredient: ['2 cups flour, sifted'], recipeInstructions: ['Mix.'] });
  file('page.html', `<html><head><script type="application/ld+json">${JSON.stringify([recipe('Bread'), recipe('Jam')])}</script></head></html>`);
  const r = cookdiff(['read', 'page.html']);
  assert.equal(r.status, 0, r.err);
  const read = JSON.parse(r.out);
  assert.equal(read.recipeName, 'Bread');
  assert.equal(read.ingredients[0].ingredientName, 'flour');
  assert.match(r.err, /Jam/);
});

test('read refuses JSON that is no recipe, and a recipe that cannot be right', () => {
  file('other.json', '{"a":1}');
  const r = cookdiff(['read', 'other.json']);
  assert.equal(r.status, 2);
  assert.match(r.err, /other\.json/);
  file('negative.json', '{"recipeName":"X","ingredients":[{"ingredientName":"salt","quantity":-1}]}');
  assert.match(cookdiff(['read', 'negative.json']).err, /\/ingredients\/0\/quantity/);
});

test('documents of another format are compared by their canonical form', () => {
  file('soup.cook', '---\ntitle: Soup\n---\nBoil @water{1%l} with @salt{1%tsp}.\n');
  const canonical = cookdiff(['read', 'soup.cook']);
  assert.equal(canonical.status, 0, canonical.err);
  file('soup.json', canonical.out);
  assert.equal(cookdiff(['diff', 'soup.cook', 'soup.json']).status, 0);
  file('salty.json', canonical.out.replace('"quantity":1,"measurement":"tsp"', '"quantity":2,"measurement":"tsp"'));
  const patch = cookdiff(['diff', 'soup.cook', 'salty.json', '--format', 'patch']);
  file('change.json', patch.out);
  assert.deepEqual(JSON.parse(cookdiff(['apply', 'change.json', 'soup.json']).out), JSON.parse(fs.readFileSync(path.join(work, 'salty.json'), 'utf8')));
});

test('apply: RFC 6902 by an array, RFC 7396 by an object or --merge', () => {
  file('doc.json', '{"a":[1,2],"b":"x"}');
  assert.equal(cookdiff(['apply', '-', 'doc.json'], { input: '[{"op":"add","path":"/a/1","value":9}]' }).out, '{"a":[1,9,2],"b":"x"}\n');
  assert.equal(cookdiff(['apply', '-', 'doc.json'], { input: '{"b":null}' }).out, '{"a":[1,2]}\n');
  assert.equal(cookdiff(['apply', '-', 'doc.json', '--merge'], { input: '[1]' }).out, '[1]\n');
  assert.equal(cookdiff(['apply', '-', 'doc.json', '--merge'], { input: '7' }).out, '7\n');
});

test('apply: a failing operation prints nothing and is named', () => {
  file('doc.json', '{"a":[1,2]}');
  file('bad.json', '[{"op":"add","path":"/c","value":1},{"op":"remove","path":"/nowhere"}]');
  const r = cookdiff(['apply', 'bad.json', 'doc.json']);
  assert.equal(r.status, 2);
  assert.equal(r.out, '');
  assert.match(r.err, /bad\.json.*\/1|nowhere/);
  assert.equal(cookdiff(['apply', '-', 'doc.json'], { input: '7' }).status, 2);
  assert.equal(cookdiff(['apply', 'doc.json', 'missing.json']).status, 2);
});

test('version, also as --version, is that of the build', () => {
  const version = /project\(cookdiff VERSION (\S+)/.exec(fs.readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'))[1];
  assert.match(cookdiff(['version']).out, new RegExp(`^cookdiff ${version.replaceAll('.', '\\.')} \\(rules \\S+\\)\\n$`));
  assert.equal(cookdiff(['--version']).out, cookdiff(['version']).out);
});

const commands = ['diff', 'read', 'apply', 'git-diff', 'version', 'help'];

test('help teaches: every command with usage and, where files are read, examples', () => {
  const general = cookdiff(['--help']);
  assert.equal(general.status, 0);
  assert.equal(cookdiff(['help']).out, general.out);
  for (const command of commands) {
    assert.ok(general.out.includes(`\n  ${command} `), command);
    const page = cookdiff(['help', command]);
    assert.equal(page.status, 0);
    assert.ok(page.out.startsWith(`usage: cookdiff ${command}`), command);
    assert.equal(cookdiff([command, '--help']).out, page.out);
    assert.equal(cookdiff([command, '-h']).out, page.out);
    for (const line of page.out.split('\n')) assert.ok([...line].length <= 120, line);
  }
  for (const command of ['diff', 'read', 'apply', 'git-diff']) assert.match(cookdiff(['help', command]).out, /\n {2,}\$ /);
});

test('every option of the help stands in the man page, both completions and docs/command-line.md', () => {
  const page = fs.readFileSync(path.join(root, 'man/cookdiff.1'), 'utf8').replaceAll('\\-', '-');
  const others = ['completions/cookdiff.bash', 'completions/_cookdiff', 'docs/command-line.md'].map((name) => fs.readFileSync(path.join(root, name), 'utf8'));
  for (const command of commands) {
    const options = [...cookdiff(['help', command]).out.matchAll(/^ {2}(--[a-z-]+)/gm)].map((m) => m[1]);
    assert.ok(options.length > 0, command);
    for (const option of options) for (const text of [page, ...others]) assert.ok(text.includes(option), `${command} ${option}`);
  }
});

test('the bash completion completes', () => {
  const script = path.join(root, 'completions/cookdiff.bash');
  const complete = (words) => {
    const r = spawnSync('bash', ['-c', `source '${script}'; COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _cookdiff; printf '%s\\n' "\${COMPREPLY[@]}"`], { encoding: 'utf8' });
    return r.stdout.trim().split('\n');
  };
  assert.deepEqual(complete(['cookdiff', 'di']), ['diff']);
  assert.deepEqual(complete(['cookdiff', 'diff', '--fo']), ['--format']);
  assert.deepEqual(complete(['cookdiff', 'diff', '--format', 'm']), ['merge-patch', 'markdown']);
});

// --- git -------------------------------------------------------------------------------------------------------------

function repository() {
  const folder = fs.mkdtempSync(path.join(work, 'repository-'));
  const git = (...args) => {
    const r = spawnSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org', PATH: `${path.dirname(binary)}:${process.env.PATH}` } });
    assert.equal(r.status, 0, `git ${args.join(' ')}: ${r.stderr}`);
    return r.stdout;
  };
  git('init', '-q');
  const write = (name, doc) => fs.writeFileSync(path.join(folder, name), typeof doc === 'string' ? doc : JSON.stringify(doc));
  return { git, write, folder };
}

test('git diff tells what changed in a recipe: changed, new, deleted, renamed, broken, in one run', () => {
  const { git, write, folder } = repository();
  write('pie.recipe.json', pie);
  write('old.recipe.json', changed((d) => { d.recipeName = 'Old Pie'; }));
  write('bad.recipe.json', pie);
  write('moved.recipe.json', changed((d) => { d.recipeName = 'Moved Pie'; d.notes = 'long enough to be found again '.repeat(20); }));
  write('other.txt', 'one\n');
  write('.gitattributes', '*.recipe.json diff=recipe\n');
  git('add', '.');
  git('commit', '-qm', 'first');
  git('config', 'diff.recipe.command', 'cookdiff git-diff');
  write('pie.recipe.json', sunday);
  write('bad.recipe.json', '{"recipeName":');
  write('new.recipe.json', { recipeName: 'New Pie', steps: [{ stepText: 'Nothing of the old one is in it.' }] });
  write('other.txt', 'two\n');
  fs.rmSync(path.join(folder, 'old.recipe.json'));
  git('mv', 'moved.recipe.json', 'there.recipe.json');
  write('there.recipe.json', changed((d) => { d.recipeName = 'Moved Pie'; d.rating = 3; d.notes = 'long enough to be found again '.repeat(20); }));
  git('add', '-A');
  const out = git('diff', '--cached', '-M');
  assert.match(out, /recipe pie\.recipe\.json\n[^]*apples[^]*375/);
  assert.match(out, /recipe new\.recipe\.json\nnew: New Pie/);
  assert.match(out, /recipe old\.recipe\.json\ndeleted: Old Pie/);
  assert.match(out, /recipe bad\.recipe\.json\nafter: bad\.recipe\.json:1:\d+: /);
  assert.match(out, /recipe moved\.recipe\.json → there\.recipe\.json\n[^]*rating/);
  assert.match(out, /\+two/, 'files that are no recipes are as before');
});

test('git: one look by GIT_EXTERNAL_DIFF, and a history by --ext-diff', () => {
  const { git, write } = repository();
  write('pie.json', pie);
  git('add', '.');
  git('commit', '-qm', 'first');
  write('pie.json', sunday);
  git('commit', '-qam', 'second');
  assert.match(git('-c', 'diff.external=cookdiff git-diff', 'show', '--ext-diff'), /recipe pie\.json\n[^]*apples/);
});

test('git: a merge that is not resolved', () => {
  const r = cookdiff(['git-diff', 'pie.json']);
  assert.equal(r.status, 0);
  assert.match(r.out, /not merged/);
  assert.equal(cookdiff(['git-diff', 'a', 'b']).status, 2);
});

// --- end -------------------------------------------------------------------------------------------------------------

let passed = 0;
let failed = 0;
for (const [name, body] of tests) {
  try {
    await body();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}\n  ${String(error.message).replaceAll('\n', '\n  ').slice(0, 1500)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
