#include "model/encoder/bert_runner.h"

#include <algorithm>

#include <fmt/format.h>

namespace affect::model {
namespace {

/// Tokens of text that two windows of a long text share.
constexpr std::size_t kOverlap = 32;
/// Padded tokens of a batch: enough to fill the processor, few enough to stay in its caches.
constexpr std::size_t kBatchRows = 32, kBatchTokens = 4096;

}  // namespace

std::span<const float> WindowResult::values(const std::string& output) const {
  const std::span<const float> all = outputs.at(output).reals();
  const std::size_t size = all.size() / rows;
  return all.subspan(row * size, size);
}

std::string BertRunner::description() const {
  const NetReport& report = parts_.net->report();
  return fmt::format("{}, {}, {} {}", parts_.model, name_of(report.precision), report.threads,
                     report.threads == 1 ? "thread" : "threads");
}

void BertRunner::run(std::span<const std::string> texts, const std::function<void(const WindowResult&)>& take) const {
  std::vector<Piece> pieces;
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const Encoding encoding = parts_.tokenizer->encode(parts_.prefix + texts[text]);
    for (Window& window : windows(encoding, parts_.longest, kOverlap)) pieces.push_back({text, std::move(window)});
  }
  // Rows of about one length are padded least.
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.window.tokens.size() < b.window.tokens.size(); });
  for (std::size_t begin = 0; begin < pieces.size();) {
    std::size_t end = begin + 1;
    while (end < pieces.size() && end - begin < kBatchRows &&
           (end - begin + 1) * pieces[end].window.tokens.size() <= kBatchTokens) {
      ++end;
    }
    run_batch(std::span(pieces).subspan(begin, end - begin), take);
    begin = end;
  }
}

void BertRunner::run_batch(std::span<const Piece> batch, const std::function<void(const WindowResult&)>& take) const {
  const std::size_t rows = batch.size(), length = batch.back().window.tokens.size();
  std::vector<std::int32_t> ids(rows * length, parts_.tokenizer->frame().padding);
  std::vector<std::int64_t> mask(rows * length, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto& tokens = batch[row].window.tokens.ids;
    std::copy(tokens.begin(), tokens.end(), ids.begin() + static_cast<std::ptrdiff_t>(row * length));
    std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(row * length), tokens.size(), 1);
  }
  const auto outputs =
      parts_.net->infer({parts_.words(ids, rows), {"attention_mask", {{rows, length}, std::move(mask)}}});
  for (std::size_t row = 0; row < rows; ++row) take({batch[row].text, batch[row].window, outputs, row, rows});
}

}  // namespace affect::model
