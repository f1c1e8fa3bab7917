/// Heads from gold texts: costs chosen, thresholds and calibration set on texts that the model did not see.
///
/// Rows where the gold is absent are masked. Rules: docs/perceive/emotion.md, "How it is trained".
/// Thread-safety: as Solutions.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "affect/learn/data/gold_texts.h"
#include "affect/learn/linear/solutions.h"
#include "affect/learn/linear/table_builder.h"

namespace affect::learn::linear {

/// Which rows choose and calibrate, and which the model that is kept learns from.
struct Parts {
  std::vector<std::size_t> fit;   ///< learn from these to choose
  std::vector<std::size_t> held;  ///< choose and calibrate on these; none: the first cost, uncalibrated
  std::vector<std::size_t> all;   ///< the model that is kept learns from these: equal to `fit`, or fit and held
};
/// Fit on what lies in the first set, hold the second: `first` rows of one and `second` of the other behind them.
Parts official_parts(std::size_t first, std::size_t second);
/// Hold a fifth by the hash of the key; keep a model of all.
Parts hashed_parts(const std::vector<std::string>& keys);

struct HeadColumn {
  std::string head;    ///< "ekman:joy"
  std::string column;  ///< of GoldTexts
};

/// Logistic heads; one cost for all, the one with the best macro-F1 on the held rows.
std::vector<TrainedHead> fit_labels(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                                    const std::vector<HeadColumn>& columns, const Parts& parts,
                                    std::span<const double> costs);
/// Ridge heads; each has its own cost, the one with the best r on the held rows. Dense columns stay in the solution,
/// behind the buckets.
std::vector<TrainedHead> fit_values(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                                    const std::vector<HeadColumn>& columns, const Parts& parts,
                                    std::span<const double> costs);

/// The head "spread:<name>" of a ridge head: ln of the SD of its misses, text by text. It learns from misses over five
/// folds of `parts.fit`; on the held rows it is scaled so that 90 % of them lie within 1.645 SD (normalised split
/// conformal prediction, Lei et al. 2018, section 5.2).
TrainedHead fit_spread(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                       const HeadColumn& column, const TrainedHead& head, const Parts& parts,
                       std::span<const double> costs);

/// The cost of a ridge head with the best r over five folds of these rows, rows of one key together: for small sets,
/// where a single held fifth says little.
double cost_by_folds(const Solutions& solutions, const FeatureRows& rows, const GoldTexts& gold,
                     const HeadColumn& column, const std::vector<std::size_t>& members,
                     const std::vector<std::string>& keys, std::span<const double> costs);

}  // namespace affect::learn::linear
