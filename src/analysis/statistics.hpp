// The statistics of the analysis. Pure and the same to the last bit on every build: sums in a fixed order, square
// roots, an exponential of our own, a seeded generator; no function of the C library whose last bit may differ.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cookdiff::analysis {

struct Figures {
  std::size_t makes = 0;
  double mean = 0;
  double median = 0;
  double low = 0;  // quartiles, by linear interpolation (R's type 7, scipy's and numpy's default)
  double high = 0;
  double min = 0;
  double max = 0;
};
// nullopt where there is no value. Sorts `values`.
[[nodiscard]] std::optional<Figures> figures_of(std::vector<double>& values);
// The middle of at least one value. Sorts `values`.
[[nodiscard]] double median_of(std::vector<double>& values);

// The difference of the means of two groups: how sure it is, by permutation of who belongs to which.
inline constexpr std::size_t group_makes_min = 3;  // below it on either side there are no figures
inline constexpr std::uint64_t arrangements_exact_max = 20'000;
inline constexpr std::size_t sampled_group_max =
    100;                                           // above it in both groups the normal distribution stands for them
inline constexpr std::size_t samples_max = 3'999;  // of arrangements, beside the one that was seen
inline constexpr std::size_t samples_min = 1'999;
inline constexpr double interval_level = 0.95;

enum class Method : std::uint8_t {
  exact,    // every arrangement
  sampled,  // seeded samples of them; p counts the one that was seen, so it is never 0
  normal,   // both groups are large: normal distribution, interval by Welch's standard error
};
[[nodiscard]] std::string_view method_name(Method method);

struct GroupDifference {
  double mean_with = 0;
  double mean_without = 0;
  double difference = 0;
  // The shifts of `with` that a two-sided test at 5 % does not reject (the permutation test inverted). With so few
  // arrangements that none is rarer than 2.5 %, the widest interval there is, whose level is lower.
  double low = 0;
  double high = 0;
  double level = interval_level;
  double p = 1;  // two-sided: twice the rarer side, at most 1
  Method method = Method::exact;
};
// Both groups have at least group_makes_min finite values.
[[nodiscard]] GroupDifference compare_groups(std::span<const double> with, std::span<const double> without,
                                             std::size_t samples = samples_max);

// Holm's step-down: the chance of one false alarm among all is at most the level that the adjusted p is held against,
// however they hang together. In place.
void adjust_by_holm(std::vector<double>& p);

// Where a row of values changed its level: the greatest distance of the running sum of deviations from the mean
// (CUSUM), its p by Kolmogorov's distribution (on the safe side for short rows).
inline constexpr std::size_t drift_values_min = 8;
struct LevelChange {
  std::size_t first = 0;  // the place of the first value of the new level
  double before = 0;      // means
  double after = 0;
  double slope = 0;  // of the straight line through the values, per value
  double p = 1;
};
// nullopt where there are too few values, or all are one.
[[nodiscard]] std::optional<LevelChange> find_level_change(std::span<const double> values);

// How far from usual a value must be to stand out: 3.5 of the modified z-score of Iglewicz and Hoaglin (1993), and a
// tenth of the median.
struct Usual {
  double median = 0;
  double reach = 0;  // values further away stand out
  bool known = false;
};
[[nodiscard]] Usual usual_of(std::vector<double> values);

// e^-x for x >= 0 within 1e-12; the upper tail of the normal distribution for z >= 0 within 1e-10; Kolmogorov's
// distribution's upper tail.
[[nodiscard]] double exp_minus(double x);
[[nodiscard]] double normal_tail(double z);
[[nodiscard]] double kolmogorov_tail(double lambda);

}  // namespace cookdiff::analysis
