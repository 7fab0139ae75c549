// A recipe and a make of it, built by what the bytes choose from what real recipes hold: the bytes can hardly be wrong,
// so that nearly every input reaches the laws.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/diff_laws.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace {

using namespace cookdiff;

class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  // 0 to `count` - 1; 0 when the bytes are used up.
  std::size_t below(std::size_t count) {
    if (at_ == bytes_.size()) return 0;
    return static_cast<unsigned char>(bytes_[at_++]) % count;
  }
  template <std::size_t size>
  std::string_view of(const std::array<std::string_view, size>& list) {
    return list[below(size)];
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

constexpr std::array<std::string_view, 16> quantities{
    "1", "2", "0.5",  "\"1/2\"", "\"1 1/2\"", "\"2-3\"",   "null",        "\"to taste\"",
    "3", "0", "0.33", "\"½\"",   "250",       "\"1,000\"", "\"2 x 400\"", "{\"min\":1,\"max\":2}"};
constexpr std::array<std::string_view, 14> units{"",   "g",  "kg",    "cup",   "tbsp",  "TBS",  "tsp",
                                                 "ml", "oz", "stick", "clove", "pinch", "unit", "Becher"};
constexpr std::array<std::string_view, 14> names{
    "flour", "Flour", "all-purpose flour", "salt",   "butter", "margarine",     "eggs",
    "egg",   "sugar", "brown sugar",       "garlic", "water",  "crème fraîche", "apples, peeled"};
constexpr std::array<std::string_view, 3> sections{"", "dough", "filling"};
constexpr std::array<std::string_view, 12> texts{"Mix the flour and butter.",
                                                 "mix the flour, and butter",
                                                 "Bake at 350 °F for 20 minutes.",
                                                 "Bake at 180 °C for 20 min.",
                                                 "Bake at gas mark 4 for 20 to 25 minutes.",
                                                 "Add 1 cup sugar and 2 eggs.",
                                                 "Add 2 cups sugar and 4 eggs.",
                                                 "Mix the flour and butter. Bake at 350 °F for 20 minutes.",
                                                 "Let it rest.",
                                                 "",
                                                 "Add &frac12; cup <b>sugar</b>.",
                                                 "Let it rest for 1 h 30 in a 9 x 13 inch pan."};
constexpr std::array<std::string_view, 5> others{"", ",\"yield\":\"4 servings\"", ",\"yield\":8",
                                                 ",\"rating\":\"4.5\",\"notes\":\"dry\"",
                                                 ",\"cookTime\":\"PT90M\",\"oven\":{\"rack\":[1,2]}"};

void put_ingredient(Choices& choose, std::string& out) {
  out += "{\"quantity\":";
  out += choose.of(quantities);
  out += ",\"measurement\":";
  json::write_string(choose.of(units), out);
  out += ",\"ingredientName\":";
  json::write_string(choose.of(names), out);
  out += ",\"section\":";
  json::write_string(choose.of(sections), out);
  if (const std::size_t id = choose.below(8); id > 3) out += ",\"ingredientId\":" + std::to_string(id);
  out += '}';
}

void put_step(Choices& choose, std::string& out) {
  out += "{\"stepText\":";
  json::write_string(choose.of(texts), out);
  if (const std::size_t id = choose.below(8); id > 3) out += ",\"stepId\":" + std::to_string(id);
  out += '}';
}

// What the original holds is kept, left out, moved to the end or made anew.
template <typename Put>
std::vector<std::string> edited(const std::vector<std::string>& items, Choices& choose, Put put) {
  std::vector<std::string> out;
  std::vector<std::string> last;
  for (const std::string& item : items) {
    const std::size_t fate = choose.below(8);
    if (fate == 1) continue;
    std::string fresh;
    if (fate == 2 || fate == 3) put(choose, fresh);
    if (fate == 4) {
      last.push_back(item);
    } else {
      out.push_back(fresh.empty() ? item : fresh);
    }
    if (fate == 3 || fate == 5) out.push_back(item);
  }
  out.insert(out.end(), last.begin(), last.end());
  return out;
}

std::string list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? "," : "") + item;
  return out + "]";
}

std::string document(const std::vector<std::string>& ingredients, const std::vector<std::string>& steps,
                     Choices& choose) {
  return "{\"recipeName\":\"Pie\",\"ingredients\":" + list(ingredients) + ",\"steps\":" + list(steps) +
         std::string(choose.of(others)) + "}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choose({reinterpret_cast<const char*>(data), size});
  std::vector<std::string> ingredients(choose.below(7));
  for (std::string& ingredient : ingredients) put_ingredient(choose, ingredient);
  std::vector<std::string> steps(choose.below(6));
  for (std::string& step : steps) put_step(choose, step);
  const std::string original_text = document(ingredients, steps, choose);
  const std::string make_text =
      document(edited(ingredients, choose, put_ingredient), edited(steps, choose, put_step), choose);
  Arena arena;
  const auto original = json::read(original_text, arena);
  const auto make = json::read(make_text, arena);
  MUST(original && make);
  MUST(laws::acceptable(*original) && laws::acceptable(*make));
  laws::check_patches(*original, *make, arena);
  laws::check_pair(*original, *make, arena);
  return 0;
}
