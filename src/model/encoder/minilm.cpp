#include "affect/engine.h"
#include "affect/model/graph/bert.h"
#include "affect/model/store/model_store.h"
#include "affect/model/text/wordpiece.h"
#include "model/encoder/bert_encoder.h"

namespace affect::model::encoder {
namespace {

constexpr const char* kMiniLm = "all-minilm-l6-v2";

std::unique_ptr<TextEncoder> make_minilm(const Engine& engine, const Options& options) {
  const ModelStore store = ModelStore::here(engine);
  const BertConfig config = BertConfig::minilm_l6();
  const SafetensorsWeights weights(Safetensors::open(store.path(kMiniLm, "model.safetensors")));
  BertParts parts;
  parts.model = kMiniLm;
  parts.tokenizer = WordPiece::open(store.path(kMiniLm, "vocab.txt"));
  parts.net = std::make_unique<Net>(sentence_encoder(kMiniLm, config), weights, net_options(engine, options));
  parts.words = [](const std::vector<std::int32_t>& ids, std::size_t rows) {
    return std::pair<std::string, Array>(
        "input_ids", {{rows, ids.size() / rows}, std::vector<std::int64_t>(ids.begin(), ids.end())});
  };
  parts.width = static_cast<std::size_t>(config.width);
  // What it was trained on; longer texts are read in windows.
  parts.longest = 256;
  return make_bert_encoder(std::move(parts));
}

}  // namespace

void register_minilm(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "minilm";
  entry.room = "model/encoder";
  entry.what = "English texts as vectors: all-MiniLM-L6-v2";
  entry.units = "384 numbers, length 1";
  entry.source = "Wang et al. 2020; Reimers & Gurevych 2019";
  entry.options = encoder_options();
  entry.references = {"wang2020minilm", "reimers2019sentence"};
  entry.models = {"all-minilm-l6-v2/model.safetensors", "all-minilm-l6-v2/vocab.txt"};
  entry.methods =
      "Texts were embedded as the mean of the last layer's token states, scaled to length 1; texts longer than "
      "256 tokens in windows that share 32.";
  entry.cost = "O(tokens); docs/model/encoder.md has what was measured";
  engine.add<TextEncoder>(entry, make_minilm);
}

}  // namespace affect::model::encoder
