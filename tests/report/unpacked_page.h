/// What a reader of a page can see: its packed parts as the JSON that they hold.
#pragma once
#include <string>
#include <string_view>

#include "affect/io/source.h"
#include "io/compressed.h"

namespace affect::test {

inline std::string from_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    group = group << 6 | static_cast<unsigned>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> bits & 0xFFU);
  }
  return bytes;
}

inline std::string gunzip(std::string_view bytes) {
  const auto source = io::unpack(io::memory_source(bytes));
  std::string out, block(1u << 16, '\0');
  while (const std::size_t size = source->read(block.data(), block.size())) out.append(block, 0, size);
  return out;
}

constexpr std::string_view kPartBegin = "<script type=\"application/gzip\" id=\"";

/// The JSON of a part: "index", "episode-0"; empty where the page has none of that id.
inline std::string page_part(std::string_view page, std::string_view id) {
  const std::string begin = std::string(kPartBegin) + std::string(id) + "\">";
  const std::size_t at = page.find(begin);
  return at == std::string_view::npos ? "" : gunzip(from_base64(page.substr(at + begin.size())));
}

/// The whole page, each packed part as its JSON, without the script that draws it.
inline std::string unpacked_page(std::string_view page) {
  std::string out(page.substr(0, page.rfind("<script>")));
  for (std::size_t at = out.find(kPartBegin); at != std::string::npos; at = out.find(kPartBegin, at + 1)) {
    const std::size_t begin = out.find('>', at) + 1;
    const std::size_t end = out.find('<', begin);
    out.replace(begin, end - begin, gunzip(from_base64(std::string_view(out).substr(begin, end - begin))));
  }
  return out;
}

}  // namespace affect::test
