/// Intraclass correlation: which share of the variance of ratings lies between units (Shrout and Fleiss 1979).
///
///   const auto icc = measure::intraclass_correlation(ratings, measure::IccModel::two_way_random);
///   if (icc) fmt::print("ICC(2,1) = {:.2f} [{:.2f}, {:.2f}]\n", icc->single.estimate, ...);
///
/// Over the units that every rater rated. Intervals are exact for 1 and 3 and Satterthwaite's for 2 (McGraw and Wong
/// 1996, table 7). Absent under two such units or two raters, or where every rating is equal; an interval is (1, 1)
/// where raters agree without fault. Thread-safety: pure functions.
#pragma once
#include <optional>

#include "affect/measure/bootstrap.h"
#include "affect/measure/ratings.h"

namespace affect::measure {

enum class IccModel {
  one_way,         ///< ICC(1): other raters for each unit
  two_way_random,  ///< ICC(2): the same raters, drawn from many; they must agree in level
  two_way_mixed,   ///< ICC(3): these raters and no others; they need only agree in order (consistency)
};

struct IntraclassCorrelation {
  std::size_t units = 0;
  std::size_t raters = 0;
  Interval single;  ///< ICC(m,1): of one rater
  Interval mean;    ///< ICC(m,k): of the mean of the raters
};

std::optional<IntraclassCorrelation> intraclass_correlation(const Ratings& ratings, IccModel model,
                                                            double level = 0.95);

}  // namespace affect::measure
