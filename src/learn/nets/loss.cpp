#include "affect/learn/nets/loss.h"

#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "learn/nets/autocast.h"
#include "learn/nets/loss_value.h"
#include "learn/nets/net_body.h"

namespace affect::learn::nets {
namespace {

using torch::Tensor;

/// A gaussian is no narrower than exp(-5) = 0.007 and no wider than exp(5): beyond, one surprising row outweighs all.
constexpr double kLogVarianceBound = 10;
/// Keeps a power below 1 from an endless slope at 0.
constexpr double kLeastError = 1e-6;
/// Of a column that does not vary: its concordance is 0, not 0 / 0.
constexpr double kLeastSpread = 1e-8;
constexpr double kNever = -1e9;

class LossTarget {
 public:
  LossTarget(const Tensor& output, const Target& target)
      : loss_(target.loss), output_(output.to(torch::kFloat)), row_weights_(target.row_weights) {
    if (output_.dim() == 0) fail("the output has no rows");
    if (target.values.size() != size_of(target.values.shape)) fail("the targets' values and shape do not agree");
    values_ = tensor_of(target.values);
    if (!row_weights_.empty() && static_cast<std::int64_t>(row_weights_.size()) != output_.size(0)) {
      fail(fmt::format("there are {} weights of rows for {} rows", row_weights_.size(), output_.size(0)));
    }
    for (const float weight : row_weights_) {
      if (!(weight >= 0) || !std::isfinite(weight)) fail("a weight of a row is no number from 0 up");
    }
  }

  Tensor value() const {
    switch (loss_.kind) {
      case Loss::Kind::binary_cross_entropy:
      case Loss::Kind::focal:
        return binary();
      case Loss::Kind::cross_entropy:
        return cross_entropy();
      case Loss::Kind::ordinal:
        return ordinal();
      case Loss::Kind::concordance:
        return concordance();
      case Loss::Kind::squared_error:
        return squared_error();
      case Loss::Kind::gaussian:
        return gaussian();
      case Loss::Kind::supervised_contrastive:
        return supervised_contrastive();
      case Loss::Kind::pairwise_preference:
        return pairwise_preference();
    }
    return {};
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw InputError(fmt::format("{}: {}", name_of(loss_.kind), what));
  }

  static std::size_t size_of(const std::vector<std::size_t>& shape) {
    std::size_t size = 1;
    for (const std::size_t one : shape) size *= one;
    return size;
  }

  void expect_shape(const Tensor& values, at::IntArrayRef shape) const {
    if (values.sizes() == shape) return;
    fail(fmt::format("the output is [{}], so that targets are [{}], not [{}]", fmt::join(output_.sizes(), ", "),
                     fmt::join(shape, ", "), fmt::join(values.sizes(), ", ")));
  }
  void expect_reals() const {
    if (values_.scalar_type() != torch::kFloat) fail("the targets are integers, not reals");
  }
  void expect_between(const Tensor& values, double low, double high) const {
    if (((values < low) | (values > high)).any().item<bool>()) {
      fail(fmt::format("a target is not between {} and {}", low, high));
    }
  }

  /// Sizes but the last.
  at::IntArrayRef leading() const { return output_.sizes().slice(0, static_cast<std::size_t>(output_.dim()) - 1); }
  std::int64_t last() const { return output_.size(-1); }

  /// What each row counts, once for each of the values `like` holds.
  Tensor weights_like(const Tensor& like) const {
    if (row_weights_.empty()) return torch::ones_like(like);
    std::vector<std::int64_t> shape(static_cast<std::size_t>(like.dim()), 1);
    shape[0] = like.size(0);
    return torch::tensor(row_weights_).view(shape).expand_as(like);
  }

  /// Of the labels, [labels]; ones where there are none.
  Tensor label_weights() const {
    if (loss_.label_weights.empty()) return torch::ones({last()});
    if (static_cast<std::int64_t>(loss_.label_weights.size()) != last()) {
      fail(fmt::format("there are {} weights of labels for {} labels", loss_.label_weights.size(), last()));
    }
    return torch::tensor(loss_.label_weights);
  }

  static Tensor known_of(const Tensor& values) { return ~torch::isnan(values); }
  static Tensor zero_unless(const Tensor& known, const Tensor& values) {
    return torch::where(known, values, torch::zeros_like(values));
  }
  static Tensor mean(const Tensor& values, const Tensor& weights) {
    const Tensor sum = weights.sum();
    return (values * weights).sum() / torch::where(sum > 0, sum, torch::ones_like(sum));
  }

  /// Of logits against targets in [0, 1], one by one.
  static Tensor binary_losses(const Tensor& logits, const Tensor& targets, const Tensor& positive_weights) {
    return -(positive_weights * targets * torch::log_sigmoid(logits) + (1 - targets) * torch::log_sigmoid(-logits));
  }

  Tensor binary() const {
    expect_reals();
    expect_shape(values_, output_.sizes());
    expect_between(values_, 0, 1);
    const Tensor known = known_of(values_);
    const Tensor targets = zero_unless(known, values_), logits = zero_unless(known, output_);
    Tensor losses = binary_losses(logits, targets, label_weights());
    // Soft targets as Li et al. (2020), equation 5; of 0 and 1 it is what Lin et al. (2017) have.
    if (loss_.kind == Loss::Kind::focal) {
      losses = losses * (targets - torch::sigmoid(logits)).abs().clamp_min(kLeastError).pow(loss_.focus);
    }
    return mean(losses, weights_like(losses) * known);
  }

  /// A share for each label, and which rows have any.
  std::pair<Tensor, Tensor> shares() const {
    if (values_.scalar_type() == torch::kFloat) {
      expect_shape(values_, output_.sizes());
      expect_between(values_, 0, 1);
      const Tensor known = known_of(values_).all(-1);
      return {zero_unless(known.unsqueeze(-1).expand_as(values_), values_), known};
    }
    expect_shape(values_, leading());
    if ((values_ >= last()).any().item<bool>()) fail(fmt::format("a label is not below {}", last()));
    const Tensor known = values_ >= 0;
    return {torch::one_hot(values_.clamp_min(0), last()).to(torch::kFloat), known};
  }

  Tensor cross_entropy() const {
    auto [targets, known] = shares();
    const Tensor logits = zero_unless(known.unsqueeze(-1).expand_as(output_), output_);
    if (loss_.smoothing > 0) {
      targets = (1 - loss_.smoothing) * targets + loss_.smoothing / static_cast<double>(last());
    }
    const Tensor losses = -torch::log_softmax(logits, -1);
    const Tensor weights = targets * label_weights() * known.unsqueeze(-1);
    return mean(losses, weights_like(losses) * weights);
  }

  Tensor ordinal() const {
    Tensor levels = values_.to(torch::kFloat);
    if (values_.scalar_type() != torch::kFloat) levels = levels.masked_fill(values_ < 0, NAN);
    expect_shape(levels, leading());
    expect_between(levels, 0, static_cast<double>(last()));
    const Tensor known = known_of(levels).unsqueeze(-1).expand_as(output_);
    const Tensor exceeded = (levels.unsqueeze(-1) - torch::arange(last(), torch::kFloat)).clamp(0, 1);
    const Tensor losses =
        binary_losses(zero_unless(known, output_), zero_unless(known, exceeded), torch::ones({last()}));
    return mean(losses, weights_like(losses) * known);
  }

  Tensor concordance() const {
    expect_reals();
    expect_shape(values_, output_.sizes());
    const Tensor known_values = known_of(values_);
    const Tensor weights = (weights_like(output_) * known_values).reshape({-1, last()});
    const Tensor x = zero_unless(known_values, output_).reshape({-1, last()});
    const Tensor y = zero_unless(known_values, values_).reshape({-1, last()});
    const Tensor sums = weights.sum(0);
    const Tensor shares = weights / torch::where(sums > 0, sums, torch::ones_like(sums));
    const Tensor mean_x = (shares * x).sum(0), mean_y = (shares * y).sum(0);
    const Tensor from_x = x - mean_x, from_y = y - mean_y;
    const Tensor covariance = (shares * from_x * from_y).sum(0);
    const Tensor spread =
        (shares * (from_x.square() + from_y.square())).sum(0) + (mean_x - mean_y).square() + kLeastSpread;
    const Tensor counted = ((weights > 0).sum(0) >= 2).to(torch::kFloat);
    return mean(1 - 2 * covariance / spread, counted);
  }

  Tensor squared_error() const {
    expect_reals();
    expect_shape(values_, output_.sizes());
    const Tensor known = known_of(values_);
    const Tensor losses = (zero_unless(known, output_) - zero_unless(known, values_)).square();
    return mean(losses, weights_like(losses) * known);
  }

  Tensor gaussian() const {
    expect_reals();
    std::vector<std::int64_t> shape = output_.sizes().vec();
    if (shape.back() % 2 != 0) fail(fmt::format("the output has {} columns: means, then log variances", shape.back()));
    shape.back() /= 2;
    expect_shape(values_, shape);
    const Tensor known = known_of(values_);
    const auto halves = output_.chunk(2, -1);
    const Tensor error = zero_unless(known, halves[0]) - zero_unless(known, values_);
    const Tensor log_variance = zero_unless(known, halves[1]).clamp(-kLogVarianceBound, kLogVarianceBound);
    const Tensor losses =
        0.5 * (std::log(2 * std::numbers::pi) + log_variance + error.square() * torch::exp(-log_variance));
    return mean(losses, weights_like(losses) * known);
  }

  Tensor supervised_contrastive() const {
    if (output_.dim() != 2) fail(fmt::format("the output has {} dimensions, not 2", output_.dim()));
    if (values_.scalar_type() == torch::kFloat) fail("the targets are reals, not classes");
    expect_shape(values_, leading());
    const Tensor known = values_ >= 0;
    const Tensor vectors = zero_unless(known.unsqueeze(-1).expand_as(output_), output_);
    const Tensor others = ~torch::eye(output_.size(0), torch::kBool) & known.unsqueeze(0) & known.unsqueeze(1);
    const Tensor alike = others & (values_.unsqueeze(0) == values_.unsqueeze(1));
    const Tensor similar = torch::mm(vectors, vectors.t()) / loss_.temperature;
    const Tensor among = torch::log_softmax(similar.masked_fill(~others, kNever), 1);
    const Tensor count = alike.sum(1).to(torch::kFloat);
    const Tensor losses = -zero_unless(alike, among).sum(1) / count.clamp_min(1);
    return mean(losses, weights_like(losses) * (count > 0));
  }

  Tensor pairwise_preference() const {
    expect_reals();
    expect_shape(values_, output_.sizes());
    expect_between(values_, 0, 1);
    const Tensor known = known_of(values_);
    const Tensor losses =
        binary_losses(loss_.strength * zero_unless(known, output_), zero_unless(known, values_), torch::ones({1}));
    return mean(losses, weights_like(losses) * known);
  }

  const Loss& loss_;
  Tensor output_, values_;
  const std::vector<float>& row_weights_;
};

}  // namespace

std::string_view name_of(Loss::Kind kind) {
  switch (kind) {
    case Loss::Kind::binary_cross_entropy:
      return "binary_cross_entropy";
    case Loss::Kind::cross_entropy:
      return "cross_entropy";
    case Loss::Kind::focal:
      return "focal";
    case Loss::Kind::ordinal:
      return "ordinal";
    case Loss::Kind::concordance:
      return "concordance";
    case Loss::Kind::squared_error:
      return "squared_error";
    case Loss::Kind::gaussian:
      return "gaussian";
    case Loss::Kind::supervised_contrastive:
      return "supervised_contrastive";
    case Loss::Kind::pairwise_preference:
      return "pairwise_preference";
  }
  return {};
}

torch::Tensor loss_value(const torch::Tensor& output, const Target& target) {
  const Autocast exact(false);
  return LossTarget(output, target).value();
}

}  // namespace affect::learn::nets
