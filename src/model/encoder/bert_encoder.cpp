#include "model/encoder/bert_encoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "affect/model/text/windows.h"

namespace affect::model {
namespace {

/// Tokens of text that two windows of a long text share.
constexpr std::size_t kOverlap = 32;
/// Padded tokens of a batch: enough to fill the processor, few enough to stay in its caches.
constexpr std::size_t kBatchRows = 32, kBatchTokens = 4096;

/// One window of one text.
struct Piece {
  std::size_t text = 0;
  Window window;
};

class BertEncoder : public TextEncoder {
 public:
  explicit BertEncoder(BertParts parts) : parts_(std::move(parts)) {}

  std::size_t width() const override { return parts_.width; }

  std::string description() const override {
    const NetReport& report = parts_.net->report();
    return fmt::format("{}, {}, {} {}", parts_.model, name_of(report.precision), report.threads,
                       report.threads == 1 ? "thread" : "threads");
  }

  std::vector<float> sentences(std::span<const std::string> texts) const override {
    std::vector<float> sums(texts.size() * parts_.width, 0.0f);
    for_each_batch(texts, "sentence", [&](const Piece& piece, const float* sentence, std::size_t /*length*/) {
      // The mean over the text is the mean of its windows, each as heavy as the tokens that it owns.
      const auto weight = static_cast<float>(piece.window.own_end - piece.window.own_begin + 1);
      float* sum = sums.data() + piece.text * parts_.width;
      for (std::size_t i = 0; i < parts_.width; ++i) sum[i] += weight * sentence[i];
    });
    for (std::size_t text = 0; text < texts.size(); ++text) {
      float* row = sums.data() + text * parts_.width;
      const float norm = std::sqrt(std::inner_product(row, row + parts_.width, row, 0.0f));
      if (norm > 0) std::transform(row, row + parts_.width, row, [&](float value) { return value / norm; });
    }
    return sums;
  }

  TokenVectors tokens(const std::string& text) const override {
    std::vector<std::pair<std::size_t, std::pair<ByteRange, std::vector<float>>>> found;
    for_each_batch({&text, 1}, "tokens", [&](const Piece& piece, const float* states, std::size_t /*length*/) {
      for (std::size_t i = piece.window.own_begin; i < piece.window.own_end; ++i) {
        ByteRange bytes = piece.window.tokens.offsets[i];
        if (bytes.begin < parts_.prefix.size()) continue;
        bytes.begin -= parts_.prefix.size();
        bytes.end -= parts_.prefix.size();
        const float* state = states + i * parts_.width;
        found.push_back({piece.window.first + i, {bytes, {state, state + parts_.width}}});
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
  std::vector<Piece> pieces_of(std::span<const std::string> texts) const {
    std::vector<Piece> pieces;
    for (std::size_t text = 0; text < texts.size(); ++text) {
      const Encoding encoding = parts_.tokenizer->encode(parts_.prefix + texts[text]);
      for (Window& window : windows(encoding, parts_.longest, kOverlap)) pieces.push_back({text, std::move(window)});
    }
    return pieces;
  }

  /// Calls `take(piece, values, length)` with what the output gives of each piece.
  template <class Take>
  void for_each_batch(std::span<const std::string> texts, const std::string& output, const Take& take) const {
    std::vector<Piece> pieces = pieces_of(texts);
    // Rows of about one length are padded least.
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.window.tokens.size() < b.window.tokens.size(); });
    for (std::size_t begin = 0; begin < pieces.size();) {
      std::size_t end = begin + 1;
      while (end < pieces.size() && end - begin < kBatchRows &&
             (end - begin + 1) * pieces[end].window.tokens.size() <= kBatchTokens) {
        ++end;
      }
      run(std::span(pieces).subspan(begin, end - begin), output, take);
      begin = end;
    }
  }

  template <class Take>
  void run(std::span<const Piece> batch, const std::string& output, const Take& take) const {
    const std::size_t rows = batch.size(), length = batch.back().window.tokens.size();
    std::vector<std::int32_t> ids(rows * length, parts_.tokenizer->frame().padding);
    std::vector<std::int64_t> mask(rows * length, 0);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto& tokens = batch[row].window.tokens.ids;
      std::copy(tokens.begin(), tokens.end(), ids.begin() + static_cast<std::ptrdiff_t>(row * length));
      std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(row * length), tokens.size(), 1);
    }
    const auto given =
        parts_.net->infer({parts_.words(ids, rows), {"attention_mask", {{rows, length}, std::move(mask)}}});
    const std::vector<float>& values = given.at(output).reals();
    const std::size_t size = values.size() / rows;
    for (std::size_t row = 0; row < rows; ++row) take(batch[row], values.data() + row * size, length);
  }

  BertParts parts_;
};

}  // namespace

std::unique_ptr<TextEncoder> make_bert_encoder(BertParts parts) {
  return std::make_unique<BertEncoder>(std::move(parts));
}

}  // namespace affect::model
