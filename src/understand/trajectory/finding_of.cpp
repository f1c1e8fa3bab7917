#include "understand/trajectory/finding_of.h"

#include <utility>

#include "affect/subject.h"

namespace affect::understand::trajectory {

Finding finding_of(const Track& track, std::string column) {
  Finding finding;
  finding.subject = track.key.subject;
  finding.perspective = track.key.perspective;
  finding.target = track.key.target;
  finding.input = track.key.source;
  finding.column = std::move(column);
  return finding;
}

Finding finding_of(const Series& series, const Channel& channel) {
  Finding finding;
  finding.subject = series.subject.empty() ? std::string(kAuthor) : series.subject;
  finding.input = Source::parse(series.source);
  finding.column = series.name + "." + channel.name;
  return finding;
}

Evidence evidence_of(const Track& track, std::size_t row) {
  Evidence evidence;
  if (track.turn(row) != Track::kNoTurn) evidence.turn = track.turn(row);
  evidence.time = track.time(row);
  return evidence;
}

void place_at(Finding& finding, const Evidence& evidence) {
  finding.turn = evidence.turn;
  if (evidence.time) finding.time = evidence.time->start;
}

}  // namespace affect::understand::trajectory
