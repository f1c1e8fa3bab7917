/// What models of emotion in texts know: groups of heads, each with the data that it learnt from.
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "affect/track.h"

namespace affect::perceive::text {

struct EmotionGroup {
  std::string_view name, taxonomy, instrument;
  Perspective perspective;
  std::string_view word_head;  ///< the dimension that words are weighed for; empty: the most probable label
};
inline constexpr std::array<EmotionGroup, 6> kEmotionGroups{{
    {"expressed", "", "EmoBank", Perspective::expressed, "valence"},
    {"evoked", "", "EmoBank", Perspective::evoked, "valence"},
    {"ekman", "ekman", "SemEval-2025 Task 11", Perspective::perceived, ""},
    {"goemotions", "goemotions", "GoEmotions", Perspective::perceived, ""},
    {"plutchik", "plutchik", "XED", Perspective::perceived, ""},
    {"empathy_distress", "empathy_distress", "Empathic Reactions", Perspective::felt, ""},
}};

/// Of a list of names, "expressed,ekman". Throws ConfigError for a name that is none of theirs.
std::vector<const EmotionGroup*> chosen_groups(std::string_view list);

}  // namespace affect::perceive::text
