#include "perceive/text/emotion_groups.h"

#include <algorithm>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::perceive::text {

std::vector<const EmotionGroup*> chosen_groups(std::string_view list) {
  std::vector<const EmotionGroup*> chosen;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto name = list.substr(0, end);
    const auto found = std::find_if(kEmotionGroups.begin(), kEmotionGroups.end(),
                                    [&](const EmotionGroup& group) { return group.name == name; });
    if (found == kEmotionGroups.end()) {
      throw ConfigError(fmt::format("emotion has no group \"{}\"", name), {},
                        "expressed, evoked, ekman, goemotions, plutchik, empathy_distress");
    }
    chosen.push_back(found);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return chosen;
}

}  // namespace affect::perceive::text
