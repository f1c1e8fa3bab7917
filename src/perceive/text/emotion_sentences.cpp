#include "affect/engine.h"
#include "perceive/text/emotion_stage.h"

namespace affect::perceive::text {

void register_emotion_sentences(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "emotion_sentences";
  entry.room = "perceive/text";
  entry.what = "the same for each sentence of a turn, a row a sentence";
  entry.units = "probability and intensity [0, 1]; valence, arousal, dominance [-1, 1]";
  entry.source = "040, 065, 082; Demszky et al. 2020; Buechel & Hahn 2017; Muhammad et al. 2025; Oehman et al. 2020";
  entry.options = emotion_options();
  describe_emotion_models(entry, EmotionRows::sentences);
  auto models = std::make_shared<SharedEmotionModels>(engine);
  engine.add<Stage>(entry, [models, entry](const Engine& owner, const Options& options) {
    return make_emotion_stage(owner, options, models, Source{entry.name, entry.version, options.hash()},
                              EmotionRows::sentences);
  });
}

}  // namespace affect::perceive::text
