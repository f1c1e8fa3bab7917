/// What `affect agree` says: tables for people, JSON, CSV.
#pragma once
#include <string>
#include <vector>

#include "affect/io/coded_ratings.h"
#include "affect/measure/agreement.h"
#include "affect/measure/best_worst.h"
#include "affect/measure/dawid_skene.h"

namespace affect::cli {

struct AgreementReport {
  std::string file;
  const io::RatingTable& table;
  const io::CodedRatings& coded;
  measure::Agreement found;
  std::uint64_t seed = 1;
  std::size_t groups = 0;                    ///< that the bootstrap draws
  std::vector<std::size_t> most_apart = {};  ///< items, the farthest first
  bool show = false;                         ///< the raters' labels of these
};

std::string agreement_text(const AgreementReport& report);
std::string agreement_json(const AgreementReport& report);
std::string agreement_csv(const AgreementReport& report);
/// item,label,probability and a column a category.
std::string consensus_csv(const io::RatingTable& table, const io::CodedRatings& coded,
                          const measure::DawidSkene& model);
/// How right each rater is by that model, a line each.
std::string rater_accuracies(const io::RatingTable& table, const measure::DawidSkene& model);

struct BestWorstReport {
  std::string file;
  const io::BestWorstTable& table;
  std::vector<double> scores;
  std::optional<measure::SplitHalf> half;
};

std::string best_worst_text(const BestWorstReport& report);
std::string best_worst_json(const BestWorstReport& report);
std::string best_worst_csv(const BestWorstReport& report);

}  // namespace affect::cli
