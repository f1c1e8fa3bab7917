/// Runs one stage over records made by hand.
#pragma once
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "affect/component.h"
#include "affect/record.h"

namespace affect::test {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

class Collect : public RecordSink {
 public:
  void accept(Record&& record) override { records.push_back(std::move(record)); }
  template <class Body>
  std::vector<Body> all() const {
    std::vector<Body> bodies;
    for (const Record& record : records) {
      if (const auto* body = std::get_if<Body>(&record.body)) bodies.push_back(*body);
    }
    return bodies;
  }

  std::vector<Record> records;
};

inline Collect run(Stage& stage, const std::vector<Record>& records) {
  Collect collect;
  for (const Record& record : records) stage.push(record, collect);
  stage.finish(collect);
  return collect;
}

/// One row a score; NaN is an abstained row. Turns are 0, `step`, 2 * `step`, ...
inline Track make_track(const std::string& subject, const std::vector<double>& scores, std::int64_t step = 1) {
  Track track;
  track.key.subject = subject;
  track.key.source = {"lexicon", "1", ""};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    AffectState state;
    if (scores[i] == scores[i]) {
      state.valence = scores[i];
    } else {
      state.status = Status::abstained;
    }
    track.append(static_cast<std::int64_t>(i) * step, std::nullopt, state);
  }
  return track;
}

}  // namespace affect::test
