#include "model/encoder/bert_trunk.h"

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/store/model_store.h"
#include "affect/model/text/packed_e5.h"
#include "affect/model/text/wordpiece.h"
#include "model/encoder/packed_weights.h"

namespace affect::model {
namespace {

BertTrunk open_minilm(const ModelStore& store) {
  BertTrunk trunk;
  trunk.config = BertConfig::minilm_l6();
  trunk.weights =
      std::make_shared<const SafetensorsWeights>(Safetensors::open(store.path(kMiniLm, "model.safetensors")));
  trunk.parts.tokenizer = WordPiece::open(store.path(kMiniLm, "vocab.txt"));
  trunk.parts.words = [](const std::vector<std::int32_t>& ids, std::size_t rows) {
    return std::pair<std::string, Array>(
        "input_ids", {{rows, ids.size() / rows}, std::vector<std::int64_t>(ids.begin(), ids.end())});
  };
  // What it was trained on; longer texts are read in windows.
  trunk.parts.longest = 256;
  return trunk;
}

BertTrunk open_e5(const ModelStore& store) {
  const auto file = PackedE5::open(store.path(kE5, "e5-small-q4.bin"));
  BertTrunk trunk;
  trunk.config = BertConfig::multilingual_e5_small();
  trunk.weights = std::make_shared<const PackedWeights>(file);
  trunk.of_words = true;
  trunk.parts.tokenizer = file->tokenizer();
  const auto width = static_cast<std::size_t>(trunk.config.width);
  // The table of 250,037 words stays as it is packed: 54 MB of a mapped file in place of 384 MB.
  trunk.parts.words = [file, width](const std::vector<std::int32_t>& ids, std::size_t rows) {
    std::vector<float> words(ids.size() * width);
    file->table("embeddings.word_embeddings.weight").gather(ids, words);
    return std::pair<std::string, Array>("words", {{rows, ids.size() / rows, width}, std::move(words)});
  };
  trunk.parts.longest = static_cast<std::size_t>(trunk.config.positions);
  trunk.parts.prefix = "query: ";
  return trunk;
}

}  // namespace

BertTrunk open_trunk(const Engine& engine, std::string_view name) {
  const ModelStore store = ModelStore::here(engine);
  if (name != kMiniLm && name != kE5) throw ModelError(fmt::format("no net can be put on \"{}\"", name));
  BertTrunk trunk = name == kMiniLm ? open_minilm(store) : open_e5(store);
  trunk.parts.model = name;
  return trunk;
}

}  // namespace affect::model
