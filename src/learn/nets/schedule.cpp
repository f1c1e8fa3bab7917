#include "learn/nets/schedule.h"

#include <cmath>
#include <numbers>

namespace affect::learn::nets {

double rate_at(const TrainingOptions& options, std::int64_t step, std::int64_t steps) {
  const auto warm = static_cast<std::int64_t>(std::llround(options.warmup * static_cast<double>(steps)));
  if (step < warm) return options.rate * static_cast<double>(step + 1) / static_cast<double>(warm);
  const double done = static_cast<double>(step - warm) / static_cast<double>(steps - warm);
  switch (options.schedule) {
    case TrainingOptions::Schedule::constant:
      break;
    case TrainingOptions::Schedule::linear:
      return options.rate * (1 - done);
    case TrainingOptions::Schedule::cosine:
      return options.rate * (1 + std::cos(std::numbers::pi * done)) / 2;
  }
  return options.rate;
}

}  // namespace affect::learn::nets
