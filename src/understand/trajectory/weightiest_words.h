/// The words that moved a row's score most: evidence for people.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/track.h"

namespace affect::understand::trajectory {

/// At most three, the heaviest first; none where the track carries no words.
std::vector<std::string> weightiest_words(const Track& track, std::size_t row);

}  // namespace affect::understand::trajectory
