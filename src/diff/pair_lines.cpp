// Rule 1: ingredients pair by what they are, never by place alone. Each stage takes only what the stages before it
// left: lines that add up, ids with names that agree, section and name, name, and then likeness or place with amount.
#include <algorithm>
#include <span>
#include <vector>

#include "base/sort.hpp"
#include "diff/assign.hpp"
#include "diff/lines.hpp"
#include "measure/density.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t group_pairs_max = 4096;      // pairs of one name that are compared by amount; above it in order
constexpr std::size_t sum_parts_max = 10;          // lines of which every subset is tried; of more only all together
constexpr std::size_t sum_tries_max = 20'000;      // subsets tried in one comparison
constexpr std::size_t all_pairs_max = 4096;        // of what is left over; above it only by shared words
constexpr std::size_t shared_word_lines_max = 16;  // a word on more lines says nothing
constexpr double about_the_same = 1.5;             // amounts of a thing and of what took its place
// Weights of likeness: a shared name counts most, then the id.
constexpr int id_score = 600;
constexpr int amount_score = 200;
constexpr int place_score = 100;
constexpr int section_score = 50;
constexpr int rank_score = 10;  // the same distance from the neighbour that both have

using Places = std::vector<std::uint32_t>;

struct Group {
  Places first;
  Places second;
};

// The free lines of both sides by class, each group in order; only groups that both sides have.
std::vector<Group> groups(const Pairing& pairing, std::span<const std::uint32_t> first_classes,
                          std::span<const std::uint32_t> second_classes) {
  std::vector<Group> out;
  std::vector<std::uint32_t> of_class(pairing.first.items.size() + pairing.second.items.size(), nobody);
  for (std::size_t i = pairing.front; i < pairing.first.items.size() - pairing.back; ++i) {
    if (!pairing.first.is_free(i) || first_classes[i] == nobody) continue;
    std::uint32_t& group = of_class[first_classes[i]];
    if (group == nobody) {
      group = static_cast<std::uint32_t>(out.size());
      out.emplace_back();
    }
    out[group].first.push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t j = pairing.front; j < pairing.second.items.size() - pairing.back; ++j) {
    if (!pairing.second.is_free(j) || second_classes[j] == nobody) continue;
    const std::uint32_t group = of_class[second_classes[j]];
    if (group != nobody) out[group].second.push_back(static_cast<std::uint32_t>(j));
  }
  std::erase_if(out, [](const Group& group) { return group.second.empty(); });
  return out;
}

class Pairer {
 public:
  Pairer(Pairing& pairing, Frame& frame)
      : pairing_(pairing), frame_(frame), first_(pairing.first), second_(pairing.second) {}

  void run() {
    for (Group& group : groups(pairing_, first_.places, second_.places)) add_up(group);
    by_id();
    for (Group& group : groups(pairing_, first_.places, second_.places)) by_amount(group);
    for (Group& group : groups(pairing_, first_.names, second_.names)) by_amount(group);
    judge_ids();
    by_likeness();
  }

 private:
  bool same_amount(std::size_t i, std::size_t j) { return is_same(compare_amounts(pairing_, i, j, frame_)); }
  [[nodiscard]] bool same_id(std::size_t i, std::size_t j) const {
    return first_.ids[i] != nobody && first_.ids[i] == second_.ids[j];
  }

  // Lines of one thing in one section that are not equally many on both sides: does one side hold the other's sum?
  void add_up(Group group) {
    if (group.first.size() == group.second.size()) return;
    leave_equal_amounts_out(group);
    if (group.first.empty() || group.second.empty()) return;
    if (group.first.size() * group.second.size() > group_pairs_max && group.first.size() != 1 &&
        group.second.size() != 1)
      return;
    const bool parts_in_first = group.first.size() > group.second.size();
    Places& parts = parts_in_first ? group.first : group.second;
    for (const std::uint32_t whole : parts_in_first ? group.second : group.first)
      find_parts(parts, whole, parts_in_first);
  }

  // A line that the other side has as it is belongs to no sum. By id first, then in order.
  void leave_equal_amounts_out(Group& group) {
    if (group.first.size() * group.second.size() > group_pairs_max) return;
    for (const bool by_id : {true, false}) {
      for (auto i = group.first.begin(); i != group.first.end();) {
        const auto j = std::find_if(group.second.begin(), group.second.end(), [&](std::uint32_t candidate) {
          return (!by_id || same_id(*i, candidate)) && same_amount(*i, candidate);
        });
        if (j == group.second.end()) {
          ++i;
          continue;
        }
        group.second.erase(j);
        i = group.first.erase(i);
      }
    }
  }

  void find_parts(Places& parts, std::uint32_t whole, bool parts_in_first) {
    if (parts.size() < 2) return;
    const auto try_mask = [&](std::uint32_t mask) {
      Places chosen;
      for (std::size_t k = 0; k < parts.size(); ++k)
        if (mask == all_of_them || (mask >> k & 1U) != 0) chosen.push_back(parts[k]);
      if (chosen.size() < 2 || !adds_up(chosen, whole, parts_in_first)) return false;
      std::erase_if(parts, [&](std::uint32_t part) { return std::binary_search(chosen.begin(), chosen.end(), part); });
      keep_sum(std::move(chosen), whole, parts_in_first);
      return true;
    };
    if (try_mask(all_of_them) || parts.size() > sum_parts_max) return;
    for (std::uint32_t mask = 3; mask < (1U << parts.size()) - 1 && sum_tries_left_ != 0; ++mask, --sum_tries_left_)
      if (try_mask(mask)) return;
  }

  bool adds_up(const Places& parts, std::uint32_t whole, bool parts_in_first) {
    Lines& several = parts_in_first ? first_ : second_;
    Lines& one = parts_in_first ? second_ : first_;
    const recipe::Ingredient& whole_item = one.items[whole];
    measure::Amount sum = amount(several, parts.front(), frame_);
    if (!sum.is_number() || whole_item.others) return false;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const recipe::Ingredient& part = several.items[parts[k]];
      // What a part says beside its amount must not be lost in the sum.
      if (part.others || !same_words(part.note, whole_item.note, frame_.arena)) return false;
      if (k != 0 && !measure::add(sum, amount(several, parts[k], frame_), whole_item.name)) return false;
    }
    const measure::Amount& other = amount(one, whole, frame_);
    if (!other.is_number()) return false;
    const std::string_view name = parts_in_first ? several.items[parts.front()].name : whole_item.name;
    return is_same(parts_in_first ? measure::compare(sum, other, name, frame_.scale)
                                  : measure::compare(other, sum, name, frame_.scale));
  }

  void keep_sum(Places parts, std::uint32_t whole, bool parts_in_first) {
    const auto place = static_cast<std::uint32_t>(pairing_.sums.size());
    for (const std::uint32_t part : parts) (parts_in_first ? first_ : second_).group[part] = place;
    (parts_in_first ? second_ : first_).group[whole] = place;
    pairing_.sums.push_back({std::move(parts), whole, parts_in_first});
  }

  void by_id() {
    std::vector<std::uint32_t> of_id(first_.items.size() + second_.items.size(), nobody);
    for (std::size_t j = pairing_.front; j < second_.items.size() - pairing_.back; ++j)
      if (second_.is_free(j) && second_.ids[j] != nobody) of_id[second_.ids[j]] = static_cast<std::uint32_t>(j);
    for (std::size_t i = pairing_.front; i < first_.items.size() - pairing_.back; ++i) {
      if (!first_.is_free(i) || first_.ids[i] == nobody) continue;
      const std::uint32_t j = of_id[first_.ids[i]];
      if (j != nobody && first_.names[i] == second_.names[j]) pairing_.pair(i, j);
    }
  }

  // Lines of one name: equal amounts in order, then the nearest amounts.
  void by_amount(const Group& group) {
    if (group.first.size() == 1 && group.second.size() == 1) {
      pairing_.pair(group.first[0], group.second[0]);
      return;
    }
    if (group.first.size() * group.second.size() <= group_pairs_max) {
      for (const std::uint32_t i : group.first) {
        for (const std::uint32_t j : group.second) {
          if (!second_.is_free(j) || !same_amount(i, j)) continue;
          pairing_.pair(i, j);
          break;
        }
      }
      nearest(group);
    }
    in_order(group);
  }

  void nearest(const Group& group) {
    struct Near {
      double apart;
      std::uint32_t i;
      std::uint32_t j;
    };
    std::vector<Near> near;
    for (const std::uint32_t i : group.first) {
      if (!first_.is_free(i)) continue;
      for (const std::uint32_t j : group.second) {
        if (!second_.is_free(j)) continue;
        const measure::Comparison comparison = compare_amounts(pairing_, i, j, frame_);
        if (comparison.has_ratio && comparison.ratio > 0)
          near.push_back({std::max(comparison.ratio, 1 / comparison.ratio), i, j});
      }
    }
    base::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
      if (a.apart != b.apart) return a.apart < b.apart;
      return a.i != b.i ? a.i < b.i : a.j < b.j;
    });
    for (const Near& pair : near)
      if (first_.is_free(pair.i) && second_.is_free(pair.j)) pairing_.pair(pair.i, pair.j);
  }

  void in_order(const Group& group) {
    auto j = group.second.begin();
    for (const std::uint32_t i : group.first) {
      if (!first_.is_free(i)) continue;
      while (j != group.second.end() && !second_.is_free(*j)) ++j;
      if (j == group.second.end()) return;
      pairing_.pair(i, *j);
    }
  }

  // Where ids were handed out anew, an equal id is no evidence.
  void judge_ids() {
    std::size_t agree = pairing_.front + pairing_.back;
    std::size_t contradict = 0;
    for (std::size_t i = pairing_.front; i < first_.items.size() - pairing_.back; ++i) {
      const std::uint32_t j = first_.partner[i];
      if (j == nobody || first_.ids[i] == nobody || second_.ids[j] == nobody) continue;
      (first_.ids[i] == second_.ids[j] ? agree : contradict) += 1;
    }
    pairing_.ids_trusted = agree >= contradict;
  }

  // The nearest paired neighbour before and behind each line, as a place on the second side, and how far the one before
  // is.
  struct Neighbours {
    Places before;
    Places behind;
    Places rank;
  };
  static Neighbours neighbours(const Lines& lines, bool own_places) {
    const std::size_t size = lines.items.size();
    Neighbours out{Places(size, nobody), Places(size, nobody), Places(size, 0)};
    std::uint32_t last = nobody;
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < size; ++i) {
      out.before[i] = last;
      out.rank[i] = rank++;
      if (lines.partner[i] == nobody) continue;
      last = own_places ? static_cast<std::uint32_t>(i) : lines.partner[i];
      rank = 0;
    }
    last = nobody;
    for (std::size_t i = size; i-- > 0;) {
      out.behind[i] = last;
      if (lines.partner[i] != nobody) last = own_places ? static_cast<std::uint32_t>(i) : lines.partner[i];
    }
    return out;
  }

  bool about_the_same_amount(std::size_t i, std::size_t j) {
    const measure::Comparison comparison = compare_amounts(pairing_, i, j, frame_);
    if (is_same(comparison)) return true;
    if (comparison.has_ratio)
      return comparison.ratio > 0 && std::max(comparison.ratio, 1 / comparison.ratio) <= about_the_same * (1 + 1e-9);
    return about_the_same_volume(i, j);
  }

  // 100 g of butter and half a cup of oil: each by its own density.
  bool about_the_same_volume(std::size_t i, std::size_t j) {
    const double first = volume(first_, i) * frame_.scale;
    const double second = volume(second_, j);
    return first > 0 && second > 0 && std::max(first, second) <= about_the_same * std::min(first, second);
  }
  double volume(Lines& lines, std::size_t place) {
    const measure::Amount& held = amount(lines, place, frame_);
    if (!held.is_number()) return 0;
    const double base = held.middle() * held.unit->factor;
    if (held.unit->kind == measure::Kind::volume) return base;
    const double density = held.unit->kind == measure::Kind::mass ? measure::density(lines.items[place].name) : 0;
    return density > 0 ? base / density : 0;
  }

  // How well two free lines go together; 0: they do not.
  int score(std::size_t i, std::size_t j, const Neighbours& first, const Neighbours& second) {
    const int likeness = name_likeness(first_.keys[i], second_.keys[j]);
    const bool same = pairing_.ids_trusted && same_id(i, j);
    const bool in_place = first.before[i] == second.before[j] || first.behind[i] == second.behind[j];
    if (likeness == 0 && !same && !in_place) return 0;
    const bool amount_near = about_the_same_amount(i, j);
    if (likeness == 0 && !same && !amount_near) return 0;
    int out = likeness + (same ? id_score : 0) + (in_place ? place_score : 0) + (amount_near ? amount_score : 0);
    if (first_.items[i].section == second_.items[j].section) out += section_score;
    if (first.before[i] == second.before[j] && first.rank[i] == second.rank[j]) out += rank_score;
    return out;
  }

  void by_likeness() {
    const Places first_free = free_lines(first_);
    const Places second_free = free_lines(second_);
    if (first_free.empty() || second_free.empty()) return;
    const Neighbours first = neighbours(first_, false);   // in places of the second side
    const Neighbours second = neighbours(second_, true);  // likewise
    std::vector<Candidate> candidates;
    const auto consider = [&](std::size_t a, std::size_t b) {
      const int found = score(first_free[a], second_free[b], first, second);
      if (found > 0) candidates.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), found});
    };
    if (first_free.size() * second_free.size() <= all_pairs_max) {
      for (std::size_t a = 0; a < first_free.size(); ++a)
        for (std::size_t b = 0; b < second_free.size(); ++b) consider(a, b);
    } else {
      for (const auto& [a, b] : likely_pairs(first_free, second_free)) consider(a, b);
    }
    for (const Candidate& chosen : assign(std::move(candidates), first_free.size(), second_free.size()))
      pairing_.pair(first_free[chosen.first], second_free[chosen.second]);
  }

  [[nodiscard]] Places free_lines(const Lines& lines) const {
    Places out;
    for (std::size_t i = pairing_.front; i < lines.items.size() - pairing_.back; ++i)
      if (lines.is_free(i)) out.push_back(static_cast<std::uint32_t>(i));
    return out;
  }

  // Of many: those that share a word which few lines have, an id, or their place among what is left over.
  std::vector<std::pair<std::size_t, std::size_t>> likely_pairs(const Places& first_free, const Places& second_free) {
    std::vector<std::pair<std::uint64_t, std::size_t>> words;
    for (std::size_t b = 0; b < second_free.size(); ++b)
      for (const std::uint64_t word : second_.keys[second_free[b]].words) words.emplace_back(word, b);
    base::sort(words.begin(), words.end());
    std::vector<std::pair<std::size_t, std::size_t>> out;
    std::vector<std::size_t> of_id(first_.items.size() + second_.items.size(), nobody);
    for (std::size_t b = 0; b < second_free.size(); ++b)
      if (const std::uint32_t id = second_.ids[second_free[b]]; id != nobody) of_id[id] = b;
    for (std::size_t a = 0; a < first_free.size(); ++a) {
      for (const std::uint64_t word : first_.keys[first_free[a]].words) {
        const auto from = std::lower_bound(words.begin(), words.end(), std::pair<std::uint64_t, std::size_t>(word, 0));
        auto until = from;
        while (until != words.end() && until->first == word && until - from <= std::ptrdiff_t{shared_word_lines_max})
          ++until;
        if (until - from > std::ptrdiff_t{shared_word_lines_max}) continue;
        for (auto at = from; at != until; ++at) out.emplace_back(a, at->second);
      }
      const std::uint32_t id = first_.ids[first_free[a]];
      if (id != nobody && of_id[id] != nobody) out.emplace_back(a, of_id[id]);
      if (a < second_free.size()) out.emplace_back(a, a);
    }
    base::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  static constexpr std::uint32_t all_of_them = 0xFFFFFFFFU;
  std::size_t sum_tries_left_ = sum_tries_max;
  Pairing& pairing_;
  Frame& frame_;
  Lines& first_;
  Lines& second_;
};

}  // namespace

void pair_lines(Pairing& pairing, Frame& frame) {
  const std::size_t at_ends = pairing.front + pairing.back;
  const std::size_t first_left = pairing.first.items.size() - at_ends;
  const std::size_t second_left = pairing.second.items.size() - at_ends;
  if (first_left == 0 || second_left == 0) return;
  // One line changed: the everyday comparison needs no stages.
  if (first_left == 1 && second_left == 1 &&
      pairing.first.places[pairing.front] == pairing.second.places[pairing.front]) {
    pairing.pair(pairing.front, pairing.front);
    return;
  }
  Pairer(pairing, frame).run();
}

}  // namespace cookdiff::diff
