/// One addition to an episode: what flows between readers, components and writers, and one line on the wire.
///
///   class Count : public RecordSink {
///     void accept(Record&& record) override { turns += std::holds_alternative<Turn>(record.body); }
///     ...
///
/// Thread-safety: values; a sink is used by one thread at a time.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "affect/assessment.h"
#include "affect/clock.h"
#include "affect/finding.h"
#include "affect/occurrence.h"
#include "affect/relation.h"
#include "affect/segment.h"
#include "affect/series.h"
#include "affect/subject.h"
#include "affect/track.h"

namespace affect {

/// Opens an episode; the first record of each.
struct EpisodeInfo {
  Clock clock;
  std::string title;
  std::string language;  ///< BCP 47, or empty: unknown
  bool operator==(const EpisodeInfo&) const = default;
};

/// What a source was told, where that is not the default: what the hash in its name stands for.
struct Configuration {
  Source source;
  std::map<std::string, std::string> options;  ///< those that differ from the default and change the result

  std::optional<std::string> violation() const;
  bool operator==(const Configuration&) const = default;
};

/// Up to where a source will not change.
struct Final {
  Source source;
  std::optional<std::int64_t> turn;
  std::optional<Seconds> time;
  bool operator==(const Final&) const = default;
};

/// Closes an episode. A stream that stops without it was cut.
struct End {
  bool operator==(const End&) const = default;
};

/// A record of a kind that this version does not know: kept and passed on.
struct OtherRecord {
  std::string kind;
  bool operator==(const OtherRecord&) const = default;
};

using RecordBody = std::variant<EpisodeInfo, Subject, Media, Configuration, Turn, Series, Track, Occurrence, Finding,
                                Relation, Assessment, Final, End, OtherRecord>;

struct Record {
  std::string episode;  ///< the episode's id, unique in a stream; never empty
  RecordBody body;
  std::string extra;  ///< unknown fields as JSON text `"a":1,"b":[]`, kept in their order; or empty
  bool operator==(const Record&) const = default;
};

/// The "kind" on the wire: "episode", "turn", ...
std::string_view kind(const Record& record);
std::optional<std::string> violation(const Record& record);

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void accept(Record&& record) = 0;
};

}  // namespace affect
