/// Scores each turn with the linear models of its language; a track a speaker and group of heads.
///
/// Thread-safety: one episode, one thread; SharedEmotionModels: any number.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "affect/component.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"

namespace affect::perceive::text {

/// The models that are in use, opened once for all episodes.
class SharedEmotionModels {
 public:
  /// The engine outlives it.
  explicit SharedEmotionModels(const Engine& engine) : engine_(engine) {}
  std::shared_ptr<const model::Safetensors> file();
  /// Nothing where no model reads the language.
  std::shared_ptr<const EmotionModel> get(const std::string& language);

 private:
  const Engine& engine_;
  std::mutex mutex_;
  std::shared_ptr<const model::Safetensors> file_;
  std::map<std::string, std::shared_ptr<const EmotionModel>> models_;
};

enum class EmotionRows {
  turns,      ///< one a turn; a long one is the mean of its sentences, weighted by length
  sentences,  ///< one a sentence, in its turn
};

/// What `affect methods` says of both components: references, models, how they work and what it costs.
void describe_emotion_models(CatalogueEntry& entry, EmotionRows rows);
/// The options that both components have.
std::vector<OptionSpec> emotion_options();
std::unique_ptr<Stage> make_emotion_stage(const Engine& engine, const Options& options,
                                          std::shared_ptr<SharedEmotionModels> models, Source source, EmotionRows rows);

}  // namespace affect::perceive::text
