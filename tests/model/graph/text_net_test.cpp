#include "affect/model/graph/text_net.h"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/model/graph/text_net_file.h"

namespace affect::model {
namespace {

TEST(TextNet, HasAnOutputAHead) {
  const TextNet net{"net", BertConfig::minilm_l6(), {{"goemotions", 28}, {"expressed", 6}}};
  const Graph g = text_net(net);
  EXPECT_EQ(to_string(g.shape(g.outputs().at("goemotions"))), "[batch, 28]");
  EXPECT_EQ(to_string(g.shape(g.outputs().at("expressed"))), "[batch, 6]");
  EXPECT_EQ(to_string(g.shape(g.weights().at("expressed.weight"))), "[6, 384]");
  const Graph of_words = text_net_of_words(net);
  EXPECT_EQ(of_words.weights().size() + 1, g.weights().size()) << "without the table of words";
  EXPECT_EQ(to_string(of_words.shape(of_words.inputs().at("words"))), "[batch, length, 384]");
}

const LabelHead kHead{"goemotions", {"joy", "fear"}, {1, 2}, {0, -1}, {0.5, 0.25}};

std::string file_of(const std::function<void(SafetensorsWriter&)>& change = {}) {
  SafetensorsWriter writer;
  add_text_net(writer, "emotion_small", "all-minilm-l6-v2", 64, {kHead, {"plutchik", {"trust"}, {1}, {0}, {0.5}}});
  const std::vector<float> weight(2 * 3, 0.5F);
  writer.add("goemotions.weight", weight, {2, 3});
  if (change) change(writer);
  return writer.bytes();
}

TextNetFile opened(const std::string& bytes) {
  return TextNetFile::of(Safetensors::of(std::as_bytes(std::span(bytes)), "made"));
}

TEST(TextNetFile, GivesWhatWasWritten) {
  const std::string bytes = file_of();
  const TextNetFile file = opened(bytes);
  EXPECT_EQ(file.name(), "emotion_small");
  EXPECT_EQ(file.trunk(), "all-minilm-l6-v2");
  EXPECT_EQ(file.length(), 64u);
  ASSERT_EQ(file.heads().size(), 2u);
  const LabelHead& head = file.heads()[0];
  EXPECT_EQ(head.name, kHead.name);
  EXPECT_EQ(head.labels, kHead.labels);
  EXPECT_EQ(head.threshold, kHead.threshold);
  EXPECT_NEAR(head.probability(0, 0), 0.5, 1e-12);
  EXPECT_NEAR(head.probability(1, 0.5), 0.5, 1e-12);
  EXPECT_EQ(file.heads()[1].labels, (std::vector<std::string>{"trust"}));
  EXPECT_EQ(file.text_heads()[0].width, 2);
}

TEST(TextNetFile, StandsBeforeItsTrunk) {
  SafetensorsWriter below;
  const std::vector<float> zeros(6, 0.0F);
  below.add("goemotions.weight", zeros, {2, 3});
  below.add("embeddings.word_embeddings.weight", zeros, {2, 3});
  const std::string trunk = below.bytes(), bytes = file_of();
  const auto weights = opened(bytes).over(
      std::make_shared<SafetensorsWeights>(Safetensors::of(std::as_bytes(std::span(trunk)), "trunk")));
  EXPECT_EQ(weights->find("goemotions.weight")->values[0], 0.5F);
  EXPECT_EQ(weights->find("embeddings.word_embeddings.weight")->values[0], 0);
}

TEST(TextNetFile, WrongFilesAreNamed) {
  const std::vector<std::function<void(SafetensorsWriter&)>> wrong{
      [](SafetensorsWriter& writer) { writer.metadata("length", "0"); },
      [](SafetensorsWriter& writer) { writer.metadata("length", "many"); },
      [](SafetensorsWriter& writer) { writer.metadata("length", "99999999999999999999999"); },
      [](SafetensorsWriter& writer) { writer.metadata("heads", "goemotions:joy,fear,anger"); },
      [](SafetensorsWriter& writer) { writer.metadata("heads", "ekman:joy"); },
      [](SafetensorsWriter& writer) { writer.metadata("heads", "goemotions"); },
      [](SafetensorsWriter& writer) { writer.metadata("heads", ""); },
      [](SafetensorsWriter& writer) {
        const std::vector<float> one(1, 1.0F);
        for (const char* what : {"/slope", "/offset", "/threshold"}) writer.add(what, one, {1});
        writer.metadata("heads", ":joy");
      },
      [](SafetensorsWriter& writer) {
        const std::vector<float> none(2, std::nanf(""));
        writer.add("goemotions/slope", none, {2});
      },
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    const std::string bytes = file_of(wrong[i]);
    EXPECT_THROW(opened(bytes), ModelError) << i;
  }
  SafetensorsWriter empty;
  const std::vector<float> one(1, 1.0F);
  empty.add("x", one, {1});
  const std::string bytes = empty.bytes();
  EXPECT_THROW(opened(bytes), ModelError) << "of another kind";
}

}  // namespace
}  // namespace affect::model
