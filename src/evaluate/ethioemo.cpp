// System 065, emotions and their strength in Amharic, Oromo, Somali and Tigrinya: a linear model for each language
// beside one of all languages together.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unordered_set>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/measure/correlation.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using learn::GoldTexts;

struct EthiopianLanguage {
  const char *tag, *name;
};
constexpr std::array<EthiopianLanguage, 4> kEthiopian{
    {{"am", "Amharic"}, {"om", "Oromo"}, {"so", "Somali"}, {"ti", "Tigrinya"}}};

/// Share of the words of some texts that the others never have.
double unseen_share(const GoldTexts& train, const GoldTexts& dev) {
  perceive::text::Ngrams ngrams;
  const auto words_of = [&](const std::string& text, auto&& take) {
    ngrams.read(text);
    for (const auto& token : ngrams.tokens()) {
      if (token.word) take(text.substr(token.bytes.begin, token.bytes.end - token.bytes.begin));
    }
  };
  std::unordered_set<std::string> seen;
  for (const std::string& text : train.texts) words_of(text, [&](std::string word) { seen.insert(std::move(word)); });
  double unseen = 0, all = 0;
  for (const std::string& text : dev.texts) {
    words_of(text, [&](const std::string& word) {
      unseen += !seen.contains(word);
      ++all;
    });
  }
  return all > 0 ? unseen / all : std::nan("");
}

class EthioEmoSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = "dev";
    const auto read = [&](const std::string& split) {
      return read_split(engine, options, "semeval2025", split, result);
    };
    const auto train = read("track_a_train"), dev = read("track_a_dev"), intense = read("track_b_dev");
    perceive::text::LanguageIdentifier identifier(perceive::text::open_emotion_text(engine));
    for (const auto& [tag, name] : kEthiopian) {
      const auto gold = dev.only_language(tag);
      labels(engine, gold, tag, name, result);
      result.figures.push_back({.name = fmt::format("{}: words of dev that train never has", name),
                                .value = unseen_share(train.only_language(tag), gold),
                                .n = gold.size()});
      double right = 0;
      for (const std::string& text : gold.texts) right += identifier.identify(text).language == tag;
      result.figures.push_back({.name = fmt::format("{}: language found", name),
                                .value = right / static_cast<double>(gold.size()),
                                .n = gold.size()});
    }
    amharic_strength(engine, intense.only_language("am"), result);
    return result;
  }

 private:
  static void labels(const Engine& engine, const GoldTexts& gold, const std::string& tag, const std::string& name,
                     RunResult& result) {
    const auto rows = measure::Groups::each_row(gold.size());
    for (const bool own : {true, false}) {
      auto scored = score_texts(engine, gold.texts, own ? tag : "und");
      const auto pairs = label_pairs(scored, gold, "ekman");
      result.figures.push_back(
          measured(fmt::format("{}, {}: macro-F1", name, own ? "its own model" : "all languages as one"), rows,
                   macro_f1_metric(scored, gold, pairs)));
      if (!own) continue;
      for (auto& [head, values] : scored.values) std::fill(values.begin(), values.end(), 1.0);
      result.figures.push_back(
          measured(fmt::format("{}, always yes: macro-F1", name), rows, macro_f1_metric(scored, gold, pairs)));
    }
  }

  static void amharic_strength(const Engine& engine, const GoldTexts& gold, RunResult& result) {
    const auto scored = score_texts(engine, gold.texts, "am");
    double sum = 0, count = 0;
    for (const auto& [column, truth] : gold.columns) {
      if (!column.ends_with(":intensity")) continue;
      const auto label = column.substr(6, column.size() - 6 - 10);
      const auto figure =
          measured(fmt::format("Amharic strength of {}: r", label), measure::Groups::each_row(gold.size()),
                   measure::over_rows(measure::pearson, truth, scored.of("intensity:" + label)));
      result.figures.push_back(figure);
      sum += figure.value;
      ++count;
    }
    result.figures.push_back({.name = "Amharic strength: mean r of labels", .value = sum / count, .n = gold.size()});
  }
};

}  // namespace

void register_ethioemo(Engine& engine) {
  engine.add<System>({.name = "ethioemo",
                      .room = "evaluate",
                      .what = "Emotions of texts in Amharic, Oromo, Somali and Tigrinya, and their strength in Amharic",
                      .units = "macro-F1, share [0, 1]; Pearson's r",
                      .source = "065; Belay et al. 2025",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<EthioEmoSystem>(); });
}

}  // namespace affect::evaluate
