/// What a finding of any type says, in a line.
#pragma once
#include <string>

#include "affect/finding.h"

namespace affect::report {

/// "valence: level 0.7", "valence: -0.73 to +0.82, confidence 0.99"; empty where there is nothing to say beyond its
/// type. Plain text of the finding's own words: not escaped.
std::string finding_words(const Finding& finding);

}  // namespace affect::report
