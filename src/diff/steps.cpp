// From paired steps to entries.
#include <algorithm>
#include <string>
#include <vector>

#include "diff/other.hpp"
#include "diff/pair_steps.hpp"
#include "diff/parts.hpp"
#include "diff/words.hpp"
#include "recipe/members.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t measures_aligned_max = 64;  // of one step; with more they are compared in order

bool is_known(std::string_view key) {
  return key == "stepId" || key == "stepText" || key == "section" || key == "note" || key == "line";
}

constexpr std::size_t whats = 4;  // of measure::What

class Steps {
 public:
  Steps(const StepPairing& pairing, Frame& frame) : p_(pairing), frame_(frame) {}

  void run() {
    RenumberedIds ids(Field::instruction);
    for (std::size_t i = 0; i < p_.first.size(); ++i) {
      const std::uint32_t j = p_.first_partner[i];
      if (j == nobody) {
        if (!p_.first_in_parted[i]) one_sided(p_.first[i], i, true);
        continue;
      }
      if (p_.first_moved[i]) moved(i, j);
      if (p_.first_in_parted[i]) continue;
      ids.look(p_.first[i].id, p_.second[j].id);
      pair(i, j);
    }
    for (std::size_t j = 0; j < p_.second.size(); ++j)
      if (p_.second_partner[j] == nobody && !p_.second_in_parted[j]) one_sided(p_.second[j], j, false);
    for (const Parted& parted : p_.parted) several(parted);
    ids.finish(frame_);
  }

 private:
  void set_step(Difference& entry, std::size_t i, std::size_t j) const {
    entry.step_id = frame_.original(p_.first[i], p_.second[j]).id;
    const auto first = static_cast<std::uint32_t>(i + 1);
    const auto second = static_cast<std::uint32_t>(j + 1);
    entry.step_number = frame_.original(first, second);
    entry.make_step_number = frame_.make(first, second);
  }
  [[nodiscard]] std::uint32_t place(std::size_t i, std::size_t j) const {
    return frame_.place(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
  }

  void one_sided(const recipe::Step& step, std::size_t at, bool in_first) {
    const auto number = static_cast<std::uint32_t>(at);
    const Kind kind = frame_.only(in_first);
    Difference& entry = frame_.add(false, Field::instruction, kind,
                                   frame_.place(in_first ? number : nobody, in_first ? nobody : number));
    entry.step_id = step.id;
    (kind == Kind::removed ? entry.step_number : entry.make_step_number) = number + 1;
    const Side text = side(step.text);
    in_first ? frame_.set_sides(entry, text, {}) : frame_.set_sides(entry, {}, text);
  }

  void moved(std::size_t i, std::size_t j) {
    Difference& entry = frame_.add(false, Field::instruction, Kind::moved, place(i, j));
    set_step(entry, i, j);
    frame_.set_sides(entry, side(p_.first[i].text), side(p_.second[j].text));
  }

  void pair(std::size_t i, std::size_t j) {
    const recipe::Step& first = p_.first[i];
    const recipe::Step& second = p_.second[j];
    if (first.text != second.text) text(i, j);
    small_text(i, j, "section", first.section, second.section);
    small_text(i, j, "note", first.note, second.note);
    if (!first.others && !second.others) return;
    Paths paths = line_paths("steps", i, j);
    compare_members(*first.value, *second.value, is_known, paths, frame_);
  }

  void text(std::size_t i, std::size_t j) {
    const NormalText& first = p_.first_texts[i];
    const NormalText& second = p_.second_texts[j];
    const bool same = same_text(first, second, frame_.scale);
    Difference& entry = frame_.add(same, Field::instruction, Kind::changed, place(i, j));
    set_step(entry, i, j);
    const std::string_view first_text = p_.first[i].text;
    const std::string_view second_text = p_.second[j].text;
    frame_.set_sides(entry, side(first_text), side(second_text));
    entry.words = changed_words(first_text, second_text, frame_.arena);
    if (frame_.flipped) entry.words = exchanged(entry.words, frame_.arena);
    if (!same) entry.measures = measures(first.measures, second.measures);
  }

  // A section or note of a step belongs to `other`.
  void small_text(std::size_t i, std::size_t j, std::string_view key, std::string_view first, std::string_view second) {
    if (first == second) return;
    Paths paths = line_paths("steps", i, j);
    json::append_token(key, paths.first);
    json::append_token(key, paths.second);
    const bool same = !first.empty() && !second.empty() && same_words(first, second, frame_.arena);
    add_value(first.empty() ? nullptr : p_.first[i].value->find(key),
              second.empty() ? nullptr : p_.second[j].value->find(key), paths, same, Field::other, frame_);
  }

  using Measures = std::span<const measure::Measure>;

  // What changed among the measures of a step: along a longest row of those that stayed, then the k-th of a kind.
  std::span<const MeasureChange> measures(Measures first, Measures second) {
    std::vector<MeasureChange> out;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const auto& [a, b] : stayed(first, second)) {
      gap(first.subspan(i, a - i), second.subspan(j, b - j), out);
      i = a + 1;
      j = b + 1;
    }
    gap(first.subspan(i), second.subspan(j), out);
    return frame_.arena.copy(std::span<const MeasureChange>(out));
  }

  std::vector<std::pair<std::size_t, std::size_t>> stayed(Measures first, Measures second) const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    if (first.size() > measures_aligned_max || second.size() > measures_aligned_max) {
      for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i)
        if (same_measure(first[i], second[i], frame_.scale)) out.emplace_back(i, i);
      return out;
    }
    const std::size_t width = second.size() + 1;
    std::vector<std::uint8_t> longest((first.size() + 1) * width);
    std::vector<bool> same(longest.size());
    for (std::size_t i = first.size(); i-- > 0;) {
      for (std::size_t j = second.size(); j-- > 0;) {
        same[i * width + j] = same_measure(first[i], second[j], frame_.scale);
        longest[i * width + j] = same[i * width + j]
                                     ? static_cast<std::uint8_t>(longest[(i + 1) * width + j + 1] + 1)
                                     : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
      if (same[i * width + j])
        out.emplace_back(i++, j++);
      else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        ++i;
      else
        ++j;
    }
    return out;
  }

  // The k-th of a kind with the k-th, what is left alone.
  void gap(Measures first, Measures second, std::vector<MeasureChange>& out) {
    std::vector<bool> used(second.size());
    std::size_t next[whats] = {};  // where to look on, by kind
    for (const measure::Measure& measure : first) {
      std::size_t& j = next[static_cast<std::size_t>(measure.what)];
      while (j < second.size() && second[j].what != measure.what) ++j;
      const bool found = j < second.size();
      out.push_back(change(&measure, found ? &second[j] : nullptr));
      if (found) used[j++] = true;
    }
    for (std::size_t j = 0; j < second.size(); ++j)
      if (!used[j]) out.push_back(change(nullptr, &second[j]));
  }

  MeasureChange change(const measure::Measure* first, const measure::Measure* second) const {
    MeasureChange out;
    out.what = first != nullptr ? first->what : second->what;
    const Quantity a = first != nullptr ? quantity(first->amount) : Quantity{};
    const Quantity b = second != nullptr ? quantity(second->amount) : Quantity{};
    out.recipe = frame_.original(a, b);
    out.make = frame_.make(a, b);
    if (first != nullptr && second != nullptr)
      out.size =
          measure::compare(first->amount, second->amount, {}, out.what == measure::What::quantity ? frame_.scale : 1)
              .size;
    return out;
  }

  void several(const Parted& parted) {
    const std::span<const recipe::Step> wholes = parted.one_in_first ? p_.first : p_.second;
    const std::span<const recipe::Step> parts = parted.one_in_first ? p_.second : p_.first;
    std::string all;
    for (std::uint32_t at = parted.from; at < parted.until; ++at) {
      if (!all.empty()) all += ' ';
      all += parts[at].text;
    }
    const Side one = side(wholes[parted.one].text);
    const Side together = side(frame_.arena.copy(std::string_view(all)));
    const std::size_t i = parted.one_in_first ? parted.one : parted.from;
    const std::size_t j = parted.one_in_first ? parted.from : parted.one;
    Difference& entry = frame_.add(true, Field::instruction, frame_.parted(parted.one_in_first), place(i, j));
    set_step(entry, i, j);
    parted.one_in_first ? frame_.set_sides(entry, one, together) : frame_.set_sides(entry, together, one);
    // What a part says beside its text must not be lost.
    for (std::uint32_t at = parted.from; at < parted.until; ++at) {
      const std::size_t first_at = parted.one_in_first ? parted.one : at;
      const std::size_t second_at = parted.one_in_first ? at : parted.one;
      small_text(first_at, second_at, "section", p_.first[first_at].section, p_.second[second_at].section);
      small_text(first_at, second_at, "note", p_.first[first_at].note, p_.second[second_at].note);
      if (!p_.first[first_at].others && !p_.second[second_at].others) continue;
      Paths paths = line_paths("steps", first_at, second_at);
      compare_members(*p_.first[first_at].value, *p_.second[second_at].value, is_known, paths, frame_);
    }
  }

  const StepPairing& p_;
  Frame& frame_;
};

}  // namespace

void compare_steps(std::span<const recipe::Step> first, std::span<const recipe::Step> second, Frame& frame) {
  if (first.empty() && second.empty()) return;
  Steps(pair_steps(first, second, frame), frame).run();
}

}  // namespace cookdiff::diff
