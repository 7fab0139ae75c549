// What the package must do wherever it runs; the same module is imported by Node, a Worker and a page. Answers the names
// of the cases; throws at the first that fails.
const pie = {
  recipeName: "Pie",
  recipeId: 2,
  ingredients: [{ ingredientId: 1, quantity: 0.5, measurement: "TBS", ingredientName: "cinnamon" }],
  steps: [{ stepId: 1, stepText: "Bake at 350 °F" }],
};
const fewer = { ...pie, ingredients: [{ ...pie.ingredients[0], quantity: 0.25 }] };

function equal(got, wanted, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} is not ${b}`);
}
function refusal(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}

const gzip = async (text) =>
  new Uint8Array(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());

const cases = {
  "an equal make is identical, as text, bytes, buffer and values"({ diff }) {
    const text = JSON.stringify(pie);
    const bytes = new TextEncoder().encode(text);
    for (const form of [pie, text, bytes, bytes.buffer]) equal(diff(pie, form).identical, true, "identical");
  },
  "a changed amount is told with its ratio and its size"({ diff }) {
    const { asWritten, differences } = diff(pie, fewer);
    equal([asWritten, differences.length], [false, 1], "differences");
    const [{ recipeField, kind, ingredientField, amount }] = differences;
    equal([recipeField, kind, ingredientField], ["ingredient", "changed", "quantity"], "entry");
    equal([amount.ratio, amount.size, amount.recipe.unit], [0.5, "large", "tbsp"], "amount");
  },
  "a make that leaves out what it did not change is filled where that is asked for"({ diff, patch, apply }) {
    const make = { makeOf: 2, rating: 4 };
    equal(diff(pie, make, { fill: true }).asWritten, true, "filled");
    equal(diff(pie, make).asWritten, false, "as it is");
    equal(apply(pie, patch(pie, make)), make, "a patch to the make as it is");
    equal(apply(pie, patch(pie, make, { fill: true })).steps, pie.steps, "a patch to the filled make");
  },
  "both patches applied give the make"({ patch, apply }) {
    equal(apply(pie, patch(pie, fewer)), fewer, "JSON Patch");
    equal(apply(pie, patch(pie, fewer, { form: "merge-patch" })), fewer, "merge patch");
    equal(apply({ a: 1 }, [2], { merge: true }), [2], "a list as a merge patch");
  },
  "integers beyond 2^53 are exact as text"({ patch, apply }) {
    const change = patch('{"a":9007199254740993}', '{"a":9007199254740995}', { as: "text" });
    equal(apply('{"a":9007199254740993}', change, { as: "text" }), '{"a":9007199254740995}', "apply");
  },
  "what is refused says where"({ diff, patch, apply, read }) {
    const negative = { ...pie, ingredients: [{ ...pie.ingredients[0], quantity: -1 }] };
    const { name, code, pointer, document } = refusal(() => diff(pie, negative));
    equal([name, code, pointer, document], ["CookdiffError", "bad-value", "/ingredients/0/quantity", "make"], "negative");
    equal(refusal(() => diff("{", pie)).byte, 1, "cut off");
    equal(refusal(() => patch({}, { a: null }, { form: "merge-patch" })).code, "unsupported", "null member");
    equal(refusal(() => apply({}, [{ op: "remove", path: "/a" }])).document, "patch", "no such place");
    equal(refusal(() => apply({}, "5")).code, "wrong-type", "no patch");
    equal(refusal(() => read("[1]")).code, "unknown-format", "no recipe");
    equal(refusal(() => diff(5, pie)).name, "TypeError", "no document");
    equal(refusal(() => patch(pie, pie, { form: "diff" })).name, "TypeError", "no form");
  },
  "JSON-LD, a page, Cooklang and an export in gzip are read"({ read, diff }) {
    const ld = { "@context": "https://schema.org", "@type": "Recipe", name: "Tea", recipeIngredient: ["2 tsp tea"] };
    equal(read(ld).format, "json-ld", "JSON-LD");
    const page = `<html><script type="application/ld+json">${JSON.stringify(ld)}</script></html>`;
    equal(read(page).recipes[0].recipe.recipeName, "Tea", "page");
    equal(read("Steep @tea{2%tsp}.", { name: "tea.cook" }).format, "cooklang", "Cooklang");
    equal(diff(ld, page).identical, true, "two formats");
  },
  async "Paprika's archive is read, alone and as a side"({ read, diff }) {
    const packed = await gzip(JSON.stringify({ uid: "u", name: "Bread", ingredients: "2 cups flour", directions: "Bake.", rating: 0 }));
    const { format, recipes } = read(packed);
    equal([format, recipes[0].recipe.recipeName], ["paprika", "Bread"], "read");
    equal(diff(packed, recipes[0].recipe).identical, true, "diff");
    packed[packed.length - 6] ^= 1;
    equal(refusal(() => read(packed)).code, "bad-value", "damaged");
  },
  "a document of the largest size is read, and one above is refused; the next call works"({ read, diff }) {
    const size = new TextEncoder().encode(JSON.stringify({ ...pie, notes: "" })).length;
    const text = (bytes) => JSON.stringify({ ...pie, notes: "x".repeat(bytes - size) });
    equal(read(text(2 ** 20)).recipes.length, 1, "1 MiB");
    equal(refusal(() => diff(text(2 ** 20 + 1), pie)).code, "too-large", "1 MiB and a byte");
    equal(diff(pie, pie).identical, true, "after it");
  },
};

export async function runCases(cookdiff) {
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run(cookdiff);
    } catch (error) {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
  }
  return Object.keys(cases);
}
