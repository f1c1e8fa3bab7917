/// Published data sets behind one interface: what a set is, as data, and its rows as records with gold labels.
///
///   const auto& meld = engine.find<Dataset>("meld");
///   read_dataset(*meld.make(engine, {}), "/data", "test", context, sink);     // below AFFECT_DATA
///
/// A set of dialogues gives an episode a dialogue, a set of sentences an episode a file or split with a turn a row.
/// Gold labels are tracks of the source "gold" (or who else gave them: "votes"), codes that are no affect are
/// Occurrences with the attribute "code", what causes what is a Relation "cause". Nothing is left out silently: the
/// ledger counts rows. A new set is one file src/io/datasets/<set>.cpp with register_<set>.
///
/// Thread-safety: a Dataset is immutable; one read, one thread.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/io/reader.h"
#include "affect/track.h"

namespace affect::io {

/// What may be done with a set, the strictest term that is known of it. Where no terms are stated it is restricted.
enum class LicenceClass {
  free,            ///< MIT, Apache
  attribution,     ///< CC BY
  share_alike,     ///< CC BY-SA
  non_commercial,  ///< CC BY-NC and stricter
  restricted,      ///< research only, or no terms stated
};
std::string_view to_string(LicenceClass licence);

/// One kind of judgement that a set carries.
struct DatasetGold {
  std::string what;  ///< "emotion of the turn"
  Perspective perspective = Perspective::perceived;
  std::string taxonomy = {};  ///< name in data/taxonomies; empty: dimensions only
  std::string scale = {};     ///< of the numbers before they were rescaled: "1..5"
  /// Own label -> label of the taxonomy "ekman", where the field agrees.
  std::vector<std::pair<std::string, std::string>> ekman = {};
};

/// A published count. `what` is a key of DatasetCensus::counts.
struct DatasetCount {
  std::string what;
  std::size_t count = 0;
};

/// A part that is read by itself: an official split, or a file.
struct DatasetSplit {
  std::string name;
  std::vector<std::string> files;  ///< below the set's folder; "train.zip/a.txt" lies in an archive
  std::vector<DatasetCount> published;
};

struct DatasetInfo {
  std::string name;    ///< "meld"
  std::string folder;  ///< below the root: "text/meld"
  std::string title, paper;
  std::string licence;  ///< in short, as stated
  LicenceClass licence_class = LicenceClass::restricted;
  bool sensitive = false;              ///< texts of people in distress: never printed
  std::vector<std::string> languages;  ///< BCP 47
  std::vector<DatasetGold> gold;
  std::vector<DatasetSplit> splits;
  std::string traps = {};  ///< what one must know before using it

  /// Throws ConfigError where there is no such split.
  const DatasetSplit& split(std::string_view split) const;
};

/// Opens the files of a set by their names below its folder.
class DatasetFiles {
 public:
  virtual ~DatasetFiles() = default;
  /// Throws InputError where it cannot be opened.
  virtual std::unique_ptr<ByteSource> open(const std::string& file) const = 0;
};

class Dataset {
 public:
  virtual ~Dataset() = default;
  virtual const DatasetInfo& info() const = 0;
  /// Reads one split. Episodes are called "<set>/<split>" or "<set>/<split>/<dialogue>". Throws as readers do.
  virtual void read(const DatasetFiles& files, std::string_view split, const ReadContext& context,
                    RecordSink& out) const = 0;
};

/// One split below the root of all data. Throws InputError where a file is missing.
void read_dataset(const Dataset& dataset, const std::string& root, std::string_view split, const ReadContext& context,
                  RecordSink& out);
/// The paths of the set's files that are not there.
std::vector<std::string> missing_files(const DatasetInfo& info, const std::string& root);

}  // namespace affect::io
