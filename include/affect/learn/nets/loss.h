/// Losses by name: what an output of a net is compared with, and how.
///
///   Loss loss{.kind = Loss::Kind::binary_cross_entropy};
///   loss.label_weights = positive_weights;
///
/// Rows are [batch, ...]. A target that is NaN, or a class or level below 0 among integers, is not known: it adds
/// nothing. The value is the mean over what is known, weighted by the target's weights; 0 where nothing is.
/// Thread-safety: values.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "affect/model/graph/array.h"

namespace affect::learn::nets {

struct Loss {
  enum class Kind {
    binary_cross_entropy,  ///< logits [batch, labels]; targets in [0, 1], also soft ones
    cross_entropy,         ///< logits [batch, labels]; targets: a share for each label, or its index i64 [batch]
    focal,                 ///< as binary_cross_entropy, what is known well counts less (Lin et al. 2017)
    ordinal,        ///< logits of exceeding each step [batch, steps]; targets: the level 0..steps (Niu et al. 2016)
    concordance,    ///< 1 - CCC over the batch, mean of columns [batch, values] (Lin 1989)
    squared_error,  ///< [batch, values]
    gaussian,       ///< negative log likelihood: [batch, 2 values], means, then log variances (Nix & Weigend 1994)
    supervised_contrastive,  ///< vectors [batch, width] of length 1; targets: the class i64 [batch] (Khosla et al.
                             ///< 2020)
    pairwise_preference,     ///< margins [batch]: log ratio of the chosen less that of the rejected (Rafailov et
                             ///< al. 2023); targets: how sure the chosen one is the better, 1 as a rule
  };
  Kind kind = Kind::binary_cross_entropy;
  /// binary_cross_entropy and focal: what a 1 of each label counts beside a 0; cross_entropy: what each label counts.
  std::vector<float> label_weights{};
  double smoothing = 0;       ///< cross_entropy: the share of a target that is spread over all labels
  double focus = 2;           ///< focal: gamma
  double temperature = 0.07;  ///< supervised_contrastive
  double strength = 0.1;      ///< pairwise_preference: beta
};
std::string_view name_of(Loss::Kind kind);

/// What one output of the net should have been.
struct Target {
  Loss loss;
  model::Array values;
  std::vector<float> row_weights{};  ///< what each row counts; empty: all alike
  double weight = 1;                 ///< of this loss among those of the batch
};

}  // namespace affect::learn::nets
