// System 040, valence and arousal of words and short texts in several languages: by linear models
// that learned from English sentences, or from labels of another language.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/measure/correlation.h"
#include "affect/measure/regression.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using learn::GoldTexts;

constexpr std::array<std::string_view, 2> kPleasant{"joy", "trust"};
constexpr std::array<std::string_view, 4> kUnpleasant{"anger", "disgust", "fear", "sadness"};

/// Valence where only labels were learned: the likeliest pleasant label less the likeliest unpleasant one.
std::vector<double> valence_of_labels(const ScoredTexts& scored, std::size_t rows) {
  std::vector<double> valence(rows);
  const auto likeliest = [&](const auto& names, std::size_t row) {
    double best = 0;
    for (const std::string_view name : names) {
      for (const char* group : {"ekman", "plutchik"}) {
        const auto found = scored.values.find(fmt::format("{}:{}", group, name));
        if (found != scored.values.end()) best = std::max(best, found->second[row]);
      }
    }
    return best;
  };
  for (std::size_t row = 0; row < rows; ++row) valence[row] = likeliest(kPleasant, row) - likeliest(kUnpleasant, row);
  return valence;
}

class MultilingualVaSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = options.quick ? "EmoBank dev" : "EmoBank test; all words";
    sentences(engine, options, result);
    if (options.quick) return result;
    english_words(engine, options, result);
    for (const auto& [split, language, model] : {std::array<std::string, 3>{"fr", "French", "fr"},
                                                 {"sv", "Swedish", "sv"},
                                                 {"da", "Danish", "und"},
                                                 {"fi", "Finnish", "und"}}) {
      other_words(engine, options, split, language, model, result);
    }
    return result;
  }

 private:
  static void compare(const std::string& name, const std::vector<double>& truth, const std::vector<double>& said,
                      bool same_scale, RunResult& result) {
    const auto rows = measure::Groups::each_row(truth.size());
    result.figures.push_back(measured(name + ": r", rows, measure::over_rows(measure::pearson, truth, said)));
    if (!same_scale) return;
    result.figures.push_back(
        measured(name + ": mean absolute error", rows, measure::over_rows(measure::mean_absolute_error, truth, said)));
  }

  /// Beside it the error of always saying the mean: r of that is not defined.
  static void always_mean(const std::string& name, const std::vector<double>& truth, RunResult& result) {
    double mean = 0;
    for (const double value : truth) mean += value / static_cast<double>(truth.size());
    const std::vector<double> said(truth.size(), mean);
    result.figures.push_back(measured(name + ", always its mean: mean absolute error",
                                      measure::Groups::each_row(truth.size()),
                                      measure::over_rows(measure::mean_absolute_error, truth, said)));
  }

  static void sentences(const Engine& engine, const RunOptions& options, RunResult& result) {
    const std::string split = options.quick ? "dev" : "test";
    const auto gold = read_split(engine, options, "emobank", split, result);
    const auto scored = score_texts(engine, gold.texts, "en");
    for (const std::string dimension : {"valence", "arousal"}) {
      std::vector<double> said;
      for (std::size_t i = 0; i < gold.size(); ++i) {
        said.push_back((scored.of("expressed:" + dimension)[i] + scored.of("evoked:" + dimension)[i]) / 2);
      }
      const auto& truth = gold.column("perceived:" + dimension);
      compare("EmoBank sentences, " + dimension, truth, said, true, result);
      always_mean("EmoBank sentences, " + dimension, truth, result);
    }
  }

  static void english_words(const Engine& engine, const RunOptions& options, RunResult& result) {
    const auto gold = read_split(engine, options, "warriner", "all", result);
    const auto scored = score_texts(engine, gold.texts, "en");
    for (const std::string dimension : {"valence", "arousal"}) {
      compare("Warriner words, " + dimension, gold.column("evoked:" + dimension), scored.of("evoked:" + dimension),
              true, result);
    }
  }

  static void other_words(const Engine& engine, const RunOptions& options, const std::string& split,
                          const std::string& language, const std::string& model, RunResult& result) {
    const auto gold = read_split(engine, options, "afinn", split, result);
    const auto& truth = std::find_if(gold.columns.begin(), gold.columns.end(), [](const auto& column) {
                          return column.first.ends_with(":valence");
                        })->second;
    compare(fmt::format("AFINN {} words, valence from labels ({})", language,
                        model == "und" ? "the model of all languages" : "its own model"),
            truth, valence_of_labels(score_texts(engine, gold.texts, model), gold.size()), false, result);
  }
};

}  // namespace

void register_multilingual_va(Engine& engine) {
  engine.add<System>(
      {.name = "multilingual_va",
       .room = "evaluate",
       .what = "Valence and arousal of sentences and words; valence of words in four languages without any",
       .units = "Pearson's r; mean absolute error on [-1, 1]",
       .source = "040",
       .options = {}},
      [](const Engine&, const Options&) { return std::make_unique<MultilingualVaSystem>(); });
}

}  // namespace affect::evaluate
