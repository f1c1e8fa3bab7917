#include "affect/engine.h"
#include "model/encoder/bert_encoder.h"
#include "model/encoder/bert_trunk.h"

namespace affect::model::encoder {
namespace {

std::unique_ptr<TextEncoder> make_minilm(const Engine& engine, const Options& options) {
  BertTrunk trunk = open_trunk(engine, kMiniLm);
  trunk.parts.net =
      std::make_unique<Net>(sentence_encoder(kMiniLm, trunk.config), *trunk.weights, net_options(engine, options));
  return make_bert_encoder(std::move(trunk.parts), static_cast<std::size_t>(trunk.config.width));
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
