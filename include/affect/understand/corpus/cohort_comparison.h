/// Do groups differ? Every pair of groups of people or of conversations, in every dimension, by one number a person.
///
///   CohortComparison comparison({.by = GroupBy::folder});
///   PersonScoresReader reader(engine, {}, [&](PersonScores&& scores) { comparison.add(scores); });
///   ...
///   for (const CohortDifference& row : comparison.differences()) use(row.found);
///
/// People who share a conversation, and conversations that share a person, depend on each other: they are one unit of
/// the test (group_difference.h). A person is a name in an episode, or a name wherever it stands (`same_names`). Levels
/// of two sources, instruments, languages or published data sets are not compared, unless a link puts one group on the
/// scale of the other. p are adjusted over all differences (Holm). Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "affect/io/csv_document.h"
#include "affect/understand/corpus/group_difference.h"
#include "affect/understand/corpus/linking.h"
#include "affect/understand/corpus/person_scores.h"

namespace affect::understand::corpus {

inline constexpr std::size_t kMostGroups = 8;

enum class GroupBy { folder, subject, table };

/// Who is in which group: columns subject, group and, where names are not the same person everywhere, episode.
class GroupTable {
 public:
  /// Throws InputError: no such columns, somebody in two groups.
  explicit GroupTable(const io::CsvDocument& table);
  bool has_episodes() const { return has_episodes_; }
  /// Absent: in no group.
  std::optional<std::string> group(const std::string& episode, const std::string& subject) const;

 private:
  bool has_episodes_;
  std::map<std::pair<std::string, std::string>, std::string> groups_;  ///< by episode (or "") and subject
};

/// A link, and the names of the scales that it goes between: a source, an instrument, a language or a data set.
struct NamedLink {
  std::string from, to;
  Link link;
};
/// A table of two columns of numbers, named after the scales. Throws InputError.
NamedLink read_link(const io::CsvDocument& table, const LinkOptions& options);

struct CohortOptions {
  GroupBy by = GroupBy::folder;
  std::optional<GroupTable> table;            ///< of GroupBy::table
  std::vector<std::string> measures{"mean"};  ///< of person_measures()
  std::optional<Dimension> dimension;         ///< only this one
  std::string source, language;               ///< only these, where not empty: "lexicon" or "lexicon@1", "en"
  std::size_t fewest_scores = 3;              ///< of a person in an episode
  bool same_names = false;                    ///< a name is the same person in every episode
  std::optional<NamedLink> link;
  GroupDifferenceOptions difference;
};

struct CohortDifference {
  Perspective perspective = Perspective::expressed;
  std::string target;
  Dimension dimension = Dimension::valence;
  std::string measure;
  std::string source;         ///< of both groups; with a link that of the second scale
  std::string first, second;  ///< groups, by name
  std::size_t people_first = 0, people_second = 0;
  std::size_t without_value = 0;  ///< people in an episode: too few scores for the measure
  bool is_linked = false;
  GroupDifference found;
  std::optional<double> p_holm;
};

class CohortComparison {
 public:
  /// Throws ConfigError: a measure that there is not, or that a link cannot change.
  explicit CohortComparison(CohortOptions options);
  void add(const PersonScores& scores);
  /// Throws InputError: no scores, fewer than two groups or more than kMostGroups, levels that cannot be compared.
  std::vector<CohortDifference> differences() const;

 private:
  struct Value {
    std::string episode, subject, target;
    Perspective perspective = Perspective::expressed;
    Dimension dimension = Dimension::valence;
    ScoreScale scale;
    std::string group;
    std::vector<std::optional<double>> measures;
  };
  struct Pair;

  std::vector<Value> grouped() const;
  void compare(const std::string& first, const std::string& second, const std::vector<Value>& values,
               std::vector<CohortDifference>& out) const;
  const Link* link_of(const Pair& pair, bool& is_first) const;
  CohortDifference difference(const Pair& pair, std::size_t measure) const;

  CohortOptions options_;
  std::vector<Value> values_;
};

}  // namespace affect::understand::corpus
