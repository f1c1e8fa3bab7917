#include "affect/learn/nets/loss.h"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/rng.h"
#include "learn/nets/autocast.h"
#include "learn/nets/loss_value.h"

namespace affect::learn::nets {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

using Kind = Loss::Kind;
using Rows = std::vector<std::vector<double>>;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
/// -ln logistic(x), also where that is 0 in floats.
double surprise(double x) { return x > 0 ? std::log1p(std::exp(-x)) : -x + std::log1p(std::exp(x)); }
double binary_loss(double logit, double target, double positive = 1) {
  return positive * target * surprise(logit) + (1 - target) * surprise(-logit);
}

model::Array reals(std::vector<std::size_t> shape, std::vector<float> values) {
  return {std::move(shape), std::move(values)};
}
model::Array integers(std::vector<std::int64_t> values) { return {{values.size()}, values}; }

torch::Tensor output_of(const Rows& rows) {
  std::vector<float> values;
  for (const auto& row : rows) values.insert(values.end(), row.begin(), row.end());
  const std::vector<std::int64_t> shape{static_cast<std::int64_t>(rows.size()),
                                        static_cast<std::int64_t>(rows.front().size())};
  return torch::tensor(values).view(shape);
}

double value_of(const Rows& output, const Target& target) {
  return loss_value(output_of(output), target).item<double>();
}

/// The gradient of autograd is that of small steps; in f32, so the steps are not so small.
void expect_gradient(const torch::Tensor& at, const Target& target) {
  const torch::Tensor leaf = at.clone().set_requires_grad(true);
  loss_value(leaf, target).backward();
  const torch::Tensor gradient = leaf.grad().flatten();
  constexpr double kStep = 1e-2;
  for (std::int64_t i = 0; i < at.numel(); ++i) {
    const auto moved = [&](double step) {
      torch::Tensor other = at.clone();
      other.flatten()[i] += step;
      return loss_value(other, target).item<double>();
    };
    EXPECT_NEAR(gradient[i].item<double>(), (moved(kStep) - moved(-kStep)) / (2 * kStep), 2e-3)
        << name_of(target.loss.kind) << ", value " << i;
  }
}

struct LossCase {
  torch::Tensor output;
  Target target;
};

/// One of each kind, with a row or a value that is not known and rows that count unlike.
std::vector<LossCase> loss_cases() {
  const auto table = [](Kind kind, std::vector<float> values) {
    return Target{{.kind = kind}, reals({4, 2}, std::move(values)), {1, 2, 0.5F, 1}};
  };
  const torch::Tensor output = output_of({{0.3, -1.2}, {2, 0.1}, {-0.7, 0.4}, {1.1, -0.3}});
  const torch::Tensor wide =
      output_of({{0.3, -1.2, 0.2, 0.1}, {2, 0.1, -0.4, 1}, {-0.7, 0.4, 0.6, -1}, {1, -0.3, 0, 2}});
  std::vector<LossCase> cases{
      {output, table(Kind::binary_cross_entropy, {1, 0, 0.3F, 1, kUnknown, 0, 1, kUnknown})},
      {output, table(Kind::focal, {1, 0, 0.25F, 1, kUnknown, 0, 1, kUnknown})},
      {output, table(Kind::cross_entropy, {1, 0, 0.3F, 0.7F, kUnknown, 0, 0, 1})},
      {output, {{.kind = Kind::cross_entropy, .smoothing = 0.1}, integers({1, 0, -1, 0})}},
      {output, {{.kind = Kind::ordinal}, reals({4}, {0, 2, kUnknown, 1})}},
      {output, table(Kind::concordance, {1, 0, 0.3F, 1, kUnknown, 0.2F, -1, 0.9F})},
      {output, table(Kind::squared_error, {1, 0, 0.3F, 1, kUnknown, 0, 1, kUnknown})},
      {wide, table(Kind::gaussian, {1, 0, 0.3F, 1, kUnknown, 0, 1, kUnknown})},
      {output, {{.kind = Kind::supervised_contrastive, .temperature = 0.5}, integers({3, 3, -1, 5})}},
      {output, table(Kind::pairwise_preference, {1, 1, 0.8F, 1, kUnknown, 1, 1, kUnknown})}};
  for (std::size_t i : {0u, 2u}) cases[i].target.loss.label_weights = {3, 0.5F};
  return cases;
}

TEST(LossTest, BinaryCrossEntropyByHand) {
  Target target{
      {.kind = Kind::binary_cross_entropy, .label_weights = {1, 3}}, reals({2, 2}, {1, 0.25F, kUnknown, 0}), {1, 2}};
  const double expected = (binary_loss(0.5, 1) + binary_loss(-1, 0.25, 3) + 2 * binary_loss(2, 0)) / (1 + 1 + 2);
  EXPECT_NEAR(value_of({{0.5, -1}, {7, 2}}, target), expected, 1e-6);
}

TEST(LossTest, FarLogitsAreExact) {
  const Target target{{.kind = Kind::binary_cross_entropy}, reals({1, 4}, {1, 0, 1, 0})};
  EXPECT_NEAR(value_of({{-200, 200, 60, -60}}, target), 100, 1e-4);
  const torch::Tensor far = output_of({{-200, 200, 90, -90}}).set_requires_grad(true);
  loss_value(far, target).backward();
  EXPECT_TRUE(torch::allclose(far.grad(), output_of({{-0.25, 0.25, 0, 0}})));
}

TEST(LossTest, FocalByHand) {
  const Target target{{.kind = Kind::focal, .focus = 3}, reals({1, 3}, {1, 0, 0.5F})};
  const double expected =
      (std::pow(1 - logistic(0.5), 3) * binary_loss(0.5, 1) + std::pow(logistic(-1), 3) * binary_loss(-1, 0) +
       std::pow(logistic(2) - 0.5, 3) * binary_loss(2, 0.5)) /
      3;
  EXPECT_NEAR(value_of({{0.5, -1, 2}}, target), expected, 1e-6);
}

TEST(LossTest, FocalBelowOneHasASlopeWhereAllIsKnown) {
  const Target target{{.kind = Kind::focal, .focus = 0.5}, reals({1, 1}, {1})};
  const torch::Tensor sure = output_of({{200}}).set_requires_grad(true);
  loss_value(sure, target).backward();
  EXPECT_TRUE(torch::isfinite(sure.grad()).all().item<bool>());
}

TEST(LossTest, CrossEntropyByHand) {
  const Rows output{{1, 2, 0.5}, {0, -1, 3}, {2, 2, 2}};
  const auto surprise_of = [&](std::size_t row, std::size_t label) {
    double sum = 0;
    for (const double logit : output[row]) sum += std::exp(logit);
    return std::log(sum) - output[row][label];
  };
  Target index{{.kind = Kind::cross_entropy}, integers({1, 2, -1})};
  EXPECT_NEAR(value_of(output, index), (surprise_of(0, 1) + surprise_of(1, 2)) / 2, 1e-6);
  Target shares{{.kind = Kind::cross_entropy}, reals({3, 3}, {0, 1, 0, 0, 0, 1, kUnknown, 1, 0})};
  EXPECT_NEAR(value_of(output, shares), value_of(output, index), 1e-6) << "an index is a share of 1";
  index.loss.label_weights = {1, 3, 5};
  EXPECT_NEAR(value_of(output, index), (3 * surprise_of(0, 1) + 5 * surprise_of(1, 2)) / 8, 1e-6);
  index.loss.smoothing = 0.3;
  double sum = 0, weights = 0;
  for (std::size_t row : {0u, 1u}) {
    for (std::size_t label : {0u, 1u, 2u}) {
      const double share = 0.1 + (label == row + 1 ? 0.7 : 0);
      sum += share * index.loss.label_weights[label] * surprise_of(row, label);
      weights += share * index.loss.label_weights[label];
    }
  }
  EXPECT_NEAR(value_of(output, index), sum / weights, 1e-6);
}

TEST(LossTest, OrdinalByHand) {
  const Target target{{.kind = Kind::ordinal}, reals({3}, {2, 0.5F, kUnknown})};
  const double expected = (binary_loss(0.5, 1) + binary_loss(-1, 1) + binary_loss(2, 0) + binary_loss(0, 0.5) +
                           binary_loss(1, 0) + binary_loss(-3, 0)) /
                          6;
  EXPECT_NEAR(value_of({{0.5, -1, 2}, {0, 1, -3}, {9, 9, 9}}, target), expected, 1e-6)
      << "a level between two is exceeded by half";
  EXPECT_NEAR(value_of({{0.5, -1, 2}}, {{.kind = Kind::ordinal}, integers({2})}),
              value_of({{0.5, -1, 2}}, {{.kind = Kind::ordinal}, reals({1}, {2})}), 1e-7);
}

double concordance_of(const std::vector<double>& x, const std::vector<double>& y, const std::vector<double>& weights) {
  double sum = 0, mean_x = 0, mean_y = 0, spread = 0, covariance = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += weights[i];
    mean_x += weights[i] * x[i];
    mean_y += weights[i] * y[i];
  }
  mean_x /= sum;
  mean_y /= sum;
  for (std::size_t i = 0; i < x.size(); ++i) {
    spread += weights[i] / sum * (std::pow(x[i] - mean_x, 2) + std::pow(y[i] - mean_y, 2));
    covariance += weights[i] / sum * (x[i] - mean_x) * (y[i] - mean_y);
  }
  return 2 * covariance / (spread + std::pow(mean_x - mean_y, 2));
}

TEST(LossTest, ConcordanceByColumnsOverWhatIsKnown) {
  const Rows output{{1, 0.2, 4}, {0.4, -0.5, 2}, {-0.3, 0.9, 1}};
  const Target target{{.kind = Kind::concordance},
                      reals({3, 3}, {0.8F, kUnknown, 1, 0.6F, -0.1F, kUnknown, -0.5F, 0.7F, kUnknown}),
                      {1, 2, 1}};
  const double first = concordance_of({1, 0.4, -0.3}, {0.8, 0.6, -0.5}, {1, 2, 1});
  const double second = concordance_of({-0.5, 0.9}, {-0.1, 0.7}, {2, 1});
  EXPECT_NEAR(value_of(output, target), 1 - (first + second) / 2, 1e-6) << "of the third, one row is known";
  EXPECT_NEAR(value_of({{1}, {1}}, {{.kind = Kind::concordance}, reals({2, 1}, {1, 1})}), 1, 1e-6)
      << "what does not vary agrees with nothing";
}

TEST(LossTest, SquaredErrorByHand) {
  const Target target{{.kind = Kind::squared_error}, reals({2, 2}, {1, kUnknown, 0, 2}), {1, 3}};
  EXPECT_NEAR(value_of({{0.5, 8}, {1, 0}}, target), (0.25 + 3 * 1 + 3 * 4) / 7, 1e-6);
}

TEST(LossTest, GaussianIsTheNegativeLogDensity) {
  const Target target{{.kind = Kind::gaussian}, reals({1, 2}, {1, -1})};
  const auto surprise_of = [](double error, double log_variance) {
    return -std::log(std::exp(-error * error / (2 * std::exp(log_variance))) /
                     std::sqrt(2 * std::numbers::pi * std::exp(log_variance)));
  };
  EXPECT_NEAR(value_of({{0.5, 1, -0.3, 0.8}}, target), (surprise_of(0.5, -0.3) + surprise_of(2, 0.8)) / 2, 1e-6);
  EXPECT_NEAR(value_of({{1, -1, -90, -90}}, target), surprise_of(0, -10), 1e-5) << "no surer than that";
}

TEST(LossTest, SupervisedContrastiveByHand) {
  const Rows vectors{{1, 0}, {0.6, 0.8}, {0, 1}, {-1, 0}, {0.8, 0.6}};
  const std::vector<std::int64_t> classes{7, 7, 4, -1, 7};
  const auto alike = [&](std::size_t a, std::size_t b) {
    return (vectors[a][0] * vectors[b][0] + vectors[a][1] * vectors[b][1]) / 0.5;
  };
  double expected = 0;
  for (const std::size_t i : {0u, 1u, 4u}) {
    double all = 0, positives = 0;
    for (const std::size_t other : {0u, 1u, 2u, 4u}) {
      if (other == i) continue;
      all += std::exp(alike(i, other));
      if (classes[other] == classes[i]) positives += alike(i, other);
    }
    expected += std::log(all) - positives / 2;
  }
  const Target target{{.kind = Kind::supervised_contrastive, .temperature = 0.5}, integers(classes)};
  EXPECT_NEAR(value_of(vectors, target), expected / 3, 1e-6);
  EXPECT_EQ(value_of(vectors, {{.kind = Kind::supervised_contrastive}, integers({1, 2, 3, 4, 5})}), 0)
      << "no row has one of its class";
}

TEST(LossTest, PairwisePreferenceByHand) {
  const Target target{{.kind = Kind::pairwise_preference, .strength = 0.5}, reals({3}, {1, 0.75F, kUnknown})};
  EXPECT_NEAR(loss_value(torch::tensor({2.0F, -1.0F, 3.0F}), target).item<double>(),
              (surprise(1) + 0.75 * surprise(-0.5) + 0.25 * surprise(0.5)) / 2, 1e-6);
}

TEST(LossTest, RowsMayHaveManyPlaces) {
  const torch::Tensor output = torch::tensor({0.5F, -1.0F, 2.0F, 0.1F, 0.3F, -0.2F}).view({1, 3, 2});
  const Target binary{{.kind = Kind::binary_cross_entropy}, reals({1, 3, 2}, {1, 0, 0, 1, kUnknown, kUnknown}), {2}};
  const double expected = (binary_loss(0.5, 1) + binary_loss(-1, 0) + binary_loss(2, 0) + binary_loss(0.1, 1)) / 4;
  EXPECT_NEAR(loss_value(output, binary).item<double>(), expected, 1e-6);
  const Target classes{{.kind = Kind::cross_entropy}, {{1, 3}, std::vector<std::int64_t>{0, 1, -1}}};
  EXPECT_NEAR(loss_value(output, classes).item<double>(), (surprise(1.5) + surprise(-1.9)) / 2, 1e-6);
}

TEST(LossTest, GradientsAreThoseOfSmallSteps) {
  for (const LossCase& one : loss_cases()) expect_gradient(one.output, one.target);
}

TEST(LossTest, WhatIsNotKnownReachesNothing) {
  for (LossCase& one : loss_cases()) {
    // Row 2 is unknown in its first column or as a whole.
    const double before = loss_value(one.output, one.target).item<double>();
    torch::Tensor leaf = one.output.clone();
    leaf[2][0] = INFINITY;
    leaf.set_requires_grad(true);
    const torch::Tensor loss = loss_value(leaf, one.target);
    loss.backward();
    EXPECT_EQ(loss.item<double>(), before) << name_of(one.target.loss.kind);
    EXPECT_TRUE(torch::isfinite(leaf.grad()).all().item<bool>()) << name_of(one.target.loss.kind);
    EXPECT_EQ(leaf.grad()[2][0].item<float>(), 0) << name_of(one.target.loss.kind);
  }
}

TEST(LossTest, NothingKnownIsZero) {
  for (LossCase& one : loss_cases()) {
    if (one.target.values.element() == model::Element::f32) {
      auto& values = std::get<0>(one.target.values.values);
      std::fill(values.begin(), values.end(), kUnknown);
    } else {
      auto& values = std::get<1>(one.target.values.values);
      std::fill(values.begin(), values.end(), -1);
    }
    const torch::Tensor leaf = one.output.clone().set_requires_grad(true);
    const torch::Tensor loss = loss_value(leaf, one.target);
    loss.backward();
    EXPECT_EQ(loss.item<double>(), 0) << name_of(one.target.loss.kind);
    EXPECT_EQ(leaf.grad().abs().sum().item<double>(), 0) << name_of(one.target.loss.kind);
  }
}

TEST(LossTest, IsExactAlsoWhereTheNetIsNot) {
  for (const LossCase& one : loss_cases()) {
    const double exact = loss_value(one.output, one.target).item<double>();
    const Autocast autocast(true);
    EXPECT_EQ(loss_value(one.output, one.target).item<double>(), exact) << name_of(one.target.loss.kind);
    EXPECT_EQ(loss_value(one.output.to(torch::kBFloat16), one.target).scalar_type(), torch::kFloat);
  }
}

TEST(LossTest, WhatDoesNotFitIsSaidInALine) {
  const torch::Tensor output = output_of({{0.3, -1.2}, {2, 0.1}});
  const auto refuses = [&](const Target& target, std::string_view part) {
    try {
      loss_value(output, target);
      ADD_FAILURE() << part;
    } catch (const InputError& error) {
      EXPECT_NE(error.message().find(part), std::string::npos) << error.message();
      EXPECT_EQ(error.message().find('\n'), std::string::npos);
    }
  };
  refuses({{.kind = Kind::binary_cross_entropy}, reals({2, 3}, {0, 0, 0, 0, 0, 0})},
          "binary_cross_entropy: the output is [2, 2], so that targets are [2, 2], not [2, 3]");
  refuses({{.kind = Kind::binary_cross_entropy}, reals({2, 2}, {0, 0, 2, 0})}, "not between 0 and 1");
  refuses({{.kind = Kind::binary_cross_entropy}, reals({2, 2}, {0, 0})}, "do not agree");
  refuses({{.kind = Kind::binary_cross_entropy}, integers({0, 1})}, "integers");
  refuses({{.kind = Kind::binary_cross_entropy, .label_weights = {1}}, reals({2, 2}, {0, 0, 1, 0})},
          "1 weights of labels for 2 labels");
  refuses({{.kind = Kind::squared_error}, reals({2, 2}, {0, 0, 1, 0}), {1}}, "1 weights of rows for 2 rows");
  refuses({{.kind = Kind::squared_error}, reals({2, 2}, {0, 0, 1, 0}), {1, -1}}, "from 0 up");
  refuses({{.kind = Kind::cross_entropy}, integers({0, 2})}, "a label is not below 2");
  refuses({{.kind = Kind::ordinal}, reals({2}, {0, 3})}, "not between 0 and 2");
  refuses({{.kind = Kind::gaussian}, reals({2, 2}, {0, 0, 0, 0})}, "targets are [2, 1]");
  refuses({{.kind = Kind::supervised_contrastive}, reals({2}, {0, 0})}, "not classes");
}

}  // namespace
}  // namespace affect::learn::nets
