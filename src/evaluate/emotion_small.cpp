// The component emotion_small on the split of GoEmotions that it was not trained on, in each precision.
#include <cmath>

#include <fmt/format.h>

#include "affect/evaluate/perceived_texts.h"
#include "affect/model/graph/text_net_file.h"
#include "affect/model/store/model_store.h"
#include "evaluate/scored_texts.h"

namespace affect::evaluate {
namespace {

constexpr const char* kSmallNet = "emotion_small";
constexpr const char* kSmallNetHead = "goemotions";
/// Texts of a quick run.
constexpr std::size_t kSmallNetQuick = 400;

class EmotionSmallSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics&) const override {
    RunResult result;
    result.split = options.quick ? fmt::format("dev, first {}", kSmallNetQuick) : "test";
    auto gold = read_split(engine, options, kSmallNetHead, options.quick ? "dev" : "test", result);
    if (options.quick) gold = first(gold, kSmallNetQuick);
    const auto path = model::ModelStore::here(engine).path(kSmallNet, fmt::format("{}.safetensors", kSmallNet));
    const auto file = model::TextNetFile::open(path);
    const auto rows = measure::Groups::each_row(gold.size());
    for (const std::string precision : {"int8", "bf16", "f32"}) {
      if (options.quick && precision != "int8") continue;
      const auto scored = scores(engine, file, precision, gold.texts);
      const auto pairs = label_pairs(scored, gold, kSmallNetHead);
      result.figures.push_back(
          measured(fmt::format("GoEmotions, {}: macro-F1", precision), rows, macro_f1_metric(scored, gold, pairs)));
      if (precision != "int8") continue;
      result.figures.push_back({.name = "GoEmotions, int8: class-wise calibration error",
                                .value = mean_calibration_error(scored, gold, pairs).value_or(std::nan("")),
                                .n = gold.size()});
      ScoredTexts always = scored;
      for (auto& [head, values] : always.values) std::fill(values.begin(), values.end(), 1.0);
      result.figures.push_back(
          measured("GoEmotions, always yes: macro-F1", rows, macro_f1_metric(always, gold, pairs)));
    }
    return result;
  }

 private:
  static learn::GoldTexts first(const learn::GoldTexts& gold, std::size_t count) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < std::min(count, gold.size()); ++i) rows.push_back(i);
    return gold.rows(rows);
  }

  static ScoredTexts scores(const Engine& engine, const model::TextNetFile& file, const std::string& precision,
                            const std::vector<std::string>& texts) {
    ScoredTexts scored;
    const StageSettings settings{{kSmallNet, {{"precision", precision}, {"language", "en"}}}};
    for (const PerceivedColumn& column : perceive_texts(engine, {kSmallNet}, settings, texts)) {
      if (column.taxonomy == kSmallNetHead)
        scored.values[fmt::format("{}:{}", column.taxonomy, column.name)] = column.values;
    }
    for (const model::LabelHead& head : file.heads()) {
      for (std::size_t i = 0; i < head.labels.size(); ++i)
        scored.thresholds[fmt::format("{}:{}", head.name, head.labels[i])] = static_cast<double>(head.threshold[i]);
    }
    return scored;
  }
};

}  // namespace

void register_emotion_small(Engine& engine) {
  CatalogueEntry entry;
  entry.name = kSmallNet;
  entry.room = "evaluate";
  entry.what = "measures emotion_small: GoEmotions in 8 bits, bf16 and f32";
  entry.source = "Wang et al. 2020; Demszky et al. 2020";
  engine.add<System>(entry, [](const Engine&, const Options&) { return std::make_unique<EmotionSmallSystem>(); });
}

}  // namespace affect::evaluate
