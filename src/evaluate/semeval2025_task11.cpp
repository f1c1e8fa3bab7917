// System 082, SemEval-2025 Task 11: tracks A, B and C by linear models, one a language; dev plays the test.
#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/learn/linear/emotion_text.h"
#include "affect/measure/correlation.h"
#include "affect/measure/reliability.h"
#include "affect/model/store/model_folder.h"
#include "affect/perceive/text/language.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using learn::linear::GoldTexts;

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
    languages(dev, untrained, result);
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
      double r = 0, labels = 0;
      for (const auto& [head, said] : scored.values) {
        if (!head.starts_with("intensity:")) continue;
        const auto column = "ekman:" + head.substr(10) + ":intensity";
        if (!gold.has(column)) continue;
        if (const auto one = measure::pearson(gold.column(column), said)) {
          r += *one;
          ++labels;
        }
      }
      if (labels == 0) continue;
      result.figures.push_back(
          {.name = fmt::format("track B {}: mean r of labels", language), .value = r / labels, .n = gold.size()});
      sum += r / labels;
      ++count;
    }
    result.figures.push_back({.name = "track B: mean r of languages", .value = sum / count, .n = dev.size()});
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

  static void languages(const GoldTexts& dev, const GoldTexts& untrained, RunResult& result) {
    perceive::text::LanguageIdentifier identifier(
        model::Safetensors::open(model::model_path(perceive::text::kEmotionTextFile)));
    double sum = 0, count = 0;
    for (const std::string& language : languages_of(dev)) {
      double right = 0, n = 0;
      std::map<std::string, int> wrong;
      for (std::size_t i = 0; i < dev.size(); ++i) {
        if (dev.languages[i] != language) continue;
        const auto guess = identifier.identify(dev.texts[i]);
        ++n;
        right += guess.language == language;
        if (guess.language != language) ++wrong[std::string(guess.language)];
      }
      std::string list;
      for (const auto& [name, times] : wrong) list += fmt::format(" {}:{}", name.empty() ? "unknown" : name, times);
      result.lines.push_back(fmt::format("language {}: right {:.3f}, taken for{}", language, right / n, list));
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
        if (!guess.language.empty()) ++taken[std::string(guess.language)];
      }
      std::string list;
      for (const auto& [name, times] : taken) list += fmt::format(" {}:{}", name, times);
      result.lines.push_back(fmt::format("language {} (never seen): taken for{}", language, list));
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
