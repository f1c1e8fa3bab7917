#include "understand/trajectory/weightiest_words.h"

#include <algorithm>
#include <cmath>

namespace affect::understand::trajectory {

std::vector<std::string> weightiest_words(const Track& track, std::size_t row) {
  constexpr std::size_t kWordsShown = 3;
  auto words = track.words(row);
  std::stable_sort(words.begin(), words.end(),
                   [](const WordWeight& a, const WordWeight& b) { return std::abs(a.weight) > std::abs(b.weight); });
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(words.size(), kWordsShown); ++i) shown.emplace_back(words[i].word);
  return shown;
}

}  // namespace affect::understand::trajectory
