#include "model/encoder/bert_encoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace affect::model {
namespace {

class BertEncoder : public TextEncoder {
 public:
  BertEncoder(BertParts parts, std::size_t width) : runner_(std::move(parts)), width_(width) {}

  std::size_t width() const override { return width_; }
  std::string description() const override { return runner_.description(); }

  std::vector<float> sentences(std::span<const std::string> texts) const override {
    std::vector<float> sums(texts.size() * width_, 0.0f);
    runner_.run(texts, [&](const WindowResult& result) {
      const auto sentence = result.values("sentence");
      float* sum = sums.data() + result.text * width_;
      for (std::size_t i = 0; i < width_; ++i) sum[i] += result.weight() * sentence[i];
    });
    for (std::size_t text = 0; text < texts.size(); ++text) {
      float* row = sums.data() + text * width_;
      const float norm = std::sqrt(std::inner_product(row, row + width_, row, 0.0f));
      if (norm > 0) std::transform(row, row + width_, row, [&](float value) { return value / norm; });
    }
    return sums;
  }

  TokenVectors tokens(const std::string& text) const override {
    const std::size_t prefix = runner_.parts().prefix.size();
    std::vector<std::pair<std::size_t, std::pair<ByteRange, std::vector<float>>>> found;
    runner_.run({&text, 1}, [&](const WindowResult& result) {
      const auto states = result.values("tokens");
      for (std::size_t i = result.window.own_begin; i < result.window.own_end; ++i) {
        ByteRange bytes = result.window.tokens.offsets[i];
        if (bytes.begin < prefix) continue;
        bytes.begin -= prefix;
        bytes.end -= prefix;
        const auto state = states.subspan(i * width_, width_);
        found.push_back({result.window.first + i, {bytes, {state.begin(), state.end()}}});
      }
    });
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    TokenVectors tokens;
    for (const auto& [place, token] : found) {
      tokens.offsets.push_back(token.first);
      tokens.values.insert(tokens.values.end(), token.second.begin(), token.second.end());
    }
    return tokens;
  }

 private:
  BertRunner runner_;
  std::size_t width_;
};

}  // namespace

std::unique_ptr<TextEncoder> make_bert_encoder(BertParts parts, std::size_t width) {
  return std::make_unique<BertEncoder>(std::move(parts), width);
}

}  // namespace affect::model
