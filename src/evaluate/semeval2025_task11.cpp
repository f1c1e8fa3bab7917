// System 082, SemEval-2025 Task 11: tracks A, B and C by linear models, one a language; dev plays the test.
#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/learn/linear/left_out_language.h"
#include "affect/measure/correlation.h"
#include "affect/measure/reliability.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using learn::GoldTexts;

std::set<std::string> languages_of(const GoldTexts& gold) { return {gold.languages.begin(), gold.languages.end()}; }

class SemevalSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = "dev";
    const auto read = [&](const std::string& split) {
      return read_split(engine, options, "semeval2025", split, result);
    };
    const auto dev = read("track_a_dev");
    track_a(engine, dev, options.quick, result);
    track_b(engine, read("track_b_dev"), result);
    const auto untrained = read("track_c_dev");
    track_c(engine, untrained, result);
    if (!options.quick) track_c_left_out(engine, read("track_a_train"), dev, result);
    languages(engine, dev, untrained, result);
    return result;
  }

 private:
  static void track_a(const Engine& engine, const GoldTexts& dev, bool quick, RunResult& result) {
    std::vector<Figure> single;
    double sum = 0, errors = 0;
    std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> pooled;  // said and true, by label
    for (const std::string& language : languages_of(dev)) {
      const auto gold = dev.only_language(language);
      const auto scored = score_texts(engine, gold.texts, language);
      auto pairs = label_pairs(scored, gold, "ekman");
      const auto rows = measure::Groups::each_row(quick ? std::min<std::size_t>(gold.size(), 50) : gold.size());
      single.push_back(
          measured(fmt::format("track A {}: macro-F1", language), rows, macro_f1_metric(scored, gold, pairs)));
      sum += single.back().value;
      errors += mean_calibration_error(scored, gold, pairs).value_or(1);
      for (const LabelPair& label : pairs) {
        auto& [said, truth] = pooled[label.name];
        said.insert(said.end(), scored.of(label.head).begin(), scored.of(label.head).end());
        truth.insert(truth.end(), gold.column(label.column).begin(), gold.column(label.column).end());
      }
    }
    const auto count = static_cast<double>(single.size());
    result.figures.push_back({.name = "track A: mean macro-F1 of languages", .value = sum / count, .n = dev.size()});
    double pooled_error = 0;
    for (const auto& [label, column] : pooled) {
      pooled_error +=
          measure::calibration_error(column.first, column.second).value_or(1) / static_cast<double>(pooled.size());
    }
    result.figures.push_back(
        {.name = "track A: class-wise calibration error, languages together", .value = pooled_error, .n = dev.size()});
    result.figures.push_back(
        {.name = "track A: class-wise calibration error, mean of languages (mostly sampling noise)",
         .value = errors / count,
         .n = dev.size()});
    result.figures.insert(result.figures.end(), single.begin(), single.end());
  }

  static void track_b(const Engine& engine, const GoldTexts& dev, RunResult& result) {
    double sum = 0, count = 0;
    for (const std::string& language : languages_of(dev)) {
      const auto gold = dev.only_language(language);
      const auto scored = score_texts(engine, gold.texts, language);
      // Romanian has no training of strengths: there the probability of the label stands for it, apart from the mean.
      const auto strengths = columns_of(scored, gold, "intensity:"), chances = columns_of(scored, gold, "ekman:");
      const bool trained = !strengths.empty();
      const auto rows = measure::Groups::each_row(gold.size());
      auto figure = measured(fmt::format("track B {}: mean r of labels{}", language,
                                         trained ? "" : ", by their probability (never trained)"),
                             rows, mean_r(trained ? strengths : chances));
      if (trained) {
        sum += figure.value;
        ++count;
      }
      result.figures.push_back(std::move(figure));
    }
    result.figures.push_back({.name = "track B: mean r of languages", .value = sum / count, .n = dev.size()});
  }

  /// What is said and what is so.
  using Column = std::pair<const std::vector<double>*, const std::vector<double>*>;

  static std::vector<Column> columns_of(const ScoredTexts& scored, const GoldTexts& gold, std::string_view group) {
    std::vector<Column> columns;
    for (const auto& [head, said] : scored.values) {
      const auto column = fmt::format("ekman:{}:intensity", head.substr(std::min(group.size(), head.size())));
      if (head.starts_with(group) && gold.has(column)) columns.emplace_back(&said, &gold.column(column));
    }
    return columns;
  }

  /// A label that is constant is left out.
  static measure::RowMetric mean_r(std::vector<Column> columns) {
    return [columns = std::move(columns)](std::span<const std::size_t> rows) -> std::optional<double> {
      double sum = 0, count = 0;
      for (const auto& [said, truth] : columns) {
        std::vector<double> a, b;
        for (const std::size_t row : rows) {
          a.push_back((*truth)[row]);
          b.push_back((*said)[row]);
        }
        if (const auto r = measure::pearson(a, b)) {
          sum += *r;
          ++count;
        }
      }
      if (count == 0) return std::nullopt;
      return sum / count;
    };
  }

  /// Each language of track A by a model of the others.
  static void track_c_left_out(const Engine& engine, const GoldTexts& train, const GoldTexts& dev, RunResult& result) {
    double sum = 0, count = 0;
    for (const std::string& language : languages_of(dev)) {
      const auto gold = dev.only_language(language);
      ScoredTexts scored;
      for (auto& label : learn::linear::label_left_out_language(engine, train, language, gold.texts)) {
        scored.thresholds[label.name] = label.threshold;
        scored.values[label.name] = std::move(label.probabilities);
      }
      const auto pairs = label_pairs(scored, gold, "ekman");
      result.figures.push_back(measured(fmt::format("track C, {} left out of training: macro-F1", language),
                                        measure::Groups::each_row(gold.size()), macro_f1_metric(scored, gold, pairs)));
      sum += result.figures.back().value;
      ++count;
    }
    result.figures.push_back(
        {.name = "track C, each language left out of training: mean macro-F1", .value = sum / count, .n = dev.size()});
  }

  static void track_c(const Engine& engine, const GoldTexts& dev, RunResult& result) {
    for (const std::string& language : languages_of(dev)) {
      const auto gold = dev.only_language(language);
      const auto scored = score_texts(engine, gold.texts, "und");
      const auto pairs = label_pairs(scored, gold, "ekman");
      result.figures.push_back(measured(fmt::format("track C {}: macro-F1", language),
                                        measure::Groups::each_row(gold.size()), macro_f1_metric(scored, gold, pairs)));
    }
  }

  static std::string list_of(const std::map<std::string, int>& taken) {
    std::string list;
    for (const auto& [name, times] : taken) list += fmt::format(" {}:{}", name.empty() ? "unknown" : name, times);
    return list;
  }

  static void languages(const Engine& engine, const GoldTexts& dev, const GoldTexts& untrained, RunResult& result) {
    perceive::text::LanguageIdentifier identifier(perceive::text::open_emotion_text(engine));
    double sum = 0, count = 0;
    for (const std::string& language : languages_of(dev)) {
      double right = 0, n = 0;
      std::map<std::string, int> taken;
      for (std::size_t i = 0; i < dev.size(); ++i) {
        if (dev.languages[i] != language) continue;
        const auto guess = identifier.identify(dev.texts[i]);
        ++n;
        right += guess.language == language;
        ++taken[std::string(guess.language)];
      }
      result.lines.push_back(fmt::format("language {}: {} texts, taken for{}", language, n, list_of(taken)));
      sum += right / n;
      ++count;
    }
    result.figures.push_back({.name = "language: macro accuracy, 28 languages", .value = sum / count, .n = dev.size()});
    for (const std::string& language : languages_of(untrained)) {
      double unknown = 0, n = 0;
      std::map<std::string, int> taken;
      for (std::size_t i = 0; i < untrained.size(); ++i) {
        if (untrained.languages[i] != language) continue;
        ++n;
        const auto guess = identifier.identify(untrained.texts[i]);
        unknown += guess.language.empty();
        ++taken[std::string(guess.language)];
      }
      result.lines.push_back(
          fmt::format("language {} (never seen): {} texts, taken for{}", language, n, list_of(taken)));
      result.figures.push_back({.name = fmt::format("language {}, never seen: unknown", language),
                                .value = unknown / n,
                                .n = static_cast<std::size_t>(n)});
    }
  }
};

}  // namespace

void register_semeval2025_task11(Engine& engine) {
  engine.add<System>({.name = "semeval2025_task11",
                      .room = "evaluate",
                      .what = "Emotions of texts in 28 languages: labels, strengths, languages never seen",
                      .units = "macro-F1, accuracy [0, 1]; Pearson's r",
                      .source = "082 Muhammad et al. 2025, SemEval",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<SemevalSystem>(); });
}

}  // namespace affect::evaluate
