#include "affect/engine.h"
#include "model/encoder/bert_encoder.h"
#include "model/encoder/bert_trunk.h"

namespace affect::model::encoder {
namespace {

std::unique_ptr<TextEncoder> make_e5(const Engine& engine, const Options& options) {
  BertTrunk trunk = open_trunk(engine, kE5);
  trunk.parts.net =
      std::make_unique<Net>(sentence_encoder_of_words(kE5, trunk.config), *trunk.weights, net_options(engine, options));
  return make_bert_encoder(std::move(trunk.parts), static_cast<std::size_t>(trunk.config.width));
}

}  // namespace

void register_e5(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "e5";
  entry.room = "model/encoder";
  entry.what = "texts in about a hundred languages as vectors: multilingual-e5-small";
  entry.units = "384 numbers, length 1";
  entry.source = "Wang et al. 2024";
  entry.options = encoder_options();
  entry.references = {"wang2024e5"};
  entry.models = {"multilingual-e5-small/e5-small-q4.bin"};
  entry.methods =
      "Texts were embedded, behind \"query: \", as the mean of the last layer's token states, scaled to length 1; "
      "texts longer than 512 tokens in windows that share 32.";
  entry.cost = "O(tokens); docs/model/encoder.md has what was measured";
  engine.add<TextEncoder>(entry, make_e5);
}

}  // namespace affect::model::encoder
