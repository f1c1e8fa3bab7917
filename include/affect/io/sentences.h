/// Where sentences begin and end: the rules of Unicode (UAX 29) as ICU has them.
///
///   for (const ByteRange& one : sentences("It rained. We stayed in!", "en")) ...
///
/// Ranges follow one another and cover the whole text, trailing spaces included. Bytes that are no UTF-8 are part of
/// the sentence around them. `language`: BCP 47 or empty; a few languages have rules of their own. Time is linear in
/// the text. Thread-safety: pure.
#pragma once
#include <string_view>
#include <vector>

#include "affect/segment.h"

namespace affect::io {

std::vector<ByteRange> sentences(std::string_view text, std::string_view language = {});

}  // namespace affect::io
