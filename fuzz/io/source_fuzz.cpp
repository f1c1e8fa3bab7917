#include <cstdint>
#include <cstdlib>
#include <string>

#include "affect/io/source.h"
#include "io/utf8.h"

/// The first byte is how many bytes come a call: lines must not depend on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace affect;
  if (size == 0) return 0;
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
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto lines_of = [&](std::size_t piece) {
    Pieces source(bytes, piece);
    io::LineReader reader(source);
    Diagnostics diagnostics;
    std::string lines;
    for (std::string_view line; reader.next_text(line, diagnostics);) {
      if (!io::is_utf8(line)) std::abort();
      lines += line;
      lines += '\n';
    }
    return lines;
  };
  try {
    if (lines_of(1u + data[0]) != lines_of(bytes.size() + 1)) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
