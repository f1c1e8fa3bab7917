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
/// Tokens that the trunk reads at once.
constexpr std::size_t kLongest = 256;

class EmotionSmall : public Recipe {
 public:
  EmotionSmall(const Engine& engine, const Options& options) : engine_(engine), options_(options) {}

  bool run(const RecipeRun& run) override {
    const auto length = static_cast<std::size_t>(options_.integer("length"));
    auto texts = tasks(run.data_root, "train", "dev");
    const TextLesson lesson(
        std::move(texts), tokenizer(),
        {.rows = static_cast<std::size_t>(options_.integer("rows")), .length = length, .seed = engine_.seed()});
    std::vector<model::TextHead> heads;
    for (const TextTask& task : lesson.tasks())
      heads.push_back({task.head, static_cast<std::int64_t>(task.columns.size())});
    TrainableNet net(graph(heads), *trunk(), {.seed = engine_.seed()});
    if (train(net, lesson, training(run, heads), run.watch).interrupted) return false;
    const auto output = io::open_output(run.output);
    output->write(write_text_net(net, lesson, kEmotionSmallTrunk, length, kFrozen, "Apache-2.0"));
    output->commit();
    return true;
  }

  std::map<std::string, double> score(const std::string& model, const std::string& data_root,
                                      const std::string& split) override {
    const auto file = model::TextNetFile::open(model);
    auto texts = tasks(data_root, "", split);
    const TextLesson lesson(std::move(texts), tokenizer(), {.length = kLongest});
    const TrainableNet net(graph(file.text_heads()), *file.over(trunk()));
    std::map<std::string, double> figures;
    for (std::size_t task = 0; task < lesson.tasks().size(); ++task) {
      for (const model::LabelHead& head : file.heads()) {
        if (head.name == lesson.tasks()[task].head)
          figures[fmt::format("{} {} macro-F1", head.name, split)] = lesson.held_f1(net, task, head);
      }
    }
    return figures;
  }

 private:
  std::shared_ptr<const model::Weights> trunk() const {
    return std::make_shared<const model::SafetensorsWeights>(
        model::Safetensors::open(store_.path(kEmotionSmallTrunk, "model.safetensors")));
  }
  std::shared_ptr<const model::Tokenizer> tokenizer() const {
    return model::WordPiece::open(store_.path(kEmotionSmallTrunk, "vocab.txt"));
  }
  static model::Graph graph(const std::vector<model::TextHead>& heads) {
    return model::text_net({kEmotionSmall, model::BertConfig::minilm_l6(), heads});
  }

  /// Without a name of a split there are no texts to learn from.
  std::vector<TextTask> tasks(const std::string& root, const std::string& fit, const std::string& held) const {
    TextTask goemotions{.head = "goemotions",
                        .loss = {.kind = Loss::Kind::binary_cross_entropy},
                        .origin = fmt::format("goemotions {}, {}", fit, held),
                        .held = read_gold_texts(engine_, root, "goemotions", held)};
    if (!fit.empty()) goemotions.fit = read_gold_texts(engine_, root, "goemotions", fit);
    for (const auto& [column, values] : goemotions.held.columns) goemotions.columns.push_back(column);
    return {std::move(goemotions)};
  }

  TrainingOptions training(const RecipeRun& run, const std::vector<model::TextHead>& heads) const {
    TrainingOptions options;
    options.epochs = options_.integer("epochs");
    options.rate = options_.number("rate");
    options.rates = {{kFrozen, 0}};
    for (const model::TextHead& head : heads) options.rates.push_back({head.name + ".", options_.number("head")});
    options.average = options_.number("average");
    options.bf16 = processor_has_bf16();
    options.work_folder = run.work_folder;
    options.threads = engine_.threads();
    options.seed = engine_.seed();
    return options;
  }

  const Engine& engine_;
  Options options_;
  model::ModelStore store_ = model::ModelStore::here(engine_);
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
