#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/column_names.h"
#include "io/csv_rows.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// Where each column stands.
struct CsvColumns {
  PerColumn<std::optional<std::size_t>> index;
  std::size_t count = 0;
  bool has_header = true;

  std::string_view of(const CsvRows& row, Column column) const {
    return index[column] ? row[*index[column]] : std::string_view();
  }
};

std::vector<std::string> header_names(const CsvRows& row) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row.size(); ++i) names.push_back(lower(trim(row[i])));
  return names;
}

std::optional<std::size_t> find_name(const std::vector<std::string>& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  return std::nullopt;
}

std::string found_columns(const CsvRows& row) {
  std::string text;
  for (std::size_t i = 0; i < row.size() && i < 40; ++i) {
    text += (i == 0 ? "" : ", ") + std::string(trim(row[i]).substr(0, 40));
  }
  return text;
}

/// "#2" -> 1.
std::optional<std::size_t> column_number(std::string_view theirs) {
  if (!theirs.starts_with('#')) return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(theirs.data() + 1, theirs.data() + theirs.size(), number);
  if (error != std::errc{} || end != theirs.data() + theirs.size() || number == 0) return std::nullopt;
  return number - 1;
}

std::optional<std::size_t> mapped_column(const std::string& ours, const std::string& theirs,
                                         const std::vector<std::string>& names, const CsvRows& row) {
  const auto number = column_number(theirs);
  const auto found = number ? number : find_name(names, lower(theirs));
  if (found && *found < row.size()) return found;
  throw InputError("no column " + theirs + " for " + ours + "; found: " + found_columns(row), row.place(0),
                   "map it with --map " + ours + "=COLUMN, or by number: " + ours + "=#2");
}

CsvColumns columns_of(const CsvRows& row, const ReadContext& context) {
  check_columns(context.columns, false);
  const std::vector<std::string> names = header_names(row);
  CsvColumns columns;
  columns.count = row.size();
  bool by_number = !context.columns.empty();
  for (const Column column : kColumns) {
    const std::string ours(to_string(column));
    if (const auto mapped = context.columns.find(ours); mapped != context.columns.end()) {
      columns.index[column] = mapped_column(ours, mapped->second, names, row);
      by_number = by_number && column_number(mapped->second);
    }
  }
  // A table mapped by number has a header only where one of its names is known.
  const bool any_known = std::any_of(kColumns.begin(), kColumns.end(),
                                     [&](Column column) { return find_column(names, column).has_value(); });
  columns.has_header = !by_number || any_known;
  if (columns.has_header) {
    std::unordered_set<std::size_t> taken;
    for (const auto& index : columns.index) {
      if (index) taken.insert(*index);
    }
    for (const Column column : kColumns) {
      if (columns.index[column]) continue;
      const auto found = find_column(names, column);
      if (found && taken.insert(*found).second) columns.index[column] = found;
    }
  }
  for (const Column column : {Column::text, Column::speaker}) {
    const std::string ours(to_string(column));
    if (columns.index[column] || (column == Column::speaker && !context.subject.empty())) continue;
    throw InputError("no column for the " + ours + "; found: " + found_columns(row), row.place(0),
                     "name it with --map " + ours + "=COLUMN, or its number: " + ours + "=#2" +
                         (column == Column::speaker ? ", or --subject NAME where one person wrote everything" : ""));
  }
  return columns;
}

/// Opens a table: a "sep=;" line of a spreadsheet, then the separator that its head shows.
class CsvTable {
 public:
  explicit CsvTable(std::string_view head) {
    std::string_view line;
    std::string_view rest = head;
    if (take_line(rest, line) && line.size() == 5 && line.starts_with("sep=")) {
      separator_ = line[4];
      has_separator_line_ = true;
    } else {
      separator_ = sniff_separator(head);
      if (separator_ == 0) separator_ = separator_of_header(line);
    }
  }
  /// What divides a header whose names are known, where the rows below it are too uneven to tell.
  static char separator_of_header(std::string_view header) {
    for (const char separator : {',', '\t', ';', '|'}) {
      std::vector<std::string> names;
      for (std::size_t at = 0; at <= header.size();) {
        const auto end = std::min(header.find(separator, at), header.size());
        names.push_back(lower(trim(header.substr(at, end - at))));
        at = end + 1;
      }
      if (find_column(names, Column::text) && find_column(names, Column::speaker)) return separator;
    }
    return 0;
  }
  char separator() const { return separator_ == 0 ? ',' : separator_; }
  bool is_table() const { return separator_ != 0; }
  void skip_separator_line(LineReader& lines) const {
    std::string_view line;
    if (has_separator_line_) lines.next(line);
  }

 private:
  char separator_ = 0;
  bool has_separator_line_ = false;
};

/// One pass over one table of turns.
class CsvPass {
 public:
  CsvPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        head_(lines.peek(kHeadSize).substr(0, kHeadSize)),
        table_(head_),
        rows_(lines, table_.separator(), context),
        turns_(context, lines, "csv", out) {}

  void run() {
    table_.skip_separator_line(lines_);
    if (!rows_.next()) throw InputError("has no rows", {lines_.name()});
    columns_ = columns_of(rows_, context_);
    find_clock();
    if (!columns_.has_header) take();
    while (rows_.next()) take();
    if (!turns_.is_open() && ended_.empty()) {
      throw InputError("has a header and no turns", {lines_.name()});
    }
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;

  /// The first time in the head decides how all of them are told.
  void find_clock() {
    if (!columns_.index[Column::time]) return;
    const auto source = memory_source(head_);
    LineReader lines(*source);
    Diagnostics ignored;
    const ReadContext context{.diagnostics = ignored, .reject = [](const Reject&) {}};
    table_.skip_separator_line(lines);
    CsvRows rows(lines, table_.separator(), context);
    if (columns_.has_header) rows.next();
    while (rows.next()) {
      if (const auto time = parse_time_cell(columns_.of(rows, Column::time))) {
        clock_ = time->clock();
        return;
      }
    }
  }

  bool is_ragged() {
    if (rows_.size() < columns_.count) {
      context_.fault(
          rows_.place(rows_.size()),
          "row has " + std::to_string(rows_.size()) + " fields, the header " + std::to_string(columns_.count),
          "quote fields that hold the separator", rows_.raw());
      return true;
    }
    for (std::size_t i = columns_.count; i < rows_.size(); ++i) {
      if (trim(rows_[i]).empty()) continue;
      context_.fault(
          rows_.place(columns_.count),
          "row has " + std::to_string(rows_.size()) + " fields, the header " + std::to_string(columns_.count),
          "quote fields that hold the separator", rows_.raw());
      return true;
    }
    return false;
  }

  void take() {
    if (is_ragged()) return;
    Turn turn;
    if (!read_time(turn) || !enter_episode(turn)) return;
    turn.speaker = columns_.index[Column::speaker] ? trim(columns_.of(rows_, Column::speaker)) : context_.subject;
    turn.text = columns_.of(rows_, Column::text);
    turn.id = columns_.of(rows_, Column::id);
    turn.reply_to = columns_.of(rows_, Column::reply_to);
    turns_.write(std::move(turn), {lines_.name(), rows_.line()});
  }

  bool read_time(Turn& turn) const {
    const auto start = read_cell(Column::time);
    if (!start.ok) return false;
    if (!start.time) return true;
    turn.time = TimeRange{start.time->seconds, start.time->seconds};
    if (clock_.type == Clock::Type::calendar) return true;
    const auto end = read_cell(Column::end);
    if (!end.ok) return false;
    if (!end.time) return true;
    turn.time->end = end.time->seconds;
    if (turn.time->end >= turn.time->start) return true;
    context_.fault(rows_.place(*columns_.index[Column::end]), "turn ends before it begins", "", rows_.raw());
    return false;
  }

  struct TimeCell {
    bool ok;
    std::optional<WrittenTime> time;
  };
  TimeCell read_cell(Column column) const {
    const std::string_view cell = trim(columns_.of(rows_, column));
    if (cell.empty()) return {true, {}};
    const auto time = parse_time_cell(cell);
    if (time && time->type == clock_.type) return {true, time};
    context_.fault(rows_.place(*columns_.index[column]),
                   time ? "time is told in another way than at the beginning" : "not a time",
                   "write seconds, h:m:s or ISO 8601 (2024-05-01T18:30), one of them throughout", rows_.raw());
    return {false, {}};
  }

  bool enter_episode(const Turn& turn) {
    const std::string_view value = trim(columns_.of(rows_, Column::episode));
    if (turns_.is_open() && value == episode_) return true;
    if (ended_.contains(std::string(value))) {
      context_.fault(rows_.place(*columns_.index[Column::episode]),
                     "episode " + std::string(value) + " goes on after another one began", "sort the rows by episode",
                     rows_.raw());
      return false;
    }
    if (turns_.is_open()) {
      turns_.close();
      ended_.insert(episode_);
    }
    episode_ = value;
    std::string id = episode_id(context_, lines_);
    if (!episode_.empty()) id += '/' + episode_;
    Clock clock = clock_;
    if (clock.type == Clock::Type::calendar && turn.time) clock.start = turn.time->start;
    turns_.open(std::move(id), clock);
    return true;
  }

  LineReader& lines_;
  const ReadContext& context_;
  std::string head_;
  CsvTable table_;
  CsvRows rows_;
  TurnWriter turns_;
  CsvColumns columns_;
  Clock clock_;
  std::string episode_;
  std::unordered_set<std::string> ended_;
};

class CsvReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    const CsvTable table(head);
    if (!table.is_table()) return 0;
    const auto source = memory_source(head);
    LineReader lines(*source);
    Diagnostics ignored;
    const ReadContext context{.diagnostics = ignored, .reject = [](const Reject&) {}};
    table.skip_separator_line(lines);
    CsvRows rows(lines, table.separator(), context);
    if (!rows.next()) return 0;
    const std::vector<std::string> names = header_names(rows);
    if (find_column(names, Column::text) && find_column(names, Column::speaker)) return 0.9;
    if (has_ending(name, ".txt")) return 0.04;  // prose with commas; the transcript's error helps more
    return has_ending(name, ".csv") || has_ending(name, ".tsv") ? 0.55 : 0.2;
  }

  std::string_view example() const override {
    return R"(speaker,text,time
Ann,You are late.,2024-05-01T18:30
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    CsvPass(lines, context, out).run();
  }
};

}  // namespace

void register_csv(Engine& engine) {
  engine.add<Reader>({.name = "csv",
                      .room = "io/formats",
                      .what = "A table with a row a turn: CSV, TSV; columns by name or --map",
                      .units = "turns; s of the recording, calendar time or order",
                      .source = "RFC 4180"},
                     [](const Engine&, const Options&) { return std::make_unique<CsvReader>(); });
}

}  // namespace affect::io
