#include "affect/io/sentences.h"

#include <memory>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include "affect/error.h"

namespace affect::io {
namespace {

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

}  // namespace

std::vector<ByteRange> sentences(std::string_view text, std::string_view language) {
  std::vector<ByteRange> ranges;
  if (text.empty()) return ranges;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(std::string(language.empty() ? "en" : language).c_str());
  const std::unique_ptr<icu::BreakIterator> iterator(icu::BreakIterator::createSentenceInstance(locale, status));
  const std::unique_ptr<UText, CloseText> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  if (U_SUCCESS(status)) iterator->setText(source.get(), status);
  if (U_FAILURE(status))
    throw IoError("sentences cannot be told apart: ICU's rules are missing", {}, "install its data");
  std::uint64_t begin = 0;
  for (auto at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    const auto end = static_cast<std::uint64_t>(at);
    if (end > begin) ranges.push_back({begin, end});
    begin = end;
  }
  return ranges;
}

}  // namespace affect::io
