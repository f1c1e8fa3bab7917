/// How sure a share is: the score interval of a proportion (Wilson 1927, equation 4 of Brown, Cai and DasGupta 2001).
///
///   const auto i = measure::wilson_interval(3, 20);  // 0.15 [0.05, 0.36]
///
/// It stays in [0, 1] and says something for 0 of n, where the usual p +- 1.96 SE is a point. The trials must be
/// independent; where they are not, give the number of independent ones that tell as much. Thread-safety: pure
/// functions.
#pragma once
#include "affect/measure/bootstrap.h"

namespace affect::measure {

/// `successes` of `trials`, 0 <= successes <= trials, trials > 0; neither need be whole.
Interval wilson_interval(double successes, double trials, double level = 0.95);

}  // namespace affect::measure
