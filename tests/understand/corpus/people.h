/// Scores of people made by hand.
#pragma once
#include <string>
#include <vector>

#include "affect/rng.h"
#include "affect/understand/corpus/person_scores.h"

namespace affect::understand::corpus {

inline PersonScores person(std::string episode, std::string subject, std::vector<double> scores) {
  PersonScores made;
  made.episode = std::move(episode);
  made.subject = std::move(subject);
  made.scale = {"lexicon@1", {}, "en", {}};
  for (std::size_t i = 0; i < scores.size(); ++i) made.series.times.push_back(static_cast<double>(i));
  made.series.scores = std::move(scores);
  return made;
}

inline std::vector<double> scores_around(double level, std::size_t count, Rng& rng) {
  std::vector<double> scores;
  for (std::size_t i = 0; i < count; ++i) scores.push_back(level + 0.1 * rng.normal());
  return scores;
}

}  // namespace affect::understand::corpus
