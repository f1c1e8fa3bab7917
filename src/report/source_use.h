/// What each source of a stream of records gave, and what it did not give.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "affect/engine.h"
#include "affect/record.h"

namespace affect::report {

struct SourceUse {
  Source source;
  const CatalogueEntry* entry = nullptr;  ///< none: no component of this program
  std::optional<std::map<std::string, std::string>>
      told;  ///< options that are not the defaults, where records tell them
  std::set<Perspective> perspectives;
  std::set<std::string> instruments;                                     ///< of the tracks' scales
  std::size_t rows = 0, scores = 0;                                      ///< of tracks
  std::map<std::string, std::size_t> unscored;                           ///< rows by status
  std::size_t series = 0;                                                ///< of channels, in chunks
  std::map<std::string, std::size_t> findings;                           ///< given ones, by type
  std::map<std::pair<std::string, std::string>, std::size_t> not_given;  ///< findings by status and reason
  std::size_t assessments = 0;

  /// How its options are known.
  enum class Options { defaults, told, unknown };
  Options options_known() const;
  /// Each option that changes the result, with its value; told ones only where the entry has another version.
  std::vector<std::pair<std::string, std::string>> options() const;
  /// Whether the entry describes this version.
  bool is_described() const { return entry != nullptr && entry->version == source.version; }
};

struct DataUse {
  std::size_t episodes = 0, turns = 0, events = 0, speakers = 0;
  std::map<std::string, std::size_t> formats;  ///< media, by the reader that read them
};

class SourceUses {
 public:
  explicit SourceUses(const Engine& engine) : engine_(engine) {}
  void add(const Record& record);

  const DataUse& data() const { return data_; }
  /// In the order of the catalogue; what is no component stands first, by name.
  std::vector<const SourceUse*> sources() const;

 private:
  SourceUse& use(const Source& source);

  const Engine& engine_;
  DataUse data_;
  std::map<std::string, SourceUse> uses_;
  std::map<std::string, std::set<std::string>> speakers_;  ///< of open episodes
};

}  // namespace affect::report
