// Documents for the tests of this folder.
export const pie = (changes = {}) => ({
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
    { stepId: 2, stepText: "Bake for 50 minutes" },
  ],
  ...changes,
});

/** A pie made with other apples. */
export const madePie = (makeId, apples = 6, changes = {}) => {
  const document = pie({ makeId, rating: 4, ...changes });
  document.ingredients[1].quantity = apples;
  return document;
};

/** A recipe of its own under that id. */
export const recipe = (recipeId, name = `Recipe ${recipeId}`) => pie({ recipeId, recipeName: name });
