#include "affect/learn/linear/left_out_language.h"

#include <array>
#include <cmath>

#include "affect/learn/linear/fit_heads.h"

namespace affect::learn::linear {
namespace {

constexpr unsigned kBits = 16;
/// The one that the shipped table "und" chooses.
constexpr std::array kCost{4.0};

}  // namespace

std::vector<LeftOutLabel> label_left_out_language(const Engine& engine, const GoldTexts& train,
                                                  const std::string& language, const std::vector<std::string>& texts) {
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < train.size(); ++i) {
    if (train.languages[i] != language) others.push_back(i);
  }
  const GoldTexts seen = train.rows(others);
  BucketFrequencies frequencies(kBits);
  for (const std::string& text : seen.texts) frequencies.count(text);
  FeatureRows rows(frequencies.steps(), 0), asked(frequencies.steps(), 0);
  for (const std::string& text : seen.texts) rows.add(text, {});
  for (const std::string& text : texts) asked.add(text, {});

  std::vector<HeadColumn> columns;
  for (const auto& [name, values] : seen.columns) {
    if (name.starts_with("ekman:") && !name.ends_with(":intensity")) columns.push_back({name, name});
  }
  // What chose and calibrates is kept: the rest of the training would change little and double the time.
  Parts parts = hashed_parts(seen.ids);
  parts.all = parts.fit;
  std::vector<LeftOutLabel> labels;
  for (const TrainedHead& head : fit_labels(Solutions({}, engine.threads()), rows, seen, columns, parts, kCost)) {
    LeftOutLabel label{.name = head.name, .probabilities = {}, .threshold = head.threshold};
    for (std::size_t i = 0; i < asked.size(); ++i) {
      label.probabilities.push_back(1 / (1 + std::exp(-head.offset - head.slope * head.solution.score(asked.row(i)))));
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace affect::learn::linear
