#include <algorithm>
#include <cmath>
#include <vector>

#include "diff/lines.hpp"

#include "base/sort.hpp"

namespace cookdiff::diff {
namespace {

constexpr double one_factor_within = 1e-6;  // ratios that are one factor
constexpr double snap_within = 0.025;       // how far a conversion may stand beside a plain factor: 480 ml for a cup
constexpr std::size_t factors_max = 6;      // that are tried, the most frequent first
constexpr std::size_t supporters_min = 3;   // without a yield that says the same
constexpr std::size_t share_percent = 60;   // of the comparable lines

bool within(double a, double b, double tolerance) {
  const double smaller = std::min(a, b);
  return smaller > 0 && std::max(a, b) <= (1 + tolerance) * smaller;
}

struct Moved {
  std::size_t first;
  std::size_t second;
  double ratio;
};

struct Evidence {
  std::vector<Moved> moved;    // ratios other than 1
  std::size_t comparable = 0;  // those and the lines that stayed
};

// Lines that pair beyond doubt: by a unique id with names that agree, by a name (in its section) that each side has
// once.
std::vector<std::pair<std::uint32_t, std::uint32_t>> sure_pairs(const Pairing& pairing) {
  const Lines& first = pairing.first;
  const Lines& second = pairing.second;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  std::vector<bool> taken(first.items.size());
  std::vector<bool> second_taken(second.items.size());
  const auto join = [&](std::span<const std::uint32_t> first_classes, std::span<const std::uint32_t> second_classes,
                        bool names_must_agree) {
    const std::size_t classes = first.items.size() + second.items.size();
    std::vector<std::uint32_t> place(classes, nobody);
    std::vector<std::uint8_t> times(classes);
    std::vector<std::uint8_t> second_times(classes);
    const auto count = [](std::uint8_t& times_seen) {
      times_seen = static_cast<std::uint8_t>(times_seen == 0 ? 1 : 2);
    };
    for (std::size_t i = pairing.front; i < first.items.size() - pairing.back; ++i)
      if (first_classes[i] != nobody) count(times[first_classes[i]]);
    for (std::size_t j = pairing.front; j < second.items.size() - pairing.back; ++j) {
      if (second_classes[j] == nobody) continue;
      count(second_times[second_classes[j]]);
      place[second_classes[j]] = static_cast<std::uint32_t>(j);
    }
    for (std::size_t i = pairing.front; i < first.items.size() - pairing.back; ++i) {
      const std::uint32_t c = first_classes[i];
      if (c == nobody || taken[i] || times[c] != 1 || second_times[c] != 1 || second_taken[place[c]]) continue;
      if (names_must_agree && first.names[i] != second.names[place[c]]) continue;
      taken[i] = second_taken[place[c]] = true;
      out.emplace_back(static_cast<std::uint32_t>(i), place[c]);
    }
  };
  join(first.ids, second.ids, true);
  join(first.places, second.places, false);
  join(first.names, second.names, false);
  return out;
}

bool is_number_but_zero(const json::Value& quantity) {
  return quantity.is_number() && quantity.number_text().find_first_of("123456789") != std::string_view::npos;
}

// Lines at both ends that surely are comparable and did not move: known without reading an amount.
std::size_t count_stayed(const Pairing& pairing) {
  std::size_t out = 0;
  const std::size_t size = pairing.first.items.size();
  for (std::size_t i = 0; i < pairing.front; ++i)
    out += is_number_but_zero(pairing.first.items[i].quantity) ? std::size_t{1} : 0;
  for (std::size_t i = size - pairing.back; i < size; ++i)
    out += is_number_but_zero(pairing.first.items[i].quantity) ? std::size_t{1} : 0;
  return out;
}

Evidence gather(Pairing& pairing, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, Frame& frame) {
  Evidence out;
  const auto look = [&](std::size_t i, std::size_t j) {
    const double ratio = measure::scale_ratio(amount(pairing.first, i, frame), amount(pairing.second, j, frame),
                                              pairing.first.items[i].name);
    if (!(ratio > 0) || !std::isfinite(ratio)) return;
    ++out.comparable;
    if (!within(ratio, 1, one_factor_within)) out.moved.push_back({i, j, ratio});
  };
  for (const auto& [i, j] : pairs) look(i, j);
  // What is the same to the byte stayed; whether it could have moved must be known only where something did.
  if (out.moved.empty()) return out;
  const auto same = [&](std::size_t i, std::size_t j) {
    if (is_number_but_zero(pairing.first.items[i].quantity))
      ++out.comparable;
    else
      look(i, j);
  };
  for (std::size_t i = 0; i < pairing.front; ++i) same(i, i);
  for (std::size_t i = 1; i <= pairing.back; ++i) same(pairing.first.items.size() - i, pairing.second.items.size() - i);
  return out;
}

// The plain factor beside a ratio that came through a customary conversion; 0: none.
double plain_factor(double ratio) {
  constexpr double plain[] = {1.25, 4.0 / 3, 1.5, 5.0 / 3, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 12};
  for (const double factor : plain) {
    if (within(ratio, factor, snap_within)) return factor;
    if (within(ratio, 1 / factor, snap_within)) return 1 / factor;
  }
  return 0;
}

// Factors worth a try: the ratios that most lines have, their plain neighbours, what the yield says.
std::vector<double> candidates(const Evidence& evidence, double yield_ratio) {
  std::vector<double> ratios;
  for (const Moved& moved : evidence.moved) ratios.push_back(moved.ratio);
  base::sort(ratios.begin(), ratios.end());
  struct Run {
    double ratio;
    std::size_t times;
  };
  std::vector<Run> runs;
  for (std::size_t i = 0, end = 0; i < ratios.size(); i = end) {
    while (end < ratios.size() && within(ratios[i], ratios[end], one_factor_within)) ++end;
    runs.push_back({ratios[i + (end - i) / 2], end - i});
  }
  base::sort(runs.begin(), runs.end(),
             [](const Run& a, const Run& b) { return a.times != b.times ? a.times > b.times : a.ratio < b.ratio; });
  std::vector<double> out;
  if (yield_ratio > 0) out.push_back(yield_ratio);
  for (std::size_t i = 0; i < std::min(runs.size(), factors_max); ++i) {
    const double plain = plain_factor(runs[i].ratio);
    if (plain != 0) out.push_back(plain);
    out.push_back(runs[i].ratio);
  }
  return out;
}

struct Support {
  std::size_t lines = 0;  // that moved by the factor
  std::size_t exact = 0;  // of these, to 1e-6
};

Support support(Pairing& pairing, const Evidence& evidence, double factor, Frame& frame) {
  Support out;
  for (const Moved& moved : evidence.moved) {
    if (within(moved.ratio, factor, one_factor_within)) {
      ++out.lines;
      ++out.exact;
      continue;
    }
    if (is_same(measure::compare(amount(pairing.first, moved.first, frame), amount(pairing.second, moved.second, frame),
                                 pairing.first.items[moved.first].name, factor)))
      ++out.lines;
  }
  return out;
}

}  // namespace

double find_scale(Pairing& pairing, double yield_ratio, Frame& frame) {
  // No more lines can have moved than are not the same to the byte: most comparisons end here.
  const std::size_t left =
      std::min(pairing.first.items.size(), pairing.second.items.size()) - pairing.front - pairing.back;
  if (left == 0 || (left < supporters_min && !(yield_ratio > 0))) return 1;
  if (left * 100 < (left + count_stayed(pairing)) * share_percent) return 1;
  const auto pairs = sure_pairs(pairing);
  std::size_t unlike = 0;
  for (const auto& [i, j] : pairs)
    unlike += written_alike(pairing.first.items[i], pairing.second.items[j]) ? std::size_t{0} : 1;
  if (unlike == 0) return 1;
  if (unlike < supporters_min && !(yield_ratio > 0)) return 1;
  if (unlike * 100 < (unlike + count_stayed(pairing)) * share_percent) return 1;
  const Evidence evidence = gather(pairing, pairs, frame);
  double best = 1;
  Support best_support;
  for (const double factor : candidates(evidence, yield_ratio)) {
    if (within(factor, 1, one_factor_within)) continue;
    const Support found = support(pairing, evidence, factor, frame);
    const bool yield_agrees = yield_ratio > 0 && within(factor, yield_ratio, one_factor_within);
    if (found.lines == 0 || (found.lines < supporters_min && !yield_agrees)) continue;
    if (found.lines * 100 < evidence.comparable * share_percent) continue;
    if (found.lines < best_support.lines || (found.lines == best_support.lines && found.exact <= best_support.exact))
      continue;
    best = factor;
    best_support = found;
  }
  return best;
}

}  // namespace cookdiff::diff
