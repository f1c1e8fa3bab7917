/// Unknown fields of records in which what only ConvoKit knows travels: "meta" of a turn, of an episode, and so on.
#pragma once
#include <string_view>

namespace affect::io {

inline constexpr std::string_view kConvokitMetaKey = "meta";
inline constexpr std::string_view kConvokitConversation = "conversation_id";
inline constexpr std::string_view kConvokitCorpusMeta = "corpus_meta";  ///< in the first episode of a corpus
inline constexpr std::string_view kConvokitTimestamp = "timestamp";     ///< where the turn's time is not the same

}  // namespace affect::io
