#include <fmt/format.h>

#include "affect/engine.h"
#include "affect/io/output.h"
#include "affect/learn/nets/recipe.h"
#include "affect/model/store/model_store.h"
#include "affect/model/text/wordpiece.h"
#include "learn/nets/processor.h"
#include "learn/nets/text_lesson.h"
#include "learn/nets/text_net_writer.h"

namespace affect::learn::nets {
namespace {

constexpr const char* kEmotionSmall = "emotion_small";
constexpr const char* kEmotionSmallTrunk = "all-minilm-l6-v2";
/// Half of the trunk's weights, which rare words would only unlearn: they stay as they are, and in the trunk's file.
constexpr const char* kFrozen = "embeddings.";

class EmotionSmall : public Recipe {
 public:
  EmotionSmall(const Engine& engine, const Options& options) : engine_(engine), options_(options) {}

  bool run(const RecipeRun& run) override {
    const auto store = model::ModelStore::here(engine_);
    const auto length = static_cast<std::size_t>(options_.integer("length"));
    std::vector<TextTask> tasks;
    tasks.push_back(goemotions(run.data_root));
    const model::TextNet shape{kEmotionSmall,
                               model::BertConfig::minilm_l6(),
                               {{"goemotions", static_cast<std::int64_t>(tasks[0].columns.size())}}};
    const TextLesson lesson(
        std::move(tasks), model::WordPiece::open(store.path(kEmotionSmallTrunk, "vocab.txt")),
        {.rows = static_cast<std::size_t>(options_.integer("rows")), .length = length, .seed = engine_.seed()});
    const model::SafetensorsWeights trunk(
        model::Safetensors::open(store.path(kEmotionSmallTrunk, "model.safetensors")));
    TrainableNet net(model::text_net(shape), trunk, {.seed = engine_.seed()});
    if (train(net, lesson, training(run, shape), run.watch).interrupted) return false;
    const auto output = io::open_output(run.output);
    output->write(write_text_net(net, lesson, kEmotionSmallTrunk, length, kFrozen, "Apache-2.0"));
    output->commit();
    return true;
  }

 private:
  TextTask goemotions(const std::string& root) const {
    TextTask task{.head = "goemotions",
                  .loss = {.kind = Loss::Kind::binary_cross_entropy},
                  .origin = "goemotions train, dev",
                  .fit = read_gold_texts(engine_, root, "goemotions", "train"),
                  .held = read_gold_texts(engine_, root, "goemotions", "dev")};
    for (const auto& [column, values] : task.fit.columns) task.columns.push_back(column);
    return task;
  }

  TrainingOptions training(const RecipeRun& run, const model::TextNet& shape) const {
    TrainingOptions options;
    options.epochs = options_.integer("epochs");
    options.rate = options_.number("rate");
    options.rates = {{kFrozen, 0}};
    for (const model::TextHead& head : shape.heads) options.rates.push_back({head.name + ".", options_.number("head")});
    options.average = options_.number("average");
    options.bf16 = processor_has_bf16();
    options.work_folder = run.work_folder;
    options.threads = engine_.threads();
    options.seed = engine_.seed();
    return options;
  }

  const Engine& engine_;
  Options options_;
};

}  // namespace

void register_emotion_small(Engine& engine) {
  CatalogueEntry entry;
  entry.name = kEmotionSmall;
  entry.room = "learn/nets";
  entry.what = "emotions of English texts: all-MiniLM-L6-v2 with heads";
  entry.units = "logits";
  entry.source = "Wang et al. 2020; Demszky et al. 2020";
  entry.references = {"wang2020minilm", "reimers2019sentence", "demszky2020goemotions"};
  entry.options = {
      {.name = "epochs",
       .type = OptionSpec::Type::integer,
       .standard = "4",
       .what = "over the data",
       .low = 1,
       .high = 1000},
      {.name = "rate", .standard = "1e-4", .what = "of learning, of the trunk", .low = 0, .high = 1},
      {.name = "head", .standard = "10", .what = "how much faster the heads learn", .low = 0, .high = 1e4},
      {.name = "average",
       .standard = "0",
       .what = "decay of the moving average of weights; 0: none",
       .low = 0,
       .high = 1},
      {.name = "rows",
       .type = OptionSpec::Type::integer,
       .standard = "32",
       .what = "texts a step",
       .low = 1,
       .high = 4096},
      {.name = "length",
       .type = OptionSpec::Type::integer,
       .standard = "64",
       .what = "tokens a text; more are cut",
       .low = 8,
       .high = 512},
  };
  engine.add<Recipe>(entry, [](const Engine& owner, const Options& options) {
    return std::make_unique<EmotionSmall>(owner, options);
  });
}

}  // namespace affect::learn::nets
