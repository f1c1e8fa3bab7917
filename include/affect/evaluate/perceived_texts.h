/// What the engine says of texts that stand alone, or of chosen turns of conversations: a column for each thing that a
/// stage writes.
///
///   const auto columns = evaluate::perceive_texts(engine, {"lexicon"}, {}, texts);
///   columns[0].name, columns[0].values[row]      // "valence", NaN where the engine gave none
///
/// Thread-safety: free functions; the engine as its own.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "affect/engine.h"
#include "affect/record.h"

namespace affect::evaluate {

/// Of one source and perspective. Tracks towards a target are left out: they value something else than the text.
struct PerceivedColumn {
  std::string source;       ///< "lexicon@1"
  std::string perspective;  ///< "expressed"
  std::string taxonomy;     ///< of a label; else empty
  std::string name;         ///< "valence", or a label
  bool is_label =
      false;  ///< then values are its probabilities in [0, 1]; else [-1, 1], or [0, 1] of positive, negative
  std::vector<double> values;  ///< by text; NaN where absent

  /// "lexicon@1 expressed"; with the taxonomy where it is a label.
  std::string scorer() const { return source + " " + perspective + (taxonomy.empty() ? "" : " " + taxonomy); }
};

using StageSettings = std::map<std::string, std::map<std::string, std::string>>;

/// Each text is an episode of its own with one turn, so that none is the context of another.
std::vector<PerceivedColumn> perceive_texts(const Engine& engine, const std::vector<std::string>& stages,
                                            const StageSettings& settings, const std::vector<std::string>& texts);

struct TurnName {
  std::string episode;
  std::int64_t turn = 0;
  bool operator<(const TurnName& other) const { return std::tie(episode, turn) < std::tie(other.episode, other.turn); }
};

/// Collects the values of these turns while whole conversations run through: the end of a Pipeline.
class TurnValues : public RecordSink {
 public:
  explicit TurnValues(const std::vector<TurnName>& turns);
  void accept(Record&& record) override;
  const std::vector<PerceivedColumn>& columns() const { return columns_; }
  /// Whether this turn, with words in it, has come.
  bool seen(std::size_t turn) const { return seen_[turn]; }

 private:
  std::vector<double>& column(const TrackKey& key, const std::string& name, bool is_label);

  std::map<TurnName, std::vector<std::size_t>> rows_;  ///< a turn may be named twice
  std::vector<bool> seen_;
  std::vector<PerceivedColumn> columns_;
};

}  // namespace affect::evaluate
