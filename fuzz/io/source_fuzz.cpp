#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "affect/io/ledger.h"
#include "affect/io/reader.h"
#include "affect/io/source.h"
#include "io/compressed.h"
#include "io/utf8.h"

namespace {

using namespace affect;

class Pieces : public io::ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
  std::size_t read(char* into, std::size_t most) override {
    const std::size_t given = rest_.substr(0, piece_).copy(into, most);
    rest_.remove_prefix(given);
    return given;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string_view rest_;
  std::size_t piece_;
  std::string name_ = "fuzz";
};

/// What a user may name; the first is what is found.
constexpr std::array<const char*, 8> kEncodings{"",          "UTF-8", "UTF-16LE",    "UTF-16BE",
                                                "Shift_JIS", "UTF-7", "ISO-2022-JP", "GB18030"};

}  // namespace

/// The first byte is how many bytes come a call, the second the encoding: what gzip and zstd unpack to, and lines, must
/// not depend on how the bytes come.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto lines_of = [&](std::size_t piece) {
    const auto source = io::unpack(std::make_unique<Pieces>(bytes, piece));
    Diagnostics diagnostics;
    io::ReadContext context{.diagnostics = diagnostics, .reject = [](const io::Reject&) {}};
    context.encoding = kEncodings[data[1] % kEncodings.size()];
    io::LineReader reader(*source, context);
    std::string lines;
    for (std::string_view line; reader.next_text(line, diagnostics);) {
      if (!io::is_utf8(line)) std::abort();
      lines += line;
      lines += '\n';
    }
    reader.finish(context);
    // How much comes before damage shows is up to the packed format.
    return reader.failure() ? std::string("damaged") : lines + reader.encoding();
  };
  try {
    if (lines_of(1u + data[0]) != lines_of(bytes.size() + 1)) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
