// From paired ingredients to entries.
#include <algorithm>
#include <new>
#include <string>

#include "base/sort.hpp"
#include "diff/other.hpp"
#include "diff/parts.hpp"
#include "diff/words.hpp"
#include "json/subsequence.hpp"
#include "recipe/members.hpp"

namespace cookdiff::diff {
namespace {

using recipe::Ingredient;

bool is_known(std::string_view key) {
  return recipe::line_member(key) != recipe::LineMember::other || key == "stepId" || key == "stepText";
}

std::string_view named(const Ingredient& item) { return item.name.empty() ? item.line : item.name; }

class Ingredients {
 public:
  Ingredients(Pairing& pairing, Frame& frame)
      : pairing_(pairing), frame_(frame), first_(pairing.first), second_(pairing.second) {}

  void run() {
    RenumberedIds ids(Field::ingredient);
    for (std::size_t i = 0; i < first_.items.size(); ++i) {
      const std::uint32_t j = first_.partner[i];
      if (j == nobody) {
        if (first_.group[i] == nobody) one_sided(first_, i, true);
        continue;
      }
      ids.look(first_.items[i].id, second_.items[j].id);
      pair(i, j);
    }
    for (std::size_t j = 0; j < second_.items.size(); ++j)
      if (second_.is_free(j)) one_sided(second_, j, false);
    for (const Sum& sum : pairing_.sums) parted(sum);
    ids.finish(frame_);
    reordered();
  }

 private:
  [[nodiscard]] bool at_ends(std::size_t i) const {
    return i < pairing_.front || i >= first_.items.size() - pairing_.back;
  }

  // The original's id and name.
  void set_thing(Difference& entry, const Ingredient& first, const Ingredient& second) const {
    const Ingredient& original = frame_.original(first, second);
    entry.ingredient_id = original.id;
    entry.ingredient_name = original.name;
  }

  // Amount and name, as a line would say it: "100 g butter".
  std::string_view whole_line(Lines& lines, std::size_t place) {
    const measure::Amount& said = amount(lines, place, frame_);
    frame_.scratch.clear();
    measure::append_spoken(said, frame_.scratch);
    if (!frame_.scratch.empty()) frame_.scratch += ' ';
    frame_.scratch += named(lines.items[place]);
    return frame_.keep();
  }

  void one_sided(Lines& lines, std::size_t place, bool in_first) {
    const auto at = static_cast<std::uint32_t>(place);
    const Side said = side(whole_line(lines, place));
    Difference& entry = frame_.add(false, Field::ingredient, frame_.only(in_first),
                                   frame_.place(in_first ? at : nobody, in_first ? nobody : at));
    entry.ingredient_id = lines.items[place].id;
    entry.ingredient_name = lines.items[place].name;
    in_first ? frame_.set_sides(entry, said, {}) : frame_.set_sides(entry, {}, said);
  }

  void pair(std::size_t i, std::size_t j) {
    if (at_ends(i)) {  // the same to the byte: only the scale can set them apart
      if (frame_.scale != 1) amounts(i, j);
      return;
    }
    const Ingredient& first = first_.items[i];
    const Ingredient& second = second_.items[j];
    names(i, j);
    if (frame_.scale != 1 || !written_alike(first, second)) amounts(i, j);
    text(i, j, first.note, second.note, IngredientField::note);
    text(i, j, first.section, second.section, IngredientField::section);
    if (first.others || second.others) {
      Paths paths = line_paths("ingredients", i, j);
      compare_members(*first.value, *second.value, is_known, paths, frame_);
    }
  }

  [[nodiscard]] std::uint32_t place(std::size_t i, std::size_t j) const {
    return frame_.place(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
  }

  void names(std::size_t i, std::size_t j) {
    const Ingredient& first = first_.items[i];
    const Ingredient& second = second_.items[j];
    if (first.name == second.name) return;
    const bool same = first_.names[i] == second_.names[j];
    const bool alike =
        same || name_likeness(first_.keys[i], second_.keys[j]) > 0 || first.name.empty() || second.name.empty();
    Difference& entry = frame_.add(same, Field::ingredient, alike ? Kind::changed : Kind::substituted, place(i, j));
    entry.ingredient_field = IngredientField::name;
    set_thing(entry, first, second);
    frame_.set_sides(entry, side(first.name), side(second.name));
    if (alike) set_words(entry, first.name, second.name);
  }

  void set_words(Difference& entry, std::string_view first, std::string_view second) {
    entry.words = changed_words(first, second, frame_.arena);
    if (frame_.flipped) entry.words = exchanged(entry.words, frame_.arena);
  }

  void text(std::size_t i, std::size_t j, std::string_view first, std::string_view second, IngredientField field) {
    if (first == second) return;
    Difference* entry = compare_texts(first.empty() ? Side{} : side(first), second.empty() ? Side{} : side(second),
                                      {Field::ingredient, field}, place(i, j), frame_);
    if (entry != nullptr) set_thing(*entry, first_.items[i], second_.items[j]);
  }

  void amounts(std::size_t i, std::size_t j) {
    const measure::Comparison comparison = compare_amounts(pairing_, i, j, frame_);
    if (comparison.relation == measure::Relation::equal) return;
    const measure::Amount& first = amount(first_, i, frame_);
    const measure::Amount& second = amount(second_, j, frame_);
    const Side first_side = shown(first, frame_);
    const Side second_side = shown(second, frame_);
    const bool comparable = comparison.relation != measure::Relation::incomparable;
    Difference& entry = frame_.add(is_same(comparison), Field::ingredient, Kind::changed, place(i, j));
    entry.ingredient_field = comparable ? IngredientField::quantity : IngredientField::measurement;
    set_thing(entry, first_.items[i], second_.items[j]);
    frame_.set_sides(entry, first_side, second_side);
    entry.amount =
        new (frame_.arena.array<AmountChange>(1)) AmountChange(change(comparison, first, second, first_.items[i].name));
  }

  AmountChange change(const measure::Comparison& comparison, const measure::Amount& first,
                      const measure::Amount& second, std::string_view name) const {
    // Whether and how much is decided in one orientation; only the figures are asked for the caller's way round.
    measure::Comparison figures = comparison;
    if (frame_.flipped) figures = measure::compare(second, first, name, 1 / frame_.scale);
    const measure::Amount& original = frame_.original(first, second);
    const measure::Amount& made = frame_.make(first, second);
    const measure::Amount* compared = figures.original;
    AmountChange out{.recipe = quantity(original), .make = quantity(made)};
    out.has_ratio = comparison.has_ratio && figures.has_ratio;
    if (out.has_ratio) out.ratio = figures.ratio;
    out.has_delta = figures.has_delta;
    out.delta = figures.delta;
    out.delta_unit = measure::symbol(compared != nullptr ? *compared : original);
    out.size = comparison.size;
    out.approximate = comparison.approximate;
    return out;
  }

  std::string_view joined(Lines& lines, const std::vector<std::uint32_t>& places) {
    std::string all;
    for (const std::uint32_t at : places) {
      if (!all.empty()) all += " + ";
      all += whole_line(lines, at);
    }
    cut(all, text_bytes_max);
    return frame_.arena.copy(std::string_view(all));
  }

  void parted(const Sum& sum) {
    Lines& several = sum.parts_in_first ? first_ : second_;
    Lines& one = sum.parts_in_first ? second_ : first_;
    const Side parts = side(joined(several, sum.parts));
    const Side whole = side(whole_line(one, sum.whole));
    const std::uint32_t first_place = sum.parts_in_first ? sum.parts.front() : sum.whole;
    const std::uint32_t second_place = sum.parts_in_first ? sum.whole : sum.parts.front();
    Difference& entry = frame_.add(true, Field::ingredient, frame_.parted(!sum.parts_in_first),
                                   frame_.place(first_place, second_place));
    set_thing(entry, first_.items[first_place], second_.items[second_place]);
    sum.parts_in_first ? frame_.set_sides(entry, parts, whole) : frame_.set_sides(entry, whole, parts);
  }

  // Another order of the list is no change of the dish: one entry, which names those that stand elsewhere.
  void reordered() {
    std::vector<std::uint32_t> partners;
    std::vector<std::uint32_t> places;
    bool rising = true;
    for (std::size_t i = 0; i < first_.items.size(); ++i) {
      const std::uint32_t j = first_.partner[i];
      if (j == nobody) continue;
      rising = rising && (partners.empty() || partners.back() < j);
      partners.push_back(j);
      places.push_back(static_cast<std::uint32_t>(i));
    }
    if (rising) return;
    std::string in_first;
    std::string in_second;
    for (const std::uint32_t i : places) list(first_.items[i], in_first);
    base::sort(partners.begin(), partners.end());
    for (const std::uint32_t j : partners) list(second_.items[j], in_second);
    cut(in_first, text_bytes_max);
    cut(in_second, text_bytes_max);
    Difference& entry = frame_.add(true, Field::ingredient, Kind::moved, nobody);
    entry.whole_list = true;
    frame_.set_sides(entry, side(frame_.arena.copy(std::string_view(in_first))),
                     side(frame_.arena.copy(std::string_view(in_second))));
  }
  static void list(const Ingredient& item, std::string& out) {
    if (out.size() > text_bytes_max) return;
    if (!out.empty()) out += ", ";
    out += named(item);
  }

  Pairing& pairing_;
  Frame& frame_;
  Lines& first_;
  Lines& second_;
};

}  // namespace

void compare_ingredients(Pairing& pairing, Frame& frame) { Ingredients(pairing, frame).run(); }

}  // namespace cookdiff::diff
