/// Consensus labels from raters who err each in their own way (Dawid and Skene 1979, EM).
///
///   const auto consensus = measure::dawid_skene(ratings);
///   consensus->label(unit);                        // the most probable category
///   consensus->confusion(rater, truth, said);      // how often that rater says `said` of what is `truth`
///
/// Starts at the shares of votes; stops where the log-likelihood grows by less than `tolerance` a rating. EM finds a
/// local maximum; posteriors are too sure where raters copy each other. Absent where nothing is rated. Thread-safety:
/// pure function.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "affect/measure/ratings.h"

namespace affect::measure {

struct DawidSkeneOptions {
  std::size_t iterations = 1000;
  double tolerance = 1e-9;  ///< nats a rating
};

struct DawidSkene {
  std::size_t categories = 0;
  std::vector<double> prior;       ///< share of each category
  std::vector<double> posterior;   ///< by unit, then category; of a unit nobody rated: the prior
  std::vector<double> confusions;  ///< by rater, true category, said category; NaN where a rater has no such unit
  double log_likelihood = 0;       ///< nats, of all ratings
  std::size_t iterations = 0;
  bool converged = false;

  std::span<const double> shares(std::size_t unit) const {
    return std::span(posterior).subspan(unit * categories, categories);
  }
  int label(std::size_t unit) const;
  double confusion(std::size_t rater, std::size_t truth, std::size_t said) const {
    return confusions[(rater * categories + truth) * categories + said];
  }
  /// How often a rater is right, over the prior.
  double accuracy(std::size_t rater) const;
};

std::optional<DawidSkene> dawid_skene(const Ratings& ratings, const DawidSkeneOptions& options = {});

}  // namespace affect::measure
