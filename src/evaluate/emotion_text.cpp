// The linear models of perceive/text on the splits that they were not trained on.
#include "affect/learn/linear/emotion_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/learn/linear/empathy_by_person.h"
#include "affect/measure/correlation.h"
#include "affect/measure/reliability.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

constexpr std::array kDimensionNames{"valence", "arousal", "dominance"};
constexpr double kNinety = 1.6448536269514722;  ///< normal quantile of 95 %: 90 % lie between its two signs

using learn::GoldTexts;

class EmotionTextSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = options.quick ? "dev" : "test";
    goemotions(engine, options, result);
    emobank(engine, options, result);
    if (!options.quick) {
      xed(engine, options, result);
      empathy(engine, options, result);
    }
    return result;
  }

 private:
  static void goemotions(const Engine& engine, const RunOptions& options, RunResult& result) {
    const auto gold = read_split(engine, options, "goemotions", result.split, result);
    const auto scored = score_texts(engine, gold.texts, "en");
    labels("GoEmotions", scored, gold, "goemotions", result);
  }

  static void labels(const std::string& name, const ScoredTexts& scored, const GoldTexts& gold,
                     std::string_view taxonomy, RunResult& result) {
    const auto pairs = label_pairs(scored, gold, taxonomy);
    const auto rows = measure::Groups::each_row(gold.size());
    result.figures.push_back(measured(name + ": macro-F1", rows, macro_f1_metric(scored, gold, pairs)));
    // Whoever gives every label to every text.
    ScoredTexts always = scored;
    for (auto& [head, values] : always.values) std::fill(values.begin(), values.end(), 1.0);
    result.figures.push_back(measured(name + ", always yes: macro-F1", rows, macro_f1_metric(always, gold, pairs)));
    const auto before = uncalibrated(scored, pairs);
    const auto add = [&](const char* what, const std::optional<double>& value) {
      result.figures.push_back({.name = name + what, .value = value.value_or(std::nan("")), .n = gold.size()});
    };
    add(": class-wise calibration error", mean_calibration_error(scored, gold, pairs));
    add(": class-wise calibration error, before calibration", mean_calibration_error(before, gold, pairs));
    add(": class-wise calibration error by chance alone", mean_calibration_error_by_chance(scored, gold, pairs));
    curve_lines(name + ", reliability before", before, gold, pairs, result);
    curve_lines(name + ", reliability after", scored, gold, pairs, result);
    risk_line(name, scored, gold, pairs, result);
  }

  /// Of all labels together: mean probability, share that was so, rows, a bin each.
  static void curve_lines(const std::string& name, const ScoredTexts& scored, const GoldTexts& gold,
                          const std::vector<LabelPair>& pairs, RunResult& result) {
    std::vector<double> said, truth;
    for (const LabelPair& pair : pairs) {
      const auto& values = scored.of(pair.head);
      const auto& column = gold.column(pair.column);
      said.insert(said.end(), values.begin(), values.end());
      truth.insert(truth.end(), column.begin(), column.end());
    }
    std::string line = name + ":";
    for (const auto& bin : measure::reliability_curve(said, truth)) {
      line += fmt::format(" {:.4f}/{:.4f}/{}", bin.probability, bin.share, bin.rows);
    }
    result.lines.push_back(line);
  }

  /// How often the most probable label is wrong, where only the surest texts are answered: coverage, risk.
  static void risk_line(const std::string& name, const ScoredTexts& scored, const GoldTexts& gold,
                        const std::vector<LabelPair>& pairs, RunResult& result) {
    std::vector<std::pair<double, bool>> answers;  // how sure, whether wrong
    for (std::size_t i = 0; i < gold.size(); ++i) {
      const auto top = std::max_element(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) {
        return scored.of(a.head)[i] < scored.of(b.head)[i];
      });
      answers.emplace_back(scored.of(top->head)[i], !(gold.column(top->column)[i] > 0.5));
    }
    std::stable_sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string line = name + ", coverage/risk:";
    for (int tenth = 1; tenth <= 10; ++tenth) {
      const std::size_t count = answers.size() * static_cast<std::size_t>(tenth) / 10;
      const auto wrong = std::count_if(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(count),
                                       [](const auto& answer) { return answer.second; });
      line += fmt::format(" {:.1f}/{:.3f}", tenth / 10.0,
                          static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(count, 1)));
    }
    result.lines.push_back(line);
  }

  static void emobank(const Engine& engine, const RunOptions& options, RunResult& result) {
    const auto gold = read_split(engine, options, "emobank", result.split, result);
    const auto scored = score_texts(engine, gold.texts, "en");
    const auto rows = measure::Groups::each_row(gold.size());
    for (const std::string dimension : kDimensionNames) {
      const auto& expressed = scored.of("expressed:" + dimension);
      const auto& evoked = scored.of("evoked:" + dimension);
      std::vector<double> mean;
      for (std::size_t i = 0; i < gold.size(); ++i) mean.push_back((expressed[i] + evoked[i]) / 2);
      const auto add = [&](const std::string& perspective, const std::vector<double>& said) {
        const auto& truth =
            gold.column(fmt::format("{}:{}", perspective == "mean" ? "perceived" : perspective, dimension));
        const auto name = fmt::format("EmoBank {}, {}", dimension, perspective);
        result.figures.push_back(measured(name + ": r", rows, measure::over_rows(measure::pearson, truth, said)));
        result.figures.push_back(measured(name + ": CCC", rows, measure::over_rows(measure::concordance, truth, said)));
      };
      add("mean", mean);
      add("expressed", expressed);
      add("evoked", evoked);
      coverage(scored, gold, dimension, result);
    }
  }

  /// Share of truths within the 90 % interval, in the genre where it is farthest from 90 % and in all.
  static void coverage(const ScoredTexts& scored, const GoldTexts& gold, const std::string& dimension,
                       RunResult& result) {
    const auto head = "expressed:" + dimension;
    const auto& truth = gold.column(head);
    std::map<std::string, std::pair<double, double>> inside;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      if (std::isnan(truth[i])) continue;
      const bool in = std::abs(truth[i] - scored.of(head)[i]) <= kNinety * scored.deviations.at(head)[i];
      for (const std::string& genre : {std::string("all"), gold.kinds[i]}) {
        inside[genre].first += in;
        ++inside[genre].second;
      }
    }
    for (const auto& [genre, counts] : inside) {
      result.figures.push_back({.name = fmt::format("EmoBank {}, expressed: 90 % coverage, {}", dimension, genre),
                                .value = counts.first / counts.second,
                                .n = static_cast<std::size_t>(counts.second)});
    }
  }

  static void empathy(const Engine& engine, const RunOptions& options, RunResult& result) {
    const auto essays = read_split(engine, options, "empathic_reactions", "all", result);
    const auto predicted = learn::linear::empathy_by_person(engine, essays);
    const auto people = measure::Groups::by(essays.people);
    const auto add = [&](const std::string& what, const std::vector<double>& said) {
      const auto& truth = essays.column(fmt::format("empathy_distress:{}:intensity", what));
      result.figures.push_back(measured(fmt::format("Empathic Reactions {}, ten folds by person: r", what), people,
                                        measure::over_rows(measure::pearson, truth, said)));
    };
    add("empathy", predicted.empathy);
    add("distress", predicted.distress);
  }

  static void xed(const Engine& engine, const RunOptions& options, RunResult& result) {
    for (const std::string language : {"en", "fr"}) {
      auto all = read_split(engine, options, "xed", language, result);
      // Lines without an emotion are part of what people say: the model learns from them, and they count here.
      if (language == "en") all = joined(all, read_split(engine, options, "xed", "en_neutral", result));
      std::vector<std::size_t> held;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (learn::linear::held_out_of_xed(all.texts[i])) held.push_back(i);
      }
      const auto gold = all.rows(held);
      const auto scored = score_texts(engine, gold.texts, language);
      labels(fmt::format("XED {}, held-out fifth", language), scored, gold, "plutchik", result);
    }
  }
};

}  // namespace

void register_emotion_text(Engine& engine) {
  engine.add<System>({.name = "emotion_text",
                      .room = "evaluate",
                      .what = "The linear models of text on splits that they were not trained on",
                      .units = "macro-F1, calibration error, coverage [0, 1]; Pearson's r, CCC",
                      .source = "Demszky et al. 2020; Buechel & Hahn 2017; Oehman et al. 2020",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<EmotionTextSystem>(); });
}

}  // namespace affect::evaluate
