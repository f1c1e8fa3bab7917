#include "affect/learn/linear/fit_heads.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/rng.h"

namespace affect::learn::linear {
namespace {

using Values = std::vector<double>;

TEST(Parts, OfficialAndHashed) {
  const auto official = official_parts(3, 2);
  EXPECT_EQ(official.fit, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(official.held, (std::vector<std::size_t>{3, 4}));
  EXPECT_EQ(official.all, official.fit) << "dev is never trained on";
  std::vector<std::string> keys;
  for (int i = 0; i < 2000; ++i) keys.push_back("person " + std::to_string(i / 4));
  const auto hashed = hashed_parts(keys);
  EXPECT_EQ(hashed.all.size(), keys.size());
  EXPECT_EQ(hashed.fit.size() + hashed.held.size(), keys.size());
  EXPECT_NEAR(static_cast<double>(hashed.held.size()), 400, 80);
  std::set<std::string> held;
  for (const std::size_t row : hashed.held) held.insert(keys[row]);
  for (const std::size_t row : hashed.fit) EXPECT_FALSE(held.contains(keys[row])) << "a person is on both sides";
}

/// Texts about two things; the label says which, and every fifth row does not know.
class FitHeads : public testing::Test {
 protected:
  FitHeads() : rows_(make()) {}

  FeatureRows make() {
    const char* const bright[] = {"sunny morning", "lovely garden", "warm laughter", "happy children"};
    const char* const dark[] = {"cold rain", "broken window", "bitter quarrel", "lonely winter"};
    Rng rng(6);
    for (std::size_t i = 0; i < 400; ++i) {
      const bool is = rng.uniform() < 0.4, known = i % 5 != 0;
      const auto& from = is ? bright : dark;
      std::string text = from[rng.below(4)];
      text += std::string(" and the ") + from[rng.below(4)] + (i % 3 == 0 ? " x" : "");
      gold_.texts.push_back(text);
      gold_.columns["a:b"].push_back(known ? is : std::nan(""));
      gold_.columns["valence"].push_back(known ? (is ? 0.5 : -0.3) + 0.1 * rng.normal() : std::nan(""));
    }
    BucketFrequencies frequencies(10);
    for (const std::string& text : gold_.texts) frequencies.count(text);
    FeatureRows made(frequencies.steps(), 0);
    for (const std::string& text : gold_.texts) made.add(text, {});
    return made;
  }

  const Parts parts_ = official_parts(300, 100);
  GoldTexts gold_;
  FeatureRows rows_;
};

TEST_F(FitHeads, LabelsAreCalibratedOnHeldRows) {
  constexpr double kChoice[]{1, 4};
  const auto heads = fit_labels(Solutions("", 1), rows_, gold_, {{"group:b", "a:b"}}, parts_, kChoice);
  ASSERT_EQ(heads.size(), 1u);
  EXPECT_EQ(heads[0].name, "group:b");
  const auto& truth = gold_.column("a:b");
  double mean = 0, share = 0, n = 0;
  for (const std::size_t row : parts_.held) {
    if (std::isnan(truth[row])) continue;
    const double logit = heads[0].offset + heads[0].slope * heads[0].solution.score(rows_.row(row));
    const double probability = 1 / (1 + std::exp(-logit));
    EXPECT_EQ(probability >= heads[0].threshold, truth[row] > 0.5);
    mean += probability;
    share += truth[row];
    ++n;
  }
  EXPECT_EQ(n, 80);
  EXPECT_NEAR(mean / n, share / n, 0.03);
}

TEST_F(FitHeads, RowsWithoutGoldAreMasked) {
  constexpr double kChoice[]{1};
  const auto masked = fit_labels(Solutions("", 1), rows_, gold_, {{"h", "a:b"}}, parts_, kChoice);
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < gold_.size(); ++i) {
    if (!std::isnan(gold_.column("a:b")[i])) known.push_back(i);
  }
  std::vector<char> labels;
  known.resize(240);  // of the first 300 rows
  for (const std::size_t row : known) labels.push_back(gold_.column("a:b")[row] > 0.5 ? 1 : 0);
  EXPECT_EQ(masked[0].solution.weights, logistic(rows_, known, labels, {.cost = 1}).weights);
}

TEST_F(FitHeads, ValuesAreCalibratedWithTheirSpread) {
  constexpr double kChoice[]{0.25, 1};
  const auto heads = fit_values(Solutions("", 2), rows_, gold_, {{"h", "valence"}}, parts_, kChoice);
  const auto& truth = gold_.column("valence");
  double squares = 0, miss = 0, n = 0;
  for (const std::size_t row : parts_.held) {
    if (std::isnan(truth[row])) continue;
    const double said = heads[0].offset + heads[0].slope * heads[0].solution.score(rows_.row(row));
    const double spread =
        std::exp(heads[0].deviation + heads[0].deviation_length * std::log1p(static_cast<double>(rows_.tokens(row))));
    squares += (said - truth[row]) * (said - truth[row]) / (spread * spread);
    miss += said - truth[row];
    EXPECT_NEAR(spread, 0.1, 0.05);
    ++n;
  }
  EXPECT_NEAR(squares / n, 1, 1e-6) << "the spread is that of the misses";
  EXPECT_NEAR(miss / n, 0, 1e-6);
}

// Texts with "x" are known to a tenth, the others to a half: the spread must find that out, and 90 % lie within it.
TEST_F(FitHeads, SpreadKnowsWhichTextsAreUnsure) {
  Rng rng(8);
  GoldTexts gold = gold_;
  auto& values = gold.columns["valence"];
  const auto is_sure = [&](std::size_t row) { return gold.texts[row].ends_with(" x"); };
  for (std::size_t i = 0; i < gold.size(); ++i) values[i] = (is_sure(i) ? 0.1 : 0.5) * rng.normal();
  constexpr double kChoice[]{0.25}, kSpreadChoice[]{0.0625, 0.25};
  const HeadColumn column{"expressed:valence", "valence"};
  const auto head = fit_values(Solutions("", 2), rows_, gold, {column}, parts_, kChoice).front();
  const auto spread = fit_spread(Solutions("", 2), rows_, gold, column, head, parts_, kSpreadChoice);
  EXPECT_EQ(spread.name, "spread:expressed:valence");
  double inside = 0, sure = 0, unsure = 0, sure_rows = 0;
  for (const std::size_t row : parts_.held) {
    const double sd = std::exp(spread.offset + spread.slope * spread.solution.score(rows_.row(row)));
    const double said = head.offset + head.slope * head.solution.score(rows_.row(row));
    inside += std::abs(said - values[row]) <= 1.6448536 * sd;
    (is_sure(row) ? sure : unsure) += sd;
    sure_rows += is_sure(row);
  }
  EXPECT_NEAR(inside / 100, 0.91, 0.011) << "ceil(0.9 x 101) of 100";
  EXPECT_LT(sure / sure_rows, 0.5 * unsure / (100 - sure_rows));
}

TEST_F(FitHeads, AMissingColumnIsAnError) {
  constexpr double kChoice[]{1};
  EXPECT_THROW(fit_labels(Solutions("", 1), rows_, gold_, {{"x", "x"}}, parts_, kChoice), ConfigError);
}

}  // namespace
}  // namespace affect::learn::linear
