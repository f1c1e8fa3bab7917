/// What the readers of data sets share: episodes of turns with gold labels, and a set's registration.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/io/datasets/dataset.h"
#include "io/turn_writer.h"

namespace affect::io {

/// The source of tracks that hold what the set's annotators said.
inline constexpr std::string_view kGold = "gold";
/// The attribute of an Occurrence that is one of a few codes: it may be counted and shown, never a text.
inline constexpr std::string_view kCode = "code";

/// One kind of gold track. It must outlive the GoldWriter.
struct GoldScheme {
  Perspective perspective = Perspective::perceived;
  std::string taxonomy = {};
  LabelKind kind = LabelKind::exclusive;
  std::vector<std::string> labels = {};
  std::string instrument = {};  ///< of the numbers: "EmoBank 1..5"
  std::string source = std::string(kGold);

  /// The label's index. Throws InputError, which does not quote it, where there is none.
  std::size_t index(std::string_view label) const;
};

/// What one split is read from, and how.
struct DatasetInput {
  const DatasetInfo& info;
  const DatasetFiles& files;
  const DatasetSplit& split;
  const ReadContext& context;

  /// "meld/test", "meld/test/12"
  std::string episode(std::string_view part = {}) const;
  const std::string& file(std::size_t i = 0) const { return split.files[i]; }
};

/// Writes episodes of turns, and their gold rows as chunks of tracks. It leaves the ledger to the caller, but for
/// utterance().
class GoldWriter {
 public:
  GoldWriter(const DatasetInput& input, const std::string& file, RecordSink& out);
  GoldWriter(const GoldWriter&) = delete;
  GoldWriter& operator=(const GoldWriter&) = delete;

  void open(std::string id, std::string language = "en", Clock clock = {}, std::string title = {});
  bool is_open() const { return turns_.is_open(); }
  /// Nothing where it has no text: such a turn is left out.
  std::optional<std::int64_t> turn(Turn&& turn, const Place& place);
  /// The same where a turn is a row of the ledger.
  std::optional<std::int64_t> utterance(Turn&& turn, const Place& place);
  /// Whose affect a track may be that never speaks: readers, raters.
  void subject(std::string name, Subject::Type type);

  // A row of the scheme's track of this subject.
  void state(const GoldScheme& scheme, const std::string& subject, std::int64_t turn, const AffectState& state);
  /// The one label that applies, or none.
  void label(const GoldScheme& scheme, const std::string& subject, std::int64_t turn, std::optional<std::size_t> index,
             std::optional<double> intensity = {});
  void labels(const GoldScheme& scheme, const std::string& subject, std::int64_t turn,
              std::span<const double> probabilities, std::span<const std::optional<double>> intensities = {});

  /// A code that is no affect. An empty one is left out.
  void code(std::string type, std::int64_t turn, std::string_view code, std::string subject = {});
  void occur(Occurrence&& occurrence) { turns_.occur(std::move(occurrence)); }
  void add(RecordBody&& body) { turns_.add(std::move(body)); }
  /// Turn `from` is a cause of the affect in turn `to`.
  void cause(std::int64_t from, std::int64_t to);
  void close();

 private:
  struct Gold {
    const GoldScheme* scheme;
    std::string subject;
    Track track;
  };
  void flush(Gold& gold);

  const ReadContext& context_;
  ReadContext quiet_;  ///< without the ledger
  TurnWriter turns_;
  std::vector<Gold> tracks_;
};

/// All bytes of a source. Throws InputError above 256 MiB.
std::string whole(ByteSource& source);
/// A number of a cell. Throws InputError, which does not quote it, where it is none.
double number_of(std::string_view cell);
/// `value` of [low, high] on [-1, 1]. Throws InputError where it lies outside.
double rescale(double value, double low, double high);
/// The same on [0, 1].
double unit_scale(double value, double low, double high);

/// Seconds of a medium from two cells. Nothing where they are no times; one that ends before it begins is its beginning
/// alone, counted ("time_range").
std::optional<TimeRange> media_time(std::string_view start, std::string_view end, const ReadContext& context,
                                    const Place& place);

/// A dataset that is its description and a function.
void add_dataset(Engine& engine, DatasetInfo info, void (*read)(const DatasetInput& input, RecordSink& out));

}  // namespace affect::io
