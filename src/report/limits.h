/// What a report may not be taken for, in plain words.
#pragma once
#include <string>

#include "affect/episode.h"

namespace affect::report {

/// "Expressed in words, read by a lexicon; not what anyone feels. A screening aid, not a diagnosis."
std::string limits(const Episode& episode);

}  // namespace affect::report
