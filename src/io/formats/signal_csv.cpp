#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/csv_rows.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kEarliestUnix = 1e8;
constexpr std::string_view kDecimalHint = "write decimals with a point: 0.25";

struct SignalUnit {
  std::string_view name;
  std::string_view unit;
};
// What wearables write, in UCUM's letters.
constexpr std::array<SignalUnit, 9> kSignalUnits{{{"eda", "uS"},
                                                  {"gsr", "uS"},
                                                  {"temp", "Cel"},
                                                  {"temperature", "Cel"},
                                                  {"hr", "/min"},
                                                  {"heart_rate", "/min"},
                                                  {"ibi", "s"},
                                                  {"bvp", ""},
                                                  {"acc", "[g]/64"}}};
constexpr std::array<std::string_view, 11> kTimeNames{"time", "timestamp", "t",         "time_s",   "seconds", "sec",
                                                      "unix", "unix_time", "date_time", "datetime", "date"};

/// "EDA", "eda_uS", "TEMP_1hz" -> the unit that its first word stands for.
std::string signal_unit(std::string_view name) {
  const std::string word = lower(name.substr(0, name.find_first_of("_ ([")));
  const std::string whole = lower(name);
  for (const SignalUnit& known : kSignalUnits) {
    if (known.name == word || known.name == whole) return std::string(known.unit);
  }
  return {};
}

bool is_missing(std::string_view cell) {
  const std::string text = lower(cell);
  return text.empty() || text == "nan" || text == "na" || text == "null";
}

std::optional<std::size_t> find_time_column(const CsvRows& row, const ReadContext& context) {
  const auto mapped = context.columns.find("time");
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string name = lower(trim(row[i]));
    if (mapped != context.columns.end() ? name == lower(mapped->second)
                                        : std::find(kTimeNames.begin(), kTimeNames.end(), name) != kTimeNames.end()) {
      return i;
    }
  }
  return std::nullopt;
}

/// Samples of one series, handed on in chunks.
class SeriesWriter {
 public:
  SeriesWriter(std::string episode, Series series, RecordSink& out)
      : episode_(std::move(episode)), series_(std::move(series)), out_(out) {}

  Series& series() { return series_; }
  bool any() const { return any_; }
  /// Call after each sample.
  void sampled() {
    any_ = true;
    if (series_.size() >= kChunk) flush();
  }
  void flush() {
    const std::size_t size = series_.size();
    if (size == 0) return;
    Series chunk = series_;
    if (series_.rate_hz > 0) {
      given_ += size;
      series_.start = origin_ + static_cast<double>(given_) / series_.rate_hz;
    }
    series_.times.clear();
    for (Channel& channel : series_.channels) channel.values.clear();
    out_.accept({episode_, std::move(chunk), {}});
  }

 private:
  static constexpr std::size_t kChunk = 4096;
  std::string episode_;
  Series series_;
  RecordSink& out_;
  Seconds origin_ = series_.start;
  std::size_t given_ = 0;
  bool any_ = false;
};

/// One pass over one signal: a wearable's export without a header, or a table with a time column.
class SignalPass {
 public:
  SignalPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        out_(out),
        head_(lines.peek(kHeadSize).substr(0, kHeadSize)),
        rows_(lines, separator_of(head_), context),
        id_(episode_id(context, lines)) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("rows");
    if (!rows_.next()) throw InputError("has no rows", {lines_.name()}, "it needs a header and a row a sample");
    const auto start = parse_number(rows_[0]);
    if (!start) {
      read_table();
    } else if (rows_.size() == 2 && !parse_number(rows_[1])) {
      read_intervals(*start);
    } else {
      read_wearable(*start);
    }
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;

  static char separator_of(std::string_view head) {
    const char sniffed = sniff_separator(head);
    return sniffed == 0 ? ',' : sniffed;
  }

  std::string stem() const {
    const std::string name = lower(file_stem(lines_.path()));
    return name.empty() ? "signal" : name;
  }
  Series named(std::string name) const {
    Series series;
    series.name = std::move(name);
    series.subject = context_.subject;
    return series;
  }
  void open(const Clock& clock) {
    out_.accept({id_, EpisodeInfo{.clock = clock, .title = {}, .language = {}}, {}});
    out_.accept({id_, medium_of(lines_.path(), "signal", "signal_csv"), {}});
    if (!context_.subject.empty()) {
      out_.accept({id_, Subject{.name = context_.subject, .type = Subject::Type::person, .profile = {}}, {}});
    }
  }
  void close(SeriesWriter& writer) {
    if (!writer.any()) throw InputError("has no samples", {lines_.name()}, "it needs a row a sample");
    writer.flush();
    out_.accept({id_, End{}, {}});
  }

  static Clock clock_at(Seconds start) {
    if (start < kEarliestUnix) return {.type = Clock::Type::media};
    return {.type = Clock::Type::calendar, .start = start, .zone = "UTC"};
  }

  /// Start in Unix seconds, rate in Hz, then a sample a line (Empatica E4).
  void read_wearable(Seconds start) {
    const std::size_t width = rows_.size();
    if (!rows_.next()) throw InputError("has a start and no rate", rows_.place(0), "line 2 is the rate in Hz");
    const auto rate = parse_number(rows_[0]);
    if (!rate || !(*rate > 0) || *rate > 1e6) {
      throw InputError("not a rate", rows_.place(0), "line 1 is the start in Unix seconds, line 2 the rate in Hz");
    }
    const std::string name = stem();
    const std::string unit = signal_unit(name);
    Series series = named(name);
    series.rate_hz = *rate;
    series.start = start;
    static constexpr std::string_view kAxes = "xyz";
    for (std::size_t i = 0; i < width; ++i) {
      std::string channel = width == 1 ? name : width == 3 ? std::string(1, kAxes[i]) : name + std::to_string(i);
      series.channels.push_back({std::move(channel), unit, {}});
    }
    open(clock_at(start));
    SeriesWriter writer(id_, std::move(series), out_);
    while (rows_.next()) {
      context_.piece();
      // A sample that cannot be read still takes its time, so that the others keep theirs.
      const bool whole = rows_.size() == width || fault_width(width);
      if (whole) context_.keep();
      for (std::size_t i = 0; i < width; ++i) {
        writer.series().channels[i].values.push_back(whole ? cell(i) : kMissing);
      }
      writer.sampled();
    }
    close(writer);
  }

  /// Start in Unix seconds, "IBI"; then seconds since the start and the interval (Empatica E4).
  void read_intervals(Seconds start) {
    const std::string name = trim(rows_[1]).empty() ? "ibi" : lower(trim(rows_[1]));
    Series series = named(name);
    series.channels.push_back({name, signal_unit(name), {}});
    open(clock_at(start));
    SeriesWriter writer(id_, std::move(series), out_);
    while (rows_.next()) {
      context_.piece();
      if (rows_.size() != 2 && !fault_width(2)) continue;
      const auto time = parse_number(rows_[0]);
      if (!take_time(time ? std::optional(start + *time) : std::nullopt, 0)) continue;
      context_.keep();
      writer.series().times.push_back(last_);
      writer.series().channels[0].values.push_back(cell(1));
      writer.sampled();
    }
    close(writer);
  }

  void read_table() {
    const auto time_column = find_time_column(rows_, context_);
    const std::size_t width = rows_.size();
    if (!time_column) {
      std::string found;
      for (std::size_t i = 0; i < width && i < 40; ++i) found += (i == 0 ? "" : ", ") + std::string(trim(rows_[i]));
      throw InputError("no column for the time; found: \"" + found + '"', rows_.place(0),
                       "name it with --map time=COLUMN");
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < width; ++i) names.emplace_back(trim(rows_[i]));
    if (!rows_.next())
      throw InputError("has a header and no samples", {lines_.name()}, "was the file cut? it needs a row a sample");

    std::vector<std::size_t> columns;
    Series series;
    for (std::size_t i = 0; i < width; ++i) {
      if (i == *time_column) continue;
      if (names[i].empty() || (!parse_number(rows_[i]) && !is_missing(trim(rows_[i])))) {
        context_.diagnostics.add("column_left_out", "column \"" + names[i] + "\" holds no numbers", rows_.place(i),
                                 std::string(kDecimalHint));
        continue;
      }
      if (std::find_if(series.channels.begin(), series.channels.end(),
                       [&](const Channel& c) { return c.name == names[i]; }) != series.channels.end()) {
        throw InputError("column \"" + names[i] + "\" stands twice", {lines_.name(), 1},
                         "give each column a name of its own");
      }
      columns.push_back(i);
      series.channels.push_back({names[i], signal_unit(names[i]), {}});
    }
    if (columns.empty()) throw InputError("no column holds numbers", rows_.place(0), std::string(kDecimalHint));
    const auto first = parse_time_cell(rows_[*time_column]);
    if (!first) {
      throw InputError("not a time", rows_.place(*time_column), "write seconds, h:m:s or ISO 8601");
    }
    std::vector<Channel> channels = std::move(series.channels);
    series = named(channels.size() == 1 ? lower(channels.front().name) : "signal");
    series.channels = std::move(channels);
    open(first->clock());
    SeriesWriter writer(id_, std::move(series), out_);
    do {
      context_.piece();
      if (rows_.size() != width && !fault_width(width)) continue;
      const auto time = parse_time_cell(rows_[*time_column]);
      const bool same_clock = time && time->type == first->type;
      if (!take_time(same_clock ? std::optional(time->seconds) : std::nullopt, *time_column)) continue;
      context_.keep();
      writer.series().times.push_back(last_);
      for (std::size_t i = 0; i < columns.size(); ++i) {
        writer.series().channels[i].values.push_back(cell(columns[i]));
      }
      writer.sampled();
    } while (rows_.next());
    close(writer);
  }

  bool take_time(std::optional<Seconds> time, std::size_t column) {
    if (!time || *time < last_) {
      context_.fault(rows_.place(column), time ? "time goes back" : "not a time of this signal",
                     "sort the rows by time", rows_.raw());
      return false;
    }
    last_ = *time;
    return true;
  }

  bool fault_width(std::size_t width) const {
    context_.fault(rows_.place(std::min(width, rows_.size())),
                   "row has " + std::to_string(rows_.size()) + " fields, not " + std::to_string(width), "",
                   rows_.raw());
    return false;
  }

  double cell(std::size_t column) const {
    const std::string_view text = trim(rows_[column]);
    if (const auto value = parse_number(text)) return *value;
    if (!is_missing(text)) {
      context_.fault(rows_.place(column), "not a number", "leave the field empty where nothing was measured",
                     rows_.raw(), 0);
    }
    return kMissing;
  }

  LineReader& lines_;
  const ReadContext& context_;
  RecordSink& out_;
  std::string head_;
  CsvRows rows_;
  std::string id_;
  Seconds last_ = -std::numeric_limits<Seconds>::infinity();
};

class SignalCsvReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const auto source = memory_source(head);
    LineReader lines(*source);
    Diagnostics ignored;
    const ReadContext context{.diagnostics = ignored, .reject = [](const Reject&) {}};
    const char separator = sniff_separator(head);
    CsvRows rows(lines, separator == 0 ? ',' : separator, context);
    if (!rows.next()) return 0;
    if (const auto start = parse_number(rows[0])) {
      if (*start < kEarliestUnix) return 0;
      if (rows.size() == 2 && lower(trim(rows[1])) == "ibi") return 0.95;
      if (!rows.next()) return 0;
      const auto rate = parse_number(rows[0]);
      return rate && *rate > 0 && *rate <= 1e6 && rows.next() && parse_number(rows[0]) ? 0.95 : 0;
    }
    if (separator == 0) return 0;
    const auto time = find_time_column(rows, context);
    const std::size_t width = rows.size();
    bool known = false;
    for (std::size_t i = 0; i < width; ++i) known = known || !signal_unit(trim(rows[i])).empty();
    if (!rows.next() || rows.size() != width) return 0;
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < width; ++i) numbers += parse_number(rows[i]).has_value();
    // Numbers alone are a signal, even where the time is missing: the error asks for it.
    if (!time) return numbers == width ? 0.6 : 0;
    if (!parse_time_cell(rows[*time])) return 0;
    const bool time_is_number = parse_number(rows[*time]).has_value();
    const bool all = numbers - time_is_number == width - 1 && width > 1;
    return all ? 0.93 : known ? 0.85 : 0;
  }

  std::string_view example() const override {
    return R"(time,eda
0.00,1.25
0.25,1.27
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    SignalPass(lines, context, out).run();
  }
};

}  // namespace

void register_signal_csv(Engine& engine) {
  engine.add<Reader>({.name = "signal_csv",
                      .room = "io/formats",
                      .what = "A signal as a table: a wearable's export (Empatica E4), or a time column and channels",
                      .units = "series; EDA in uS, heart rate in /min, temperature in Cel",
                      .source = "Empatica E4 export"},
                     [](const Engine&, const Options&) { return std::make_unique<SignalCsvReader>(); });
}

}  // namespace affect::io
