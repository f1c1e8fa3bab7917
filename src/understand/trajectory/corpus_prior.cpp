#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {

CorpusPrior corpus_prior(std::string_view perceiver, Dimension dimension) {
  constexpr CorpusPrior kLexicon{0.36, 0.14, 0.007, 0.12}, kLinearModels{0.11, 0.044, 0.0009, 0.011};
  const CorpusPrior& valence = perceiver.starts_with("emotion") ? kLinearModels : kLexicon;
  double ratio = 1;
  if (dimension == Dimension::arousal) ratio = 0.13 / 0.17;
  if (dimension == Dimension::dominance) ratio = 0.10 / 0.17;
  return {valence.sd * ratio, valence.lowest_sd * ratio, valence.level_variance * ratio * ratio,
          valence.noise_variance * ratio * ratio};
}

}  // namespace affect::understand::trajectory
