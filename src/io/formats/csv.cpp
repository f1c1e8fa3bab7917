#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/cell_time.h"
#include "io/column_names.h"
#include "io/csv_rows.h"
#include "io/date_order.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

/// Which column plays which role.
struct CsvColumns {
  PerColumn<std::optional<std::size_t>> index;
  std::vector<std::size_t> episode;  ///< --map episode=Season+Episode: all that name it
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
  throw InputError("no column \"" + theirs + "\" for " + ours + "; found: \"" + found_columns(row) + '"', row.place(0),
                   "map it with --map " + ours + "=COLUMN, or by number: " + ours + "=#2");
}

/// "Season+Episode": a column of that name, or of each of these.
std::vector<std::size_t> mapped_columns(const std::string& ours, const std::string& theirs,
                                        const std::vector<std::string>& names, const CsvRows& row) {
  if (theirs.find('+') == std::string::npos || find_name(names, lower(theirs))) {
    return {*mapped_column(ours, theirs, names, row)};
  }
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at <= theirs.size();) {
    const auto end = std::min(theirs.find('+', at), theirs.size());
    found.push_back(*mapped_column(ours, std::string(trim(theirs.substr(at, end - at))), names, row));
    at = end + 1;
  }
  return found;
}

/// Names that stand twice in the header: the first is read.
void warn_of_doubles(const CsvColumns& columns, const std::vector<std::string>& names, const CsvRows& row,
                     const ReadContext& context) {
  for (const auto& index : columns.index) {
    if (!index || std::count(names.begin(), names.end(), names[*index]) < 2) continue;
    context.diagnostics.add("duplicate_column", "a column's name stands twice; the first one is read",
                            row.place(*index), "take another by its number: --map text=#3");
  }
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
      if (column == Column::episode) columns.episode = mapped_columns(ours, mapped->second, names, row);
      columns.index[column] =
          column == Column::episode ? columns.episode.front() : *mapped_column(ours, mapped->second, names, row);
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
    throw InputError("no column for the " + ours + "; found: \"" + found_columns(row) + '"', row.place(0),
                     "name it with --map " + ours + "=COLUMN, or its number: " + ours + "=#2" +
                         (column == Column::speaker ? ", or --subject NAME where one person wrote everything" : ""));
  }
  if (columns.episode.empty() && columns.index[Column::episode]) columns.episode = {*columns.index[Column::episode]};
  // A date alone is the time.
  if (!columns.index[Column::time]) std::swap(columns.index[Column::time], columns.index[Column::date]);
  if (columns.has_header) warn_of_doubles(columns, names, row, context);
  return columns;
}

/// "['Ann', 'Bob']" -> "Ann, Bob": the lists of names that Python writes into tables (EmoryNLP).
std::string without_list_marks(std::string_view cell) {
  if (cell.size() < 4 || cell.front() != '[' || cell.back() != ']') return std::string(cell);
  std::string names;
  for (std::string_view rest = trim(cell.substr(1, cell.size() - 2)); !rest.empty();) {
    const char quote = rest.front();
    if (quote != '\'' && quote != '"') return std::string(cell);
    if (!names.empty()) names += ", ";
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] != quote; ++at) {
      if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
      names += rest[at];
    }
    if (at == rest.size()) return std::string(cell);
    rest = trim_left(rest.substr(at + 1));
    if (rest.empty()) break;
    if (rest.front() != ',') return std::string(cell);
    rest = trim_left(rest.substr(1));
  }
  return names;
}

/// Opens a table: remarks ("# exported ..."), a "sep=;" line of a spreadsheet, then the separator that its head shows.
class CsvTable {
 public:
  explicit CsvTable(std::string_view head) {
    std::string_view line;
    std::string_view rest = head;
    while (take_line(rest, line) && is_remark(line)) {
      ++remarks_;
      head = rest;
    }
    if (line.size() == 5 && line.starts_with("sep=")) {
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
  /// Each remark is a piece that is left out.
  void skip_preamble(LineReader& lines, const ReadContext& context) const {
    std::string_view line;
    for (std::size_t i = 0; i < remarks_ && lines.next(line); ++i) {
      context.piece();
      context.skip("remark_left_out", "a line with # before the header is left out", lines.place());
    }
    if (has_separator_line_) lines.next(line);
  }

 private:
  /// "#" alone before a separator is a column's name: the row's number.
  static bool is_remark(std::string_view line) {
    return line.starts_with('#') && (line.size() == 1 || std::string_view(",;\t|").find(line[1]) == std::string::npos);
  }

  std::size_t remarks_ = 0;
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
        turns_(context, lines, "csv", out),
        dates_(context.date_order) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("rows");
    table_.skip_preamble(lines_, context_);
    if (!rows_.next()) throw InputError("has no rows", {lines_.name()}, "it needs a header and a row a turn");
    columns_ = columns_of(rows_, context_);
    find_clock();
    if (!columns_.has_header) take();
    while (rows_.next()) take();
    dates_.decide();
    release();
    if (dates_.was_ambiguous()) context_.diagnostics.add("date_order", dates_.reason(), {lines_.name()});
    if (!turns_.is_open() && ended_.empty()) {
      throw InputError("has a header and no turns", {lines_.name()}, "was the file cut? it needs a row a turn");
    }
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeadSize = 64u << 10;
  static constexpr std::size_t kMaxHeldBytes = 64u << 20;

  /// The first time in the head decides how all of them are told.
  void find_clock() {
    if (!columns_.index[Column::time]) return;
    const auto source = memory_source(head_);
    LineReader lines(*source);
    Diagnostics ignored;
    const ReadContext context{.diagnostics = ignored, .reject = [](const Reject&) {}};
    table_.skip_preamble(lines, context);
    CsvRows rows(lines, table_.separator(), context);
    if (columns_.has_header) rows.next();
    while (rows.next()) {
      if (const auto time = parse_cell_times(columns_.of(rows, Column::date), columns_.of(rows, Column::time))) {
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
    context_.piece();
    if (is_ragged()) return;
    CsvTurn row;
    if (!read_time(row)) return;
    Turn& turn = row.turn;
    turn.speaker = columns_.index[Column::speaker] ? without_list_marks(trim(columns_.of(rows_, Column::speaker)))
                                                   : context_.subject;
    turn.text = columns_.of(rows_, Column::text);
    turn.id = columns_.of(rows_, Column::id);
    turn.reply_to = columns_.of(rows_, Column::reply_to);
    row.episode = episode_of_row();
    if (columns_.index[Column::episode]) row.episode_column = rows_.place(*columns_.index[Column::episode]).column;
    row.place = {lines_.name(), rows_.line()};
    if (!row.date && held_.empty()) {
      write(std::move(row));
    } else {
      hold(std::move(row));
    }
  }

  struct CsvTurn {
    Turn turn;
    std::string episode;
    std::size_t episode_column = 0;   ///< where it stands in the line
    std::optional<NumericDate> date;  ///< the day of the turn's time
    Place place;
  };

  /// The order of the dates is that of the whole file, whatever its episodes.
  void hold(CsvTurn&& row) {
    if (row.date && !dates_.see(*row.date, row.place)) {
      context_.fault(row.place, row.date->to_string() + " is no date in the order of the dates before it",
                     "say how dates are written: --date-order dmy, mdy or ymd", rows_.raw());
      return;
    }
    held_bytes_ += sizeof(CsvTurn) + row.turn.text.size();
    held_.push_back(std::move(row));
    if (held_bytes_ > kMaxHeldBytes) dates_.decide();
    if (dates_.order() != DateOrder::unknown) release();
  }

  void release() {
    for (CsvTurn& row : held_) {
      if (row.date) {
        if (const auto day = day_of(*row.date, dates_.order())) {
          row.turn.time->start += *day;
          row.turn.time->end += *day;
        } else {
          row.turn.time.reset();
          context_.diagnostics.add("no_such_day", "a date is no day in the order found; the turn has no time",
                                   row.place, "say how dates are written: --date-order dmy, mdy or ymd");
        }
      }
      write(std::move(row));
    }
    held_.clear();
    held_bytes_ = 0;
  }

  void write(CsvTurn&& row) {
    if (enter_episode(row)) turns_.write(std::move(row.turn), row.place);
  }

  /// False where the row is at fault.
  bool read_time(CsvTurn& row) const {
    const std::string_view date = trim(columns_.of(rows_, Column::date));
    const std::string_view time = trim(columns_.of(rows_, Column::time));
    if (date.empty() && time.empty()) return true;
    const auto start = parse_cell_times(date, time);
    if (!fits_clock(start, Column::time)) return false;
    row.turn.time = TimeRange{start->seconds, start->seconds};
    row.date = start->date;
    const std::string_view end_cell = trim(columns_.of(rows_, Column::end));
    if (clock_.type == Clock::Type::calendar || end_cell.empty()) return true;
    const auto end = parse_cell_time(end_cell);
    if (!fits_clock(end, Column::end)) return false;
    row.turn.time->end = end->seconds;
    if (row.turn.time->end >= row.turn.time->start) return true;
    context_.fault(rows_.place(*columns_.index[Column::end]), "turn ends before it begins", "", rows_.raw());
    return false;
  }

  bool fits_clock(const std::optional<CellTime>& time, Column column) const {
    if (time && time->type == clock_.type) return true;
    context_.fault(rows_.place(*columns_.index[column]),
                   time ? "time is told in another way than at the beginning" : "not a time",
                   "write seconds, h:m:s or ISO 8601 (2024-05-01T18:30), one of them throughout", rows_.raw());
    return false;
  }

  /// "1", or "2/5/1" of three columns.
  std::string episode_of_row() const {
    std::string value;
    for (const std::size_t column : columns_.episode) {
      if (column != columns_.episode.front()) value += '/';
      value += trim(rows_[column]);
    }
    return value;
  }

  bool enter_episode(const CsvTurn& row) {
    if (turns_.is_open() && row.episode == episode_) return true;
    if (ended_.contains(row.episode)) {
      context_.fault({lines_.name(), row.place.line, row.episode_column},
                     "episode \"" + row.episode + "\" goes on after another one began", "sort the rows by episode",
                     held_.empty() ? rows_.raw() : std::string());
      return false;
    }
    if (turns_.is_open()) {
      turns_.close();
      ended_.insert(episode_);
    }
    episode_ = row.episode;
    std::string id = episode_id(context_, lines_);
    if (!episode_.empty()) id += '/' + episode_;
    Clock clock = clock_;
    if (clock.type == Clock::Type::calendar && row.turn.time) clock.start = row.turn.time->start;
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
  DateOrderFinder dates_;
  std::vector<CsvTurn> held_;
  std::size_t held_bytes_ = 0;
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
    table.skip_preamble(lines, context);
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
