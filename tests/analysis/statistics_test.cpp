// Against figures of scipy 1.10.1 on fixed data (scipy.stats.permutation_test with every arrangement, two-sided; its
// interval by bisecting for the shift whose p crosses 0.05; norm.sf, special.kolmogorov, linregress; numpy.quantile).
#include "analysis/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cookdiff::analysis;

namespace {

bool is_near(double a, double b, double by = 1e-9) { return std::fabs(a - b) <= by; }

using Values = std::vector<double>;

}  // namespace

TEST_CASE("the exact permutation test gives scipy's p and the shifts at its edges") {
  const GroupDifference better = compare_groups(Values{4.5, 5, 4, 4.5}, Values{3, 3.5, 4, 3, 2.5, 3.5});
  CHECK(better.method == Method::exact);
  CHECK(is_near(better.difference, 1.25));
  CHECK(is_near(better.p, 0.01904761904761905));
  CHECK(is_near(better.low, 0.5));
  CHECK(is_near(better.high, 2));
  CHECK(better.level == 0.95);

  const GroupDifference worse = compare_groups(Values{2, 3, 2.5, 3, 3.5}, Values{4, 4.5, 5, 4, 4.5, 3.5, 5});
  CHECK(is_near(worse.difference, -1.557142857142857));
  CHECK(is_near(worse.p, 0.005050505050505051));
  CHECK(is_near(worse.low, -2.25));
  CHECK(is_near(worse.high, -0.75));

  const GroupDifference same = compare_groups(Values{4, 4, 5, 3, 4}, Values{4, 3, 4, 5, 4, 4});
  CHECK(is_near(same.difference, 0));
  CHECK(same.p == 1);
  CHECK(is_near(same.low, -1));
  CHECK(is_near(same.high, 1));
}

TEST_CASE("three against three can give no more than 90 %, and says so") {
  const GroupDifference few = compare_groups(Values{3, 4, 5}, Values{2, 3, 3});
  CHECK(is_near(few.p, 0.3));
  CHECK(is_near(few.level, 0.9));
  // scipy: p is 0.1, the least there is, for shifts below 0 and above 3, and more between.
  CHECK(is_near(few.low, 0));
  CHECK(is_near(few.high, 3));
}

TEST_CASE("the two groups exchanged give the negated figures") {
  const Values a{4.5, 5, 4, 4.5};
  const Values b{3, 3.5, 4, 3, 2.5, 3.5};
  const GroupDifference one = compare_groups(a, b);
  const GroupDifference other = compare_groups(b, a);
  CHECK(is_near(one.difference, -other.difference));
  CHECK(is_near(one.low, -other.high));
  CHECK(is_near(one.high, -other.low));
  CHECK(one.p == other.p);
}

TEST_CASE("equal ratings everywhere are no difference") {
  const GroupDifference none = compare_groups(Values{4, 4, 4}, Values{4, 4, 4, 4});
  CHECK(none.p == 1);
  CHECK(none.difference == 0);
  CHECK(none.low == 0);
  CHECK(none.high == 0);
}

TEST_CASE("many arrangements are sampled, the same every time, near scipy's 200,000 samples") {
  const Values with{4, 4.5, 5, 3.5, 4, 4.5, 5, 4, 3.5, 4.5, 5, 4};
  const Values without{3, 3.5, 4, 4.5, 3, 2.5, 3.5, 4, 3, 3.5, 4, 3.5, 3, 4.5};
  const GroupDifference one = compare_groups(with, without);
  CHECK(one.method == Method::sampled);
  CHECK(is_near(one.p, 0.0053, 0.002));
  CHECK(one.low > 0);
  CHECK(one.low < one.difference);
  CHECK(one.high > one.difference);
  const GroupDifference again = compare_groups(with, without);
  CHECK(one.p == again.p);
  CHECK(one.low == again.low);
}

TEST_CASE("large groups go by the normal distribution") {
  Values with;
  Values without;
  for (int i = 0; i < 120; ++i) with.push_back(3 + (i * 7 % 5) * 0.5);
  for (int i = 0; i < 150; ++i) without.push_back(2.5 + (i * 11 % 7) * 0.5);
  const GroupDifference large = compare_groups(with, without);
  CHECK(large.method == Method::normal);
  CHECK(is_near(large.difference, 0.013333333333333197));
  CHECK(is_near(large.p, 0.9020502580495603, 1e-9));
  CHECK(is_near(large.low, -0.1916143218952607));
  CHECK(is_near(large.high, 0.2182809885619271));
}

TEST_CASE("the group's size decides between sampling and the normal distribution, at the edge") {
  const Values hundred(sampled_group_max, 4);
  Values more(sampled_group_max + 1, 4);
  CHECK(compare_groups(hundred, more).method == Method::sampled);
  CHECK(compare_groups(more, more).method == Method::normal);
}

TEST_CASE("tails and exponential") {
  CHECK(normal_tail(0) == 0.5);
  CHECK(is_near(normal_tail(0.5), 0.3085375387259869, 1e-12));
  CHECK(is_near(normal_tail(1.96), 0.024997895148220435, 1e-12));
  CHECK(is_near(normal_tail(2.9), 0.0018658133003840375, 1e-12));
  CHECK(is_near(normal_tail(3.1), 0.0009676032132183563, 1e-12));
  CHECK(is_near(normal_tail(5) / 2.866515718791933e-07, 1, 1e-9));
  CHECK(is_near(normal_tail(8) / 6.22096057427174e-16, 1, 1e-9));
  CHECK(is_near(kolmogorov_tail(0.3), 0.9999906941986655, 1e-9));
  CHECK(is_near(kolmogorov_tail(0.5), 0.9639452436648751, 1e-12));
  CHECK(is_near(kolmogorov_tail(1), 0.26999967167735456, 1e-12));
  CHECK(is_near(kolmogorov_tail(1.358), 0.05002679733444698, 1e-12));
  CHECK(is_near(exp_minus(0.01), 0.9900498337491681, 1e-14));
  CHECK(is_near(exp_minus(3), 0.04978706836786394, 1e-14));
  CHECK(is_near(exp_minus(40) / 4.248354255291589e-18, 1, 1e-12));
  CHECK(is_near(exp_minus(700) / 9.85967654375977e-305, 1, 1e-11));
  CHECK(exp_minus(1e9) == 0);
}

TEST_CASE("figures") {
  Values values{1, 1, .9, 1, 1.1, .75, .7, .75, .8, .75};
  const auto figures = figures_of(values);
  REQUIRE(figures);
  CHECK(figures->makes == 10);
  CHECK(is_near(figures->mean, 0.875));
  CHECK(is_near(figures->low, 0.75));
  CHECK(is_near(figures->median, 0.85));
  CHECK(is_near(figures->high, 1));
  Values none;
  CHECK_FALSE(figures_of(none));
}

TEST_CASE("a level that changed is found with the place of the first value after it") {
  const Values values{1, 1, .9, 1, 1.1, .75, .7, .75, .8, .75};
  const auto change = find_level_change(values);
  REQUIRE(change);
  CHECK(change->first == 5);
  CHECK(is_near(change->before, 1));
  CHECK(is_near(change->after, 0.75));
  CHECK(is_near(change->slope, -0.03424242424242424));
  CHECK(is_near(change->p, 0.04132977934931057));
  CHECK_FALSE(find_level_change(Values{1, 2, 1, 2, 1, 2, 1}));     // seven
  CHECK(find_level_change(Values{1, 2, 1, 2, 1, 2, 1, 2}));        // eight
  CHECK_FALSE(find_level_change(Values{3, 3, 3, 3, 3, 3, 3, 3}));  // nothing ever changed
}

TEST_CASE("Holm's adjustment is monotone and at most 1") {
  Values p{0.01, 0.04, 0.03, 0.005};
  adjust_by_holm(p);  // statsmodels' multipletests(method='holm'): 0.03, 0.06, 0.06, 0.02
  CHECK(is_near(p[0], 0.03));
  CHECK(is_near(p[1], 0.06));
  CHECK(is_near(p[2], 0.06));
  CHECK(is_near(p[3], 0.02));
  Values large{0.9, 0.8};
  adjust_by_holm(large);
  CHECK(large[0] == 1);
  CHECK(large[1] == 1);
}

TEST_CASE("what stands out is far from usual, also where most are the same") {
  const Usual usual = usual_of(Values{1, 1, 1, 1, 1, 1, 1, 3});
  CHECK(usual.known);
  CHECK(usual.median == 1);
  CHECK(usual.reach < 2);
  CHECK(usual.reach >= 0.1);
  CHECK_FALSE(usual_of(Values{1, 1, 1, 1, 1, 1, 1, 1}).known);
  CHECK_FALSE(usual_of(Values{1, 9, 1}).known);
}
