#include "io/datasets/windows1252.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 32> kWindows1252{"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š",
                                                        "‹", "Œ", "",  "Ž", "",  "",  "‘", "’", "“", "”", "•",
                                                        "–", "—", "˜", "™", "š", "›", "œ", "",  "ž", "Ÿ"};

class Windows1252Source final : public ByteSource {
 public:
  explicit Windows1252Source(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  std::size_t read(char* into, std::size_t size) override {
    while (at_ == text_.size()) {
      const std::size_t got = source_->read(bytes_.data(), bytes_.size());
      if (got == 0) return 0;
      decode({bytes_.data(), got});
    }
    const std::size_t given = text_.copy(into, size, at_);
    at_ += given;
    return given;
  }
  const std::string& name() const override { return source_->name(); }
  std::string_view path() const override { return source_->path(); }

 private:
  void decode(std::string_view bytes) {
    text_.clear();
    at_ = 0;
    for (const char c : bytes) {
      const auto byte = static_cast<std::uint8_t>(c);
      if (byte < 0x80) {
        text_ += c;
      } else if (byte < 0xA0) {
        text_ += kWindows1252[byte - 0x80u];
      } else {
        append_utf8(byte, text_);
      }
    }
  }

  std::unique_ptr<ByteSource> source_;
  std::array<char, 16u << 10> bytes_;
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string without_c1(std::string_view utf8) {
  std::string clean;
  clean.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(utf8[i]);
    if (byte == 0xC2 && i + 1 < utf8.size() && static_cast<std::uint8_t>(utf8[i + 1]) < 0xA0) {
      clean += kWindows1252[static_cast<std::uint8_t>(utf8[++i]) - 0x80u];
    } else {
      clean.push_back(utf8[i]);
    }
  }
  return clean;
}

std::unique_ptr<ByteSource> from_windows1252(std::unique_ptr<ByteSource> source) {
  return std::make_unique<Windows1252Source>(std::move(source));
}

}  // namespace affect::io
