/// The share of rows of which something holds, where rows that follow each other are alike.
///
/// Wilson's interval with the number of independent rows that would tell as much: n (1 - r) / (1 + r), where r is the
/// correlation of a row with the next, corrected for its bias (Marriott and Pope 1954), in [0, 0.95]. Thread-safety:
/// pure functions.
#pragma once
#include <vector>

#include "affect/measure/bootstrap.h"

namespace affect::understand::trajectory {

/// Independent rows that tell as much as n rows of that correlation, raw (negative, NaN: taken as 0).
double independent_rows(double n, double correlation);

/// The same of rows of which something holds or not. `follows[i]`: row i comes right after row i - 1.
double dependent_rows(const std::vector<bool>& holds, const std::vector<bool>& follows);

/// At least one row.
measure::Interval dependent_share(const std::vector<bool>& holds, const std::vector<bool>& follows, double level);

}  // namespace affect::understand::trajectory
