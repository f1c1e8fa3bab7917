/// What tracks of conversations look like, for tracks too short to tell by themselves.
///
/// Measured by tools/measure_corpus_prior.py on the train splits of EmotionLines (Friends), EmoryNLP and DailyDialog;
/// docs/understand/trajectory.md states how. Values on the [-1, 1] scale. Thread-safety: constants.
#pragma once
#include <cstddef>
#include <string_view>

#include "affect/affect_state.h"

namespace affect::understand::trajectory {

struct CorpusPrior {
  double sd = 0;              ///< typical SD of one person's scores in one conversation
  double lowest_sd = 0;       ///< of the noise that is assumed at least: a flat start is no proof of a quiet person
  double level_variance = 0;  ///< random walk, a turn
  double noise_variance = 0;  ///< of one score around the level
};

/// A track with fewer rows takes its noise from the prior.
inline constexpr std::size_t kShortTrack = 20;
/// First-order autocorrelation of one person's turns: typical, and the bound that short tracks are tested against.
inline constexpr double kTypicalPhi = 0.1;
inline constexpr double kConservativePhi = 0.6;

/// `perceiver`: the component that gave the scores: the linear models spread a third as far as a lexicon, which stands
/// for every other. Arousal and dominance are valence scaled by EmoBank's ratio of SDs (0.13 / 0.17 and 0.10 / 0.17).
CorpusPrior corpus_prior(std::string_view perceiver, Dimension dimension);

}  // namespace affect::understand::trajectory
