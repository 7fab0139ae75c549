// The difference of two means by permutation. An arrangement says which values would have been `with`. If `with` was
// shifted by s against `without`, taking s off makes all arrangements equally likely; the shift at which an arrangement
// is as far out as the one that was seen is linear in it, so one pass over the arrangements gives the p and, sorted,
// the interval (E. J. G. Pitman 1937; P. H. Garthwaite, Biometrics 52, 1996).
#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"
#include "base/assert.hpp"
#include "base/sort.hpp"

namespace cookdiff::analysis {

namespace {

constexpr double tail = (1 - interval_level) / 2;
constexpr double normal_quantile = 1.959963984540054;  // of 1 - tail
constexpr double rounding = 1e-9;                      // of sums of ratings: what is equal must count as equal

// xorshift64* (S. Vigna 2016), seeded with a constant: the same makes give the same figures.
class Generator {
 public:
  std::size_t below(std::size_t limit) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    const std::uint64_t random = (state_ * 0x2545F4914F6CDD1DULL) >> 32;
    return static_cast<std::size_t>((random * limit) >> 32);
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15ULL;
};

class Arrangements {
 public:
  Arrangements(std::span<const double> with, std::span<const double> without)
      : with_(with.size()), without_(without.size()), values_(with.begin(), with.end()) {
    values_.insert(values_.end(), without.begin(), without.end());
    for (const double value : values_) total_ += value;
    double sum = 0;
    for (const double value : with) sum += value;
    seen_ = difference(sum);
    for (const double value : values_) scale_ = std::max(scale_, std::fabs(value));
  }

  [[nodiscard]] double seen() const { return seen_; }

  // Every choice of the smaller group's size, in lexicographic order.
  void all() {
    const std::size_t size = chosen_size();
    std::vector<std::size_t> chosen(size);
    for (std::size_t i = 0; i < size; ++i) chosen[i] = i;
    for (;;) {
      take(chosen);
      std::size_t at = size;
      while (at > 0 && chosen[at - 1] == values_.size() - size + at - 1) --at;
      if (at == 0) return;
      ++chosen[at - 1];
      for (std::size_t i = at; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
    }
  }

  void sample(std::size_t samples) {
    // The one that was seen is one of them.
    std::vector<std::size_t> places(values_.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    count_same();
    Generator generator;
    const std::size_t size = chosen_size();
    std::vector<std::size_t> chosen(size);
    for (std::size_t n = 0; n < samples; ++n) {
      for (std::size_t i = 0; i < size; ++i) {
        std::swap(places[i], places[i + generator.below(places.size() - i)]);
        chosen[i] = places[i];
      }
      take(chosen);
    }
  }

  void finish(GroupDifference& out) {
    const auto total = static_cast<double>(count_);
    const double rarer = static_cast<double>(std::min(upper_, lower_));
    out.p = std::min(1.0, 2 * rarer / total);
    base::sort(shifts_.begin(), shifts_.end());
    // How many shifts are left out at each end: those whose side of the test is at most `tail`.
    const auto rare = static_cast<std::size_t>(tail * total * (1 + rounding));
    std::size_t rank = rare > same_ - 1 ? rare - (same_ - 1) : 0;
    if (rank == 0) {
      rank = 1;
      out.level = std::max(0.0, 1 - 2 * static_cast<double>(same_) / total);
    }
    if (rank > shifts_.size()) return;
    out.low = shifts_[rank - 1];
    out.high = shifts_[shifts_.size() - rank];
  }

 private:
  [[nodiscard]] bool choosing_with() const { return with_ <= without_; }
  [[nodiscard]] std::size_t chosen_size() const { return std::min(with_, without_); }
  // The difference of the means where the values that would have been `with` add up to `sum`.
  [[nodiscard]] double difference(double sum) const {
    return sum / static_cast<double>(with_) - (total_ - sum) / static_cast<double>(without_);
  }

  void take(const std::vector<std::size_t>& chosen) {
    double sum = 0;
    std::size_t stayed = 0;  // chosen that belong to the chosen group
    for (const std::size_t at : chosen) {
      sum += values_[at];
      stayed += (at < with_) == choosing_with() ? 1U : 0U;
    }
    if (stayed == chosen.size()) return count_same();
    ++count_;
    const std::size_t with_stayed = choosing_with() ? stayed : with_ - (chosen.size() - stayed);
    const double arranged = difference(choosing_with() ? sum : total_ - sum);
    const double edge = rounding * (scale_ + 1);
    if (arranged >= seen_ - edge) ++upper_;
    if (arranged <= seen_ + edge) ++lower_;
    const double moved = static_cast<double>(with_ - with_stayed);
    const double share = moved / static_cast<double>(with_) + moved / static_cast<double>(without_);
    shifts_.push_back((seen_ - arranged) / share);
  }
  void count_same() {
    ++count_;
    ++same_;
    ++upper_;
    ++lower_;
  }

  std::size_t with_;
  std::size_t without_;
  std::vector<double> values_;
  double total_ = 0;
  double seen_ = 0;
  double scale_ = 0;
  std::size_t count_ = 0;
  std::size_t same_ = 0;   // arrangements with nobody moved
  std::size_t upper_ = 0;  // as far up as what was seen, or further
  std::size_t lower_ = 0;
  std::vector<double> shifts_;
};

// How many ways there are to choose, up to one more than the most that are all gone through.
std::uint64_t arrangements(std::size_t of, std::size_t chosen) {
  std::uint64_t out = 1;
  for (std::size_t i = 1; i <= chosen; ++i) {
    out = out * (of - chosen + i) / i;
    if (out > arrangements_exact_max) return arrangements_exact_max + 1;
  }
  return out;
}

double variance(std::span<const double> values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

void by_normal(std::span<const double> with, std::span<const double> without, GroupDifference& out) {
  const auto n = static_cast<double>(with.size());
  const auto m = static_cast<double>(without.size());
  std::vector<double> both(with.begin(), with.end());
  both.insert(both.end(), without.begin(), without.end());
  const double overall = (out.mean_with * n + out.mean_without * m) / (n + m);
  const double arranged = std::sqrt(variance(both, overall) * (1 / n + 1 / m));
  out.p = arranged > 0 ? std::min(1.0, 2 * normal_tail(std::fabs(out.difference) / arranged)) : 1;
  const double error = std::sqrt(variance(with, out.mean_with) / n + variance(without, out.mean_without) / m);
  out.low = out.difference - normal_quantile * error;
  out.high = out.difference + normal_quantile * error;
  out.method = Method::normal;
}

}  // namespace

GroupDifference compare_groups(std::span<const double> with, std::span<const double> without, std::size_t samples) {
  MUST(with.size() >= group_makes_min && without.size() >= group_makes_min);
  GroupDifference out;
  for (const double value : with) out.mean_with += value / static_cast<double>(with.size());
  for (const double value : without) out.mean_without += value / static_cast<double>(without.size());
  out.difference = out.mean_with - out.mean_without;
  const std::size_t smaller = std::min(with.size(), without.size());
  if (smaller > sampled_group_max) {
    by_normal(with, without, out);
    return out;
  }
  Arrangements all(with, without);
  if (arrangements(with.size() + without.size(), smaller) <= arrangements_exact_max) {
    all.all();
  } else {
    all.sample(std::clamp(samples, samples_min, samples_max));
    out.method = Method::sampled;
  }
  all.finish(out);
  return out;
}

}  // namespace cookdiff::analysis
