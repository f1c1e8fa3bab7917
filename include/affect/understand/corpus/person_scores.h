/// The raw scores of every person of a corpus, handed over as each episode ends.
///
///   PersonScoresReader reader(engine, {}, [&](PersonScores&& scores) { ... });
///   io::read_path(engine, "talks", context, reader);
///
/// What components of `understand` wrote is left out: statistics are of raw scores. Thread-safety: none.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "affect/clock.h"
#include "affect/engine.h"
#include "affect/record.h"
#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::corpus {

/// What must be equal before two levels are compared; empty is not known.
struct ScoreScale {
  std::string source;      ///< "lexicon@1"
  std::string instrument;  ///< of the track's scale
  std::string language;    ///< the episode's; else that of most turns, where a component told it
  std::string corpus;      ///< the published data set that it comes from
};

/// "lexicon@1, en"
std::string to_string(const ScoreScale& scale);
/// Equal in all that is known of both.
bool are_comparable(const ScoreScale& a, const ScoreScale& b);
/// "lexicon" of "lexicon@1".
std::string source_name(const ScoreScale& scale);
/// Whether it is of this source ("lexicon" or "lexicon@1") and language; empty is any.
bool is_chosen(const ScoreScale& scale, const std::string& source, const std::string& language);

/// One dimension of one person in one episode, as one source scored it.
struct PersonScores {
  std::string episode, subject;
  Perspective perspective = Perspective::expressed;
  std::string target;
  Dimension dimension = Dimension::valence;
  ScoreScale scale;
  Clock clock;
  trajectory::ScoreSeries series;  ///< at least one score
};

class PersonScoresReader final : public RecordSink {
 public:
  using Take = std::function<void(PersonScores&&)>;
  PersonScoresReader(const Engine& engine, trajectory::OwnScoresOptions options, Take take);
  ~PersonScoresReader() override;
  void accept(Record&& record) override;

 private:
  struct Open;
  void finish(const Open& open) const;

  const Engine& engine_;
  trajectory::OwnScoresOptions options_;
  Take take_;
  std::map<std::string, std::unique_ptr<Open>, std::less<>> open_;
};

}  // namespace affect::understand::corpus
