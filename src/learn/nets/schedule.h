/// How fast is learnt when.
///
/// Thread-safety: a pure function.
#pragma once
#include <cstdint>

#include "affect/learn/nets/training.h"

namespace affect::learn::nets {

/// The rate of step 0 .. steps - 1. It grows over the first round(warmup steps) steps, the last of which has the whole
/// rate; then it is constant, or falls along a line or half a cosine (Loshchilov and Hutter 2017) so that step `steps`,
/// which is none, would have 0.
double rate_at(const TrainingOptions& options, std::int64_t step, std::int64_t steps);

}  // namespace affect::learn::nets
