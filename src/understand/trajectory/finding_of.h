/// What a finding says of the track or the channel that was looked at, and of the rows of a track.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>

#include "affect/finding.h"
#include "affect/series.h"
#include "affect/track.h"

namespace affect::understand::trajectory {

/// Whose, seen how, towards whom, by which perceiver, and what of it.
Finding finding_of(const Track& track, std::string column);
/// "eda.level"; a series of nobody is the author's.
Finding finding_of(const Series& series, const Channel& channel);
/// Turn and time of a row.
Evidence evidence_of(const Track& track, std::size_t row);
/// The finding is where the evidence is.
void place_at(Finding& finding, const Evidence& evidence);

}  // namespace affect::understand::trajectory
