/// Words that stand in names without naming anybody, and names that are words too.
#pragma once
#include <string_view>

namespace affect::io {

/// "von", "Dr", "Speaker", "Team": names nobody by itself. `word` is folded.
bool is_title_or_role(std::u32string_view word);
/// "will", "may", "rose": means something else unless it begins with a capital. `word` is folded.
bool is_common_word(std::u32string_view word);

}  // namespace affect::io
