#include "io/datasets/gold_writer.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/times.h"

namespace affect::io {
namespace {

constexpr std::size_t kChunkRows = 512;
constexpr std::size_t kMostBytes = 256u << 20;

ReadContext without_ledger(const ReadContext& context) {
  ReadContext quiet = context;
  quiet.ledger = nullptr;
  return quiet;
}

class DescribedDataset final : public Dataset {
 public:
  using Read = void (*)(const DatasetInput&, RecordSink&);
  DescribedDataset(std::shared_ptr<const DatasetInfo> info, Read how) : info_(std::move(info)), read_(how) {}
  const DatasetInfo& info() const override { return *info_; }
  void read(const DatasetFiles& files, std::string_view split, const ReadContext& context,
            RecordSink& out) const override {
    if (context.ledger != nullptr) context.ledger->unit("rows");
    read_({*info_, files, info_->split(split), context}, out);
  }

 private:
  std::shared_ptr<const DatasetInfo> info_;
  Read read_;
};

}  // namespace

std::size_t GoldScheme::index(std::string_view label) const {
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) throw InputError("a label is none of " + taxonomy);
  return static_cast<std::size_t>(std::distance(labels.begin(), found));
}

std::string DatasetInput::episode(std::string_view part) const {
  return part.empty() ? fmt::format("{}/{}", info.name, split.name)
                      : fmt::format("{}/{}/{}", info.name, split.name, part);
}

GoldWriter::GoldWriter(const DatasetInput& input, const std::string& file, RecordSink& out)
    : context_(input.context),
      quiet_(without_ledger(input.context)),
      turns_(quiet_, input.info.folder + "/" + file, input.info.name, out) {}

void GoldWriter::open(std::string id, std::string language, Clock clock, std::string title) {
  turns_.open(std::move(id), std::move(clock), std::move(title), std::move(language));
}

std::optional<std::int64_t> GoldWriter::turn(Turn&& turn, const Place& place) {
  if (turn.text.empty()) return std::nullopt;
  return turns_.write(std::move(turn), place);
}

std::optional<std::int64_t> GoldWriter::utterance(Turn&& turn, const Place& place) {
  context_.piece();
  const auto number = this->turn(std::move(turn), place);
  if (number) {
    context_.keep();
  } else {
    context_.skip("empty_turn", "a turn has no text and is left out", place);
  }
  return number;
}

void GoldWriter::subject(std::string name, Subject::Type type) {
  turns_.add(Subject{.name = std::move(name), .type = type, .profile = {}});
}

void GoldWriter::state(const GoldScheme& scheme, const std::string& subject, std::int64_t turn,
                       const AffectState& state) {
  auto gold = std::find_if(tracks_.begin(), tracks_.end(),
                           [&](const Gold& one) { return one.scheme == &scheme && one.subject == subject; });
  if (gold == tracks_.end()) {
    Track track;
    track.key = {subject, scheme.perspective, {}, {scheme.source, "1", {}}, scheme.taxonomy};
    track.scale.instrument = scheme.instrument;
    track.label_kind = scheme.kind;
    track.labels = scheme.labels;
    tracks_.push_back({&scheme, subject, std::move(track)});
    gold = std::prev(tracks_.end());
  }
  gold->track.append(turn, {}, state);
  if (gold->track.size() == kChunkRows) flush(*gold);
}

void GoldWriter::label(const GoldScheme& scheme, const std::string& subject, std::int64_t turn,
                       std::optional<std::size_t> index, std::optional<double> intensity) {
  AffectState row;
  if (index) {
    for (std::size_t i = 0; i < scheme.labels.size(); ++i) {
      const bool is = i == *index;
      row.labels.push_back({scheme.labels[i], is ? 1.0 : 0.0, is ? intensity : std::nullopt});
    }
  } else {
    row.status = Status::unknown;
  }
  state(scheme, subject, turn, row);
}

void GoldWriter::labels(const GoldScheme& scheme, const std::string& subject, std::int64_t turn,
                        std::span<const double> probabilities, std::span<const std::optional<double>> intensities) {
  AffectState row;
  for (std::size_t i = 0; i < scheme.labels.size(); ++i) {
    row.labels.push_back({scheme.labels[i], probabilities[i], i < intensities.size() ? intensities[i] : std::nullopt});
  }
  state(scheme, subject, turn, row);
}

void GoldWriter::code(std::string type, std::int64_t turn, std::string_view code, std::string subject) {
  if (code.empty()) return;
  Occurrence occurrence{.type = std::move(type), .subject = std::move(subject), .time = {}, .turn = turn};
  occurrence.attributes.emplace(kCode, code);
  occur(std::move(occurrence));
}

void GoldWriter::cause(std::int64_t from, std::int64_t to) {
  add(Relation{.type = "cause", .from = fmt::format("turn:{}", from), .to = fmt::format("turn:{}", to), .weight = {}});
}

void GoldWriter::flush(Gold& gold) {
  if (gold.track.empty()) return;
  Track next;
  next.key = gold.track.key;
  next.scale = gold.track.scale;
  next.label_kind = gold.track.label_kind;
  next.labels = gold.track.labels;
  turns_.add(std::exchange(gold.track, std::move(next)));
}

void GoldWriter::close() {
  for (Gold& gold : tracks_) flush(gold);
  tracks_.clear();
  turns_.close();
}

std::string whole(ByteSource& source) {
  std::string bytes;
  std::array<char, 64u << 10> chunk;
  while (const std::size_t size = source.read(chunk.data(), chunk.size())) {
    bytes.append(chunk.data(), size);
    if (bytes.size() > kMostBytes)
      throw InputError("is larger than 256 MiB", {source.name()}, "is this the right file?");
  }
  return bytes;
}

double number_of(std::string_view cell) {
  if (const auto value = parse_number(trim(cell))) return *value;
  throw InputError("not a number");
}

double unit_scale(double value, double low, double high) {
  if (!(value >= low && value <= high)) {
    throw InputError(fmt::format("a value lies outside {}..{}", low, high));
  }
  return (value - low) / (high - low);
}

double rescale(double value, double low, double high) { return 2 * unit_scale(value, low, high) - 1; }

std::optional<TimeRange> media_time(std::string_view start, std::string_view end, const ReadContext& context,
                                    const Place& place) {
  const auto begin = parse_media_time(start);
  const auto stop = parse_media_time(end);
  if (!begin || !stop) return std::nullopt;
  if (*stop >= *begin) return TimeRange{*begin, *stop};
  context.diagnostics.add("time_range", "a turn ends before it begins; its end is left out", place);
  return TimeRange{*begin, *begin};
}

void add_dataset(Engine& engine, DatasetInfo info, void (*read)(const DatasetInput& input, RecordSink& out)) {
  std::string units;
  for (const DatasetGold& gold : info.gold) {
    units += fmt::format("{}{}, {}", units.empty() ? "" : "; ", gold.what, to_string(gold.perspective));
    if (!gold.scale.empty()) units += " (of " + gold.scale + ")";
  }
  CatalogueEntry entry;
  entry.name = info.name;
  entry.room = "io/datasets";
  entry.what = info.title;
  entry.units = std::move(units);
  entry.source = info.paper;
  const auto shared = std::make_shared<const DatasetInfo>(std::move(info));
  engine.add<Dataset>(std::move(entry), [shared, read](const Engine&, const Options&) {
    return std::make_unique<DescribedDataset>(shared, read);
  });
}

}  // namespace affect::io
