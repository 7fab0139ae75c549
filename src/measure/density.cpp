#include "measure/density.hpp"

#include "measure/fold.hpp"
#include "measure/scan.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr double cup_ml = 236.5882365;

// A food is known when the last word of its name (without what `always` lists) is in `head`, every `needs` word stands
// before it, and every other word is in `may` or `always`.
struct Row {
  std::string_view head;
  std::string_view needs;
  std::string_view may;
  double grams_a_cup;
};

constexpr std::string_view always =
    "a of fresh freshly organic cold warm hot cool chilled room temperature softened soft melted sifted packed lightly "
    "loosely firmly divided good quality best fine finely plus more extra your favorite store bought";

constexpr Row rows[] = {
    {"water wasser eau agua acqua vatten 水", "", "boiling boiled ice iced icy tap filtered lukewarm tepid", 237},
    {"milk milch lait leche leite latte mjolk 牛乳", "",
     "whole skim skimmed semi low fat lowfat full nonfat non reduced dairy cow cow's cows 1% 2% 3% 3.5% scalded", 245},
    {"cream sahne creme nata panna gradde", "", "heavy whipping double single light thick whipped dairy schlag", 238},
    {"flour", "bread", "strong white unbleached bread", 127},
    {"flour", "whole wheat", "white stone ground", 120},
    {"flour", "wholemeal", "plain", 120},
    {"flour", "wholewheat", "", 120},
    {"flour mehl weizenmehl vetemjol farine harina farinha farina 小麦粉", "",
     "all purpose plain white unbleached bleached ap wheat type 405 00 standard", 125},
    {"sugar", "brown", "light dark soft", 213},
    {"sugar", "powdered", "", 115},
    {"sugar", "icing", "", 115},
    {"sugar", "confectioners", "", 115},
    {"sugar", "confectioners'", "", 115},
    {"sugar", "confectioner's", "", 115},
    {"sugar zucker sucre azucar acucar zucchero socker 砂糖", "",
     "granulated white caster castor superfine super cane raw pure", 200},
    {"butter beurre mantequilla manteiga burro smor バター", "",
     "unsalted salted sweet diced cubed browned lightly salted european style dairy", 227},
    {"oil ol olivenol olja rapsol sonnenblumenol huile aceite oleo olio 油", "",
     "olive vegetable canola sunflower rapeseed sesame coconut virgin corn peanut groundnut avocado grapeseed neutral "
     "cooking light toasted salad safflower",
     218},
    {"honey honig miel mel miele honung", "", "raw runny clear liquid clover local", 340},
    {"cocoa", "", "unsweetened dutch process processed dark natural", 85},
    {"powder", "cocoa", "unsweetened dutch process processed dark natural", 85},
    {"oats haferflocken", "", "rolled old fashioned quick cooking instant porridge oat whole jumbo", 90},
    {"rice reis riz arroz riso 米", "",
     "white long short medium grain basmati jasmine arborio brown uncooked raw sushi risotto dry carnaroli", 190},
    {"salt salz sel 塩", "", "table sea iodized iodised", 288},
    {"cornstarch cornflour", "", "", 120},
    {"starch", "corn", "", 120},
    {"yogurt yoghurt joghurt yaourt", "", "plain greek natural low fat full whole milk nonfat non unsweetened style",
     245},
    {"powder", "baking", "double acting gluten free aluminum", 192},
};

// Every head of the table: most names are settled by their last word.
constexpr WordSet<256> heads{
    "water wasser eau agua acqua vatten 水 milk milch lait leche leite latte mjolk 牛乳 cream sahne creme nata panna "
    "gradde "
    "flour mehl weizenmehl vetemjol farine harina farinha farina 小麦粉 sugar zucker sucre azucar acucar zucchero "
    "socker "
    "砂糖 butter beurre mantequilla manteiga burro smor バター oil ol olivenol olja rapsol sonnenblumenol huile aceite "
    "oleo "
    "olio 油 honey honig miel mel miele honung cocoa powder oats oat haferflocken rice reis riz arroz riso 米 salt "
    "salz sel "
    "塩 cornstarch cornflour starch yogurt yoghurt joghurt yaourt"};
static_assert(!heads.is_full());

constexpr bool heads_are_complete() {
  for (const Row& row : rows) {
    for (std::size_t at = 0; at < row.head.size();) {
      std::size_t end = row.head.find(' ', at);
      if (end == std::string_view::npos) end = row.head.size();
      if (!heads.has(row.head.substr(at, end - at))) return false;
      at = end + 1;
    }
  }
  return true;
}
static_assert(heads_are_complete());

constexpr int words_max = 16;

struct Words {
  std::string_view word[words_max];
  int count = 0;
};

bool is_in(std::string_view word, std::string_view list) {
  if (is_one_of(word, list)) return true;
  return word.size() > 3 && word.back() == 's' && is_one_of(word.substr(0, word.size() - 1), list);
}

// False where the name is too long to be looked at.
bool split(std::string_view name, char* buffer, Words& out) {
  name = name.substr(0, name.find_first_of(",(;/"));
  std::string_view folded{buffer, fold(name, buffer, name_bytes_max)};
  while (!folded.empty()) {
    if (out.count == words_max) return false;
    const std::size_t space = folded.find(' ');
    out.word[out.count++] = folded.substr(0, space);
    folded = space == std::string_view::npos ? std::string_view{} : folded.substr(space + 1);
  }
  while (out.count > 1 && is_one_of(out.word[out.count - 1], always)) --out.count;
  return out.count > 0;
}

bool has_all(const Words& words, std::string_view needs) {
  while (!needs.empty()) {
    const std::size_t space = needs.find(' ');
    bool found = false;
    for (int n = 0; n + 1 < words.count; ++n) found = found || words.word[n] == needs.substr(0, space);
    if (!found) return false;
    needs = space == std::string_view::npos ? std::string_view{} : needs.substr(space + 1);
  }
  return true;
}

bool is_food(const Words& words, const Row& row) {
  if (!is_in(words.word[words.count - 1], row.head) || !has_all(words, row.needs)) return false;
  for (int n = 0; n + 1 < words.count; ++n) {
    const std::string_view word = words.word[n];
    if (!is_one_of(word, row.needs) && !is_one_of(word, row.may) && !is_one_of(word, always)) return false;
  }
  return true;
}

}  // namespace

double density(std::string_view ingredient_name) {
  char buffer[name_bytes_max];
  Words words;
  if (!split(ingredient_name, buffer, words)) return 0;
  const std::string_view head = words.word[words.count - 1];
  if (!heads.has(head) && !(head.size() > 3 && heads.has(head.substr(0, head.size() - 1)))) return 0;
  for (const Row& row : rows)
    if (is_food(words, row)) return row.grams_a_cup / cup_ml;
  return 0;
}

bool comes_in_sticks(std::string_view ingredient_name) {
  constexpr Row fat{"butter margarine", "", "unsalted salted sweet diced cubed browned or and butter margarine vegan",
                    0};
  char buffer[name_bytes_max];
  Words words;
  return split(ingredient_name, buffer, words) && is_food(words, fat);
}

}  // namespace cookdiff::measure
