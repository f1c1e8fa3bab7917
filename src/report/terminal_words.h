/// How views and findings are told on a terminal. Printable text.
///
/// Thread-safety: pure functions.
#pragma once
#include <string>
#include <string_view>

#include "report/view.h"

namespace affect::report {

/// "▲" "▼" significant, "△" "▽" candidate.
std::string_view mark(const Finding& finding);
/// What a view is of, without whose: "valence, expressed, by lexicon@1".
std::string what_words(const View& view);

}  // namespace affect::report
