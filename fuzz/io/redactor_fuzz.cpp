// Any text: what was covered stays as it is, ranges lie in the texts, and names that were told are gone.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/redaction.h"
#include "io/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using affect::io::Redaction;
  std::string text;
  affect::io::append_clean_utf8({reinterpret_cast<const char*>(data), size}, text);
  const auto line = text.find('\n');
  Redaction redaction;
  if (line != std::string::npos) redaction.person(std::string_view(text).substr(0, line));
  std::vector<affect::io::CoveredRange> ranges;
  const std::string once = redaction.cover(text, &ranges);
  if (!affect::io::is_utf8(once)) std::abort();
  std::size_t at = 0, new_at = 0;
  for (const auto& range : ranges) {
    if (range.begin < at || range.end <= range.begin || range.end > text.size()) std::abort();
    if (range.begin - at != range.new_begin - new_at || range.new_end > once.size()) std::abort();
    at = range.end;
    new_at = range.new_end;
  }
  if (text.size() - at != once.size() - new_at) std::abort();
  if (Redaction().cover(once) != once) std::abort();
  return 0;
}
