// What the user of the journey drops, and what nobody should have to fear.
/** As the browser's file chooser gives it. */
export const file = (name, document) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(document)) });

export const cake = (recipeId) => ({
  recipeId,
  recipeName: "Lemon cake",
  yield: "8 servings",
  ingredients: [
    { ingredientId: 1, quantity: 200, measurement: "g", ingredientName: "flour" },
    { ingredientId: 2, quantity: 200, measurement: "g", ingredientName: "sugar" },
    { ingredientId: 3, quantity: 4, measurement: "", ingredientName: "eggs" },
    { ingredientId: 4, quantity: 0.5, measurement: "tsp", ingredientName: "salt" },
    { ingredientId: 5, quantity: 150, measurement: "g", ingredientName: "butter", note: "soft" },
  ],
  steps: [
    { stepId: 1, stepText: "Heat the oven to 180 °C." },
    { stepId: 2, stepText: "Beat the butter with the sugar, then the eggs, one at a time." },
    { stepId: 3, stepText: "Fold in the flour and the salt." },
    { stepId: 4, stepText: "Bake for 40 minutes." },
  ],
});

const weeks = (count) => new Date(Date.UTC(2026, 8, 1 + 7 * count, 15)).toISOString();

/** Five makes: one as written, four with less sugar, most in a hotter oven, one with oil for the butter. */
export function cakeMakes(recipeId) {
  const made = (makeId, rating, change, more = {}) => {
    const document = cake(recipeId);
    change(document);
    return { makeId, makeOf: recipeId, madeAt: weeks(makeId), cook: makeId % 2 ? "Ada" : "Grace", rating, ingredients: document.ingredients, steps: document.steps, ...more };
  };
  const sugar = (document, grams) => (document.ingredients[1].quantity = grams);
  const oven = (document) => (document.steps[0].stepText = "Heat the oven to 200 °C.");
  return [
    made(1, 3, () => {}),
    made(2, 4, (document) => sugar(document, 150)),
    made(3, 4.5, (document) => (sugar(document, 150), oven(document)), { notes: "Less sweet, and better for it." }),
    made(4, 5, (document) => (sugar(document, 150), oven(document), (document.steps[3].stepText = "Bake for 35 minutes."))),
    made(5, 4, (document) => (sugar(document, 140), oven(document), (document.ingredients[4] = { ingredientId: 5, quantity: 120, measurement: "ml", ingredientName: "olive oil" }))),
  ];
}

const script = `<script>window.ran = true; alert(1)</script>`;

/** HTML, scripts, marks that turn the writing round, a name of 600 letters, 300 ingredients. */
export const hostile = {
  recipeId: `"><img src=x onerror="window.ran=true">`,
  recipeName: `${script}<b>bold</b> \u202Eeman a ni txet\u202C ${"x".repeat(600)}`,
  yield: `<img src=x onerror="window.ran=true">`,
  ingredients: Array.from({ length: 300 }, (_, at) => ({
    ingredientId: at + 1,
    quantity: at % 3 ? at : `<svg onload="window.ran=true">`,
    measurement: at % 2 ? "g" : "javascript:alert(1)",
    ingredientName: at === 7 ? script : at === 8 ? "\u202E\u2066תפוח\u2069" : `ingredient ${at} &lt;i&gt;`,
    note: `' onmouseover='window.ran=true`,
  })),
  steps: [{ stepId: 1, stepText: `${script} at 180 °C` }, { stepId: 2, stepText: "{{constructor.constructor('window.ran=true')()}}" }],
};

/** RecipeSage's export: one JSON-LD list of them all. */
export const manyRecipes = (count) =>
  Array.from({ length: count }, (_, at) => ({
    "@context": "https://schema.org",
    "@type": "Recipe",
    identifier: `many-${at}`,
    name: `Soup ${at}`,
    recipeIngredient: [`${at + 1} g salt`, "1 l water", "2 onions, sliced"],
    recipeInstructions: [{ "@type": "HowToStep", text: "Boil it all for 20 minutes." }],
  }));
