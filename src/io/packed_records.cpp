#include "io/packed_records.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <zstd.h>

#include "affect/error.h"
#include "affect/io/records.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::size_t kBlock = 1u << 20;
constexpr int kLevel = 3;

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result) != 0) throw Error(fmt::format("packing records: {}", ZSTD_getErrorName(result)));
  return result;
}

void hand_over(std::string_view lines, RecordParser& parser, RecordSink& out) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    parser.parse(lines.substr(0, end), {}, out);
    lines.remove_prefix(end + 1);
  }
}

}  // namespace

void PackedRecords::add(const Record& record) {
  // On a clock that only orders, times are plain numbers, which lose nothing.
  const std::size_t begin = lines_.size();
  write_record(record, Clock{}, lines_);
  if (!is_utf8(std::string_view(lines_).substr(begin))) {
    throw InputError("text of an episode is not UTF-8", {}, "convert the input to UTF-8");
  }
  lines_ += '\n';
  if (lines_.size() >= kBlock) pack();
}

void PackedRecords::pack() {
  Block block{std::string(ZSTD_compressBound(lines_.size()), '\0'), lines_.size()};
  block.packed.resize(
      checked(ZSTD_compress(block.packed.data(), block.packed.size(), lines_.data(), lines_.size(), kLevel)));
  block.packed.shrink_to_fit();
  packed_bytes_ += block.packed.size();
  blocks_.push_back(std::move(block));
  lines_.clear();
}

void PackedRecords::drain(RecordSink& out) {
  RecordParser parser;
  std::string lines;
  for (Block& block : blocks_) {
    const std::string packed = std::move(block.packed);
    lines.resize(block.size);
    checked(ZSTD_decompress(lines.data(), lines.size(), packed.data(), packed.size()));
    hand_over(lines, parser, out);
  }
  blocks_.clear();
  packed_bytes_ = 0;
  hand_over(lines_, parser, out);
  lines_.clear();
}

}  // namespace affect::io
