// Public bug reports of neighbours, each kind tried on what we ship. docs/cases.md lists them with what came of it; a kind
// that another test holds is named there with that test. Nothing here is taken from the reports but the kind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../scripts/command.mjs";

const cookdiff = path.join(root, "build/cookdiff");
let folder;
before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "cookdiff-public-"))));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(args, files) {
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  const said = spawnSync(cookdiff, args, { cwd: folder, encoding: "utf8" });
  return { status: said.status, out: said.stdout, err: said.stderr };
}

const read = (name, content) => JSON.parse(run(["read", name], { [name]: content }).out);
const page = (recipe) => ({ "@context": "https://schema.org", "@type": "Recipe", name: "Tried", recipeIngredient: ["1 egg"], ...recipe });
const line = (text) => {
  const { quantity = null, measurement = null, ingredientName, note = null } = read("line.json", page({ recipeIngredient: [text] })).ingredients[0];
  return [quantity, measurement, ingredientName, note];
};
const steps = (recipeInstructions) => read("steps.json", page({ recipeInstructions })).steps.map(({ stepText, section = null }) => [section, stepText]);

/** The patch from one document to the other; it must apply, forth and back. */
function patch(from, to) {
  const made = run(["diff", "--format", "patch", "from.json", "to.json"], { "from.json": from, "to.json": to }).out;
  const applied = run(["apply", "patch.json", "from.json"], { "patch.json": made, "from.json": from });
  assert.deepEqual(JSON.parse(applied.out), to, made);
  const back = run(["diff", "--format", "patch", "to.json", "from.json"], { "from.json": from, "to.json": to }).out;
  assert.deepEqual(JSON.parse(run(["apply", "patch.json", "to.json"], { "patch.json": back, "to.json": to }).out), from, back);
  return JSON.parse(made);
}

const differences = (original, make) => JSON.parse(run(["diff", "--format", "json", "o.json", "m.json"], { "o.json": original, "m.json": make }).out);
const recipe = (more) => ({ recipeName: "Tried", ingredients: [], steps: [], ...more });

const lineCases = {
  "mealie-recipes/mealie#3318": () => {
    assert.deepEqual(line("1/3 cup soy sauce"), ["1/3", "cup", "soy sauce", null]);
    assert.deepEqual(line("1/3rd cup honey"), ["1/3rd", "cup", "honey", null]);
    const cups = (quantity) => recipe({ ingredients: [{ quantity, measurement: "cup", ingredientName: "honey" }] });
    assert.deepEqual(differences(cups("1/3rd"), cups("1/3")).differences, []);
  },
  "mackenziemcclaskey/recipe-parser#22": () => assert.deepEqual(line("1 ½ (28 ounce) jars passata"), ["1 ½", "jars", "passata", "28 ounce"]),
  "nsafai/recipe-parser#3": () => {
    assert.deepEqual(line("1 12 oz can tuna"), [1, "can", "tuna", "12 oz"]);
    assert.deepEqual(line("1 2 lb. chicken"), [1, null, "chicken", "2 lb."]);
  },
  "jt196/vanilla-cookbook#192": () => assert.deepEqual(line("2½ tablespoons vinegar"), ["2½", "tablespoons", "vinegar", null]),
  "openculinary/ingreedy-py#11": () => assert.deepEqual(line("6 (1/4 inch thick) slices rye bread"), [6, "slices", "rye bread", "1/4 inch thick"]),
  "openculinary/ingreedy-py#14": () => assert.deepEqual(line("2 cups 1%-fat yoghurt"), [2, "cups", "1%-fat yoghurt", null]),
  "thinkle/gourmet#931": () => {
    assert.deepEqual(line("apple juice"), [null, null, "apple juice", null]);
    assert.deepEqual(line("an apple"), [1, null, "apple", null]);
    assert.deepEqual(line("a dozen eggs"), [1, "dozen", "eggs", null]);
  },
  "TomBursch/kitchenowl#302": () => assert.deepEqual(line("0.2 500g pk noodles"), [0.2, "pk", "noodles", "500g"]),
  "norish-recipes/norish#320": () => assert.deepEqual(line("1 gehäufter Teelöffel Zimt"), [1, "Teelöffel", "Zimt", "gehäufter"]),
};

const cooklangCases = {
  "cooklang/cooklang-ts#3": () => {
    const { ingredients } = read("a.cook", "Add some [- one -] @salt and [- two -] @pepper.\n");
    assert.deepEqual(ingredients.map(({ ingredientName }) => ingredientName), ["salt", "pepper"]);
  },
  "cooklang/cooklang-ts#6": () => {
    const { ingredients, steps } = read("a.cook", "Fry for ~{1%minute}. Add the @garlic{1%clove}.\n");
    assert.deepEqual(ingredients, [{ quantity: 1, measurement: "clove", ingredientName: "garlic" }]);
    assert.deepEqual(steps, [{ stepText: "Fry for 1 minute. Add the garlic." }]);
  },
  "cooklang/cookcli#24": () => assert.deepEqual(read("a.cook", "\nCook @rice").ingredients, [{ ingredientName: "rice" }]),
  "cooklang/cookcli#71": () =>
    assert.deepEqual(read("a.cook", "Add @carrots{2%cup, finely chopped}.").ingredients, [{ quantity: 2, measurement: "cup", ingredientName: "carrots", note: "finely chopped" }]),
  "cooklang/CookVSCode#10": () => {
    const { ingredients } = read("a.cook", "Add @lady's fingers{20} and @sun-dried tomatoes{1/2%cup}.");
    assert.deepEqual(ingredients.map(({ ingredientName }) => ingredientName), ["lady's fingers", "sun-dried tomatoes"]);
  },
};

const pageCases = {
  "mealie-recipes/mealie#7616": () => {
    const sections = [{ "@type": "HowToSection" }, { "@type": "HowToSection", name: "Dough", item: [{ "@type": "HowToStep", text: "Knead." }] }, { "@type": "HowToSection", name: "Oven", itemListElement: [{ "@type": "HowToStep", text: "Bake." }] }];
    assert.deepEqual(steps(sections), [["Dough", "Knead."], ["Oven", "Bake."]]);
  },
  "TandoorRecipes/recipes#3253": () => {
    const filling = { "@type": "HowToSection", name: "Filling", itemListElement: [{ "@type": "Recipe", name: "Cream", recipeInstructions: [{ "@type": "HowToStep", text: "Whip." }] }] };
    assert.deepEqual(steps([{ "@type": "HowToSection", name: "Sponge", itemListElement: [{ "@type": "HowToStep", text: "Mix." }] }, filling]), [["Sponge", "Mix."], ["Cream", "Whip."]]);
  },
  "nextcloud/cookbook#347": () => assert.deepEqual(steps([{ "@type": "ItemList", itemListElement: [{ "@type": "HowToStep", text: "Stir." }] }]), [[null, "Stir."]]),
  "nextcloud/cookbook#99": () => {
    const block = JSON.stringify(page({}));
    assert.equal(read("page.html", `<html><script type="application&#x2F;ld&#x2B;json">${block}</script></html>`).recipeName, "Tried");
  },
};

const amountCases = {
  "TandoorRecipes/recipes#396": () => {
    const made = (yields, grams) => recipe({ yield: yields, ingredients: [{ quantity: grams, measurement: "g", ingredientName: "rum" }, { quantity: grams, measurement: "g", ingredientName: "lime" }] });
    assert.equal(differences(made(0, 50), made(4, 100)).scale, 1);
  },
  "mealie-recipes/mealie#4324": () => {
    const lines = (factor) => ["flour", "sugar", "butter"].map((ingredientName) => ({ quantity: 24 * factor, measurement: "g", ingredientName }));
    const { scale, differences: found } = differences(recipe({ yield: 24, ingredients: lines(1) }), recipe({ yield: 23, ingredients: lines(23 / 24) }));
    assert.ok(Math.abs(scale - 23 / 24) < 1e-9);
    assert.deepEqual(found.map(({ kind }) => kind), ["scaled"]);
  },
  "TandoorRecipes/recipes#4526": () => {
    const grams = (quantity) => recipe({ ingredients: [{ quantity, measurement: "kg", ingredientName: "flour" }] });
    assert.equal(differences(grams(0.125), grams(0.126)).differences[0].difference.make, "0.126 kg");
  },
};

const patchCases = {
  "benjamine/jsondiffpatch#380": () => patch(["first", "second", "third", "fourth", "fifth"], ["fifth", "fourth", "third", "second", "first"]),
  "benjamine/jsondiffpatch#275": () => {
    const land = (name, founded) => ({ name, capital: `City of ${name}`, founded });
    const [a, b, c, d] = ["A", "B", "C", "D"].map((name, at) => land(name, 1800 + at));
    patch([a, b, c, d], [a, { ...c, founded: 1 }, { ...b, founded: 2 }, d]);
  },
  "java-json-tools/json-patch#14": () => patch({ b: [0, 1, 2] }, { b: [1, 2], c: 0, d: 0 }),
  "stefankoegl/python-json-patch#179": () => {
    patch([[1], { a: 1 }, 2, [3]], [{ a: 1 }, [3], [1], 5, 2]);
    patch([{ k: [0, 1] }, 0, [0]], [[0], { k: [1, 0] }, 0, [0], 1]);
  },
  "marcolink/generate-json-patch#21": () => {
    const made = patch({ data: { "a/b": 1, "c/d": { "/e/f": 3 }, long: "x".repeat(300) } }, { data: { "a/b": 1, "c/d": { "/e/f": 2 }, long: "x".repeat(300), "i~j/k": 4, "": 5, "~1": 6 } });
    assert.deepEqual(made.map((operation) => operation.path).sort(), ["/data/", "/data/c~1d/~1e~1f", "/data/i~0j~1k", "/data/~01"]);
  },
  "dharmafly/jsonpatch.com#9": () => assert.deepEqual(patch({ customers: {}, many: "x".repeat(99) }, { customers: { 23: { name: "F" } }, many: "x".repeat(99) }), [{ op: "add", path: "/customers/23", value: { name: "F" } }]),
};

const cases = { ...lineCases, ...cooklangCases, ...pageCases, ...amountCases, ...patchCases };
for (const [name, tried] of Object.entries(cases)) test(name, tried);

test("docs/cases.md lists these, and for every other the test that holds it", () => {
  const rows = [...fs.readFileSync(path.join(root, "docs/cases.md"), "utf8").matchAll(/^\| ([\w.-]+\/[\w.-]+) #(\d+) \|.*\| (.+) \|$/gm)];
  const listed = new Map(rows.map(([, repository, number, how]) => [`${repository}#${number}`, how]));
  for (const name of Object.keys(cases)) assert.ok(listed.has(name), `${name} is not listed`);
  for (const [name, how] of listed) {
    const [, file] = how.match(/`(tests\/[\w./-]+)`/) ?? [];
    assert.ok(name in cases || (file && fs.existsSync(path.join(root, file))), `${name}: nothing holds it`);
  }
});
