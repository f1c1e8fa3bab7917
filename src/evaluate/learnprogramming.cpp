// System 032, emotions of novices who learn to program and what triggers them. The coded posts are not at hand: here
// are its two steps, perceiving the learning-centred emotions and clustering texts by what triggers them, on
// GoEmotions' comments.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/measure/k_means.h"
#include "affect/measure/reliability.h"
#include "affect/perceive/text/dictionary.h"
#include "affect/rng.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

using learn::GoldTexts;

/// The four of GoEmotions that are learning-centred; frustration is not rated there, annoyance is nearest.
constexpr std::array<std::string_view, 4> kLearningCentred{"confusion", "curiosity", "annoyance", "nervousness"};
constexpr std::size_t kClusters = 5, kTopWords = 6;
constexpr int kResamples = 20;
constexpr double kResampled = 0.8;
/// A word that more than this share of the texts has tells nothing; one in fewer than three is a name.
constexpr double kTooCommon = 0.1;
constexpr std::size_t kTooRare = 3, kShortestWord = 4;

struct TriggerTexts {
  std::vector<measure::SparseRow> rows;  ///< TF-IDF of content words, unit length
  std::vector<std::string> words;        ///< by column
};

/// Each content word once: what is long enough and no function word.
std::vector<std::string> content_words(const std::string& text, perceive::text::DictionaryScanner& function_words) {
  std::vector<std::string> words;
  perceive::text::each_word(text, [&](const perceive::text::TextWord& word) {
    if (word.lower.size() >= kShortestWord) words.emplace_back(word.lower);
  });
  std::erase_if(words, [&](const std::string& word) {
    perceive::text::DictionaryCounts counts;
    function_words.scan(word, counts);
    return counts.covered > 0;
  });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

TriggerTexts trigger_texts(const Engine& engine, const std::vector<std::string>& texts) {
  perceive::text::DictionaryScanner function_words(perceive::text::shipped_dictionary(engine, "function_words_en"));
  std::vector<std::vector<std::string>> words;
  std::map<std::string, std::size_t> counts;
  for (const std::string& text : texts) {
    words.push_back(content_words(text, function_words));
    for (const std::string& word : words.back()) ++counts[word];
  }
  TriggerTexts result;
  std::map<std::string, std::uint32_t> columns;
  const auto n = static_cast<double>(texts.size());
  for (const auto& [word, count] : counts) {
    if (count < kTooRare || static_cast<double>(count) > kTooCommon * n) continue;
    columns.emplace(word, static_cast<std::uint32_t>(result.words.size()));
    result.words.push_back(word);
  }
  for (const auto& own : words) {
    measure::SparseRow row;
    double squares = 0;
    for (const std::string& word : own) {
      const auto found = columns.find(word);
      if (found == columns.end()) continue;
      const double value = std::log(n / static_cast<double>(counts[word]));
      row.emplace_back(found->second, value);
      squares += value * value;
    }
    for (auto& [column, value] : row) value /= std::sqrt(squares);
    if (!row.empty()) result.rows.push_back(std::move(row));
  }
  return result;
}

std::string top_words(const TriggerTexts& texts, const std::vector<int>& cluster, int which) {
  std::vector<double> weight(texts.words.size());
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    if (cluster[i] != which) continue;
    for (const auto& [column, value] : texts.rows[i]) weight[column] += value;
  }
  std::vector<std::size_t> order(weight.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
  std::string words;
  for (std::size_t i = 0; i < std::min(kTopWords, order.size()); ++i) words += " " + texts.words[order[i]];
  return words;
}

/// Mean adjusted Rand index of the clusters of all texts and of those of four fifths, over the texts that both have.
double stability(const TriggerTexts& texts, const std::vector<int>& cluster, Rng& rng) {
  double sum = 0;
  for (int draw = 0; draw < kResamples; ++draw) {
    std::vector<measure::SparseRow> rows;
    std::vector<int> whole;
    for (std::size_t i = 0; i < texts.rows.size(); ++i) {
      if (rng.uniform() >= kResampled) continue;
      rows.push_back(texts.rows[i]);
      whole.push_back(cluster[i]);
    }
    sum += measure::adjusted_rand(whole, measure::k_means(rows, kClusters, rng)).value_or(0);
  }
  return sum / kResamples;
}

class LearnProgrammingSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = options.quick ? "dev" : "test; triggers on train";
    const std::string split = options.quick ? "dev" : "test";
    const auto gold = read_split(engine, options, "goemotions", split, result);
    emotions(engine, gold, result);
    if (!options.quick) triggers(engine, read_split(engine, options, "goemotions", "train", result), result);
    return result;
  }

 private:
  static void emotions(const Engine& engine, const GoldTexts& gold, RunResult& result) {
    const auto scored = score_texts(engine, gold.texts, "en");
    const auto rows = measure::Groups::each_row(gold.size());
    std::vector<LabelPair> four;
    for (const std::string_view name : kLearningCentred) {
      const auto head = fmt::format("goemotions:{}", name);
      four.push_back({std::string(name), head, head});
      result.figures.push_back(
          measured(fmt::format("{}: F1", name), rows, macro_f1_metric(scored, gold, {four.back()})));
      result.figures.push_back(
          {.name = fmt::format("{}: calibration error", name),
           .value = measure::calibration_error(scored.of(head), gold.column(head)).value_or(std::nan("")),
           .n = gold.size()});
    }
    result.figures.push_back(measured("macro-F1 of the four", rows, macro_f1_metric(scored, gold, four)));
    ScoredTexts always = scored;
    for (auto& [head, values] : always.values) std::fill(values.begin(), values.end(), 1.0);
    result.figures.push_back(measured("macro-F1 of the four, always yes", rows, macro_f1_metric(always, gold, four)));
  }

  static void triggers(const Engine& engine, const GoldTexts& train, RunResult& result) {
    for (const std::string_view name : kLearningCentred) {
      const auto& labels = train.column(fmt::format("goemotions:{}", name));
      std::vector<std::string> own;
      for (std::size_t i = 0; i < train.size(); ++i) {
        if (labels[i] > 0.5) own.push_back(train.texts[i]);
      }
      const auto texts = trigger_texts(engine, own);
      Rng rng(engine.seed());
      const auto cluster = measure::k_means(texts.rows, kClusters, rng);
      result.figures.push_back({.name = fmt::format("triggers of {}: adjusted Rand under resampling", name),
                                .value = stability(texts, cluster, rng),
                                .n = texts.rows.size()});
      for (std::size_t c = 0; c < kClusters; ++c) {
        const auto which = static_cast<int>(c);
        result.lines.push_back(fmt::format("trigger of {}, {} texts:{}", name,
                                           std::count(cluster.begin(), cluster.end(), which),
                                           top_words(texts, cluster, which)));
      }
    }
  }
};

}  // namespace

void register_learnprogramming(Engine& engine) {
  engine.add<System>({.name = "learnprogramming",
                      .room = "evaluate",
                      .what = "Learning-centred emotions of texts, and clusters of what triggers them",
                      .units = "F1, calibration error [0, 1]; adjusted Rand index",
                      .source = "032",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<LearnProgrammingSystem>(); });
}

}  // namespace affect::evaluate
