#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {

CorpusPrior corpus_prior(Dimension dimension) {
  constexpr CorpusPrior kValence{0.36, 0.14, 0.007, 0.12};
  double ratio = 1;
  if (dimension == Dimension::arousal) ratio = 0.13 / 0.17;
  if (dimension == Dimension::dominance) ratio = 0.10 / 0.17;
  return {kValence.sd * ratio, kValence.lowest_sd * ratio, kValence.level_variance * ratio * ratio,
          kValence.noise_variance * ratio * ratio};
}

}  // namespace affect::understand::trajectory
