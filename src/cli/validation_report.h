/// What `affect validate` says: text for people, JSON, the calibration as TOML.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "affect/evaluate/comparison.h"

namespace affect::cli {

struct ValidationReport {
  struct Entry {
    std::string name, scorer;
    bool is_share = false;
    evaluate::Validation found;
    std::optional<evaluate::MeanEstimate> estimate;  ///< where it was asked for, and there is a mean
  };
  std::string file;
  std::size_t texts = 0, persons = 0;  ///< 0 persons: each text stands alone
  std::vector<std::string> stages;
  evaluate::CodeScale scale;
  std::size_t resamples = 0;
  std::uint64_t seed = 1;
  std::vector<Entry> entries;
  std::vector<std::string> unmatched;
  std::string estimate_file;
  std::size_t others = 0, left_out = 0;  ///< texts to estimate; texts of that file that are coded too
};

std::string validation_text(const ValidationReport& report);
std::string validation_json(const ValidationReport& report);
/// The chosen curves, a [[calibration]] each. Empty where none was chosen.
std::string calibration_toml(const ValidationReport& report);

}  // namespace affect::cli
