#include "affect/engine.h"
#include "affect/model/graph/bert.h"
#include "affect/model/store/model_store.h"
#include "affect/model/text/packed_e5.h"
#include "model/encoder/bert_encoder.h"
#include "model/encoder/packed_weights.h"

namespace affect::model::encoder {
namespace {

constexpr const char* kE5 = "multilingual-e5-small";

std::unique_ptr<TextEncoder> make_e5(const Engine& engine, const Options& options) {
  const auto file = PackedE5::open(ModelStore::here(engine).path(kE5, "e5-small-q4.bin"));
  const BertConfig config = BertConfig::multilingual_e5_small();
  const auto width = static_cast<std::size_t>(config.width);
  BertParts parts;
  parts.model = kE5;
  parts.tokenizer = file->tokenizer();
  parts.net =
      std::make_unique<Net>(sentence_encoder_of_words(kE5, config), PackedWeights(file), net_options(engine, options));
  // The table of 250,037 words stays as it is packed: 54 MB of a mapped file in place of 384 MB.
  parts.words = [file, width](const std::vector<std::int32_t>& ids, std::size_t rows) {
    std::vector<float> words(ids.size() * width);
    file->table("embeddings.word_embeddings.weight").gather(ids, words);
    return std::pair<std::string, Array>("words", {{rows, ids.size() / rows, width}, std::move(words)});
  };
  parts.width = width;
  parts.longest = static_cast<std::size_t>(config.positions);
  parts.prefix = "query: ";
  return make_bert_encoder(std::move(parts));
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
