#include "analysis/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "base/sort.hpp"

namespace cookdiff::analysis {

namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (at - static_cast<double>(below));
}

}  // namespace

double median_of(std::vector<double>& values) {
  base::sort(values.begin(), values.end());
  return quantile(values, 0.5);
}

std::optional<Figures> figures_of(std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  Figures out;
  out.makes = values.size();
  out.mean = mean_of(values);
  out.median = median_of(values);
  out.low = quantile(values, 0.25);
  out.high = quantile(values, 0.75);
  out.min = values.front();
  out.max = values.back();
  return out;
}

void adjust_by_holm(std::vector<double>& p) {
  struct Place {
    double p;
    std::size_t at;
  };
  std::vector<Place> order;
  order.reserve(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) order.push_back({p[i], i});
  base::sort(order.begin(), order.end(), [](const Place& a, const Place& b) { return a.p < b.p; });
  double highest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    highest = std::max(highest, order[rank].p * static_cast<double>(order.size() - rank));
    p[order[rank].at] = std::min(1.0, highest);
  }
}

std::optional<LevelChange> find_level_change(std::span<const double> values) {
  const std::size_t count = values.size();
  if (count < drift_values_min) return std::nullopt;
  const auto n = static_cast<double>(count);
  const double mean = mean_of(values);
  double squares = 0;
  double products = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double off = values[i] - mean;
    squares += off * off;
    products += off * (static_cast<double>(i) - (n - 1) / 2);
  }
  const double deviation = std::sqrt(squares / (n - 1));
  if (!(deviation > 1e-9 * std::fabs(mean))) return std::nullopt;
  LevelChange out;
  out.slope = products / (n * (n * n - 1) / 12);
  double sum = 0;
  double furthest = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    sum += values[i] - mean;
    if (std::fabs(sum) <= furthest) continue;
    furthest = std::fabs(sum);
    out.first = i + 1;
  }
  out.before = mean_of(values.first(out.first));
  out.after = mean_of(values.subspan(out.first));
  out.p = kolmogorov_tail(furthest / (deviation * std::sqrt(n)));
  return out;
}

Usual usual_of(std::vector<double> values) {
  // 0.6745 is the upper quartile of the normal distribution, 0.7979 the mean of its absolute value.
  constexpr double threshold = 3.5;
  constexpr double part_of_median = 0.1;
  Usual out;
  if (values.size() < drift_values_min) return out;
  out.median = median_of(values);
  double mean_off = 0;
  for (double& value : values) {
    value = std::fabs(value - out.median);
    mean_off += value / static_cast<double>(values.size());
  }
  const double median_off = median_of(values);
  // Where more than half are the same, the mean of the distances stands in for their median.
  const double deviation = median_off > 0 ? median_off / 0.6744897501960817 : mean_off / 0.7978845608028654;
  out.reach = std::max(threshold * deviation, part_of_median * std::fabs(out.median));
  out.known = deviation > 0;
  return out;
}

double exp_minus(double x) {
  if (!(x < 745)) return 0;
  // e^-x = (e^(-x/2^k))^(2^k), with x/2^k below 1/16 where eight terms of the series are enough.
  int halvings = 0;
  while (x > 0.0625) {
    x /= 2;
    ++halvings;
  }
  double term = 1;
  double sum = 1;
  for (int n = 1; n <= 10; ++n) {
    term *= -x / n;
    sum += term;
  }
  for (; halvings > 0; --halvings) sum *= sum;
  return sum;
}

double normal_tail(double z) {
  constexpr double sqrt_two_pi = 2.5066282746310002;
  const double density = exp_minus(z * z / 2) / sqrt_two_pi;
  if (z < 3) {
    // 1/2 less the series of the density's integral: z + z^3/3 + z^5/(3*5) + …
    double term = z;
    double sum = z;
    for (int n = 3; n < 200 && term > 1e-17; n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // Laplace's continued fraction.
  double fraction = z;
  for (int n = 120; n >= 1; --n) fraction = z + n / fraction;
  return density / fraction;
}

double kolmogorov_tail(double lambda) {
  if (lambda < 0.3) return 1;  // 1 - 1e-5 there
  double sum = 0;
  double sign = 1;
  for (int k = 1; k <= 100; ++k) {
    const double term = exp_minus(2.0 * k * k * lambda * lambda);
    sum += sign * term;
    sign = -sign;
    if (term < 1e-16) break;
  }
  return std::clamp(2 * sum, 0.0, 1.0);
}

std::string_view method_name(Method method) {
  switch (method) {
    case Method::exact: return "exact";
    case Method::sampled: return "sampled";
    case Method::normal: break;
  }
  return "normal";
}

}  // namespace cookdiff::analysis
