#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/date_order.h"
#include "io/markdown.h"
#include "io/turn_writer.h"
#include "io/written_date.h"

namespace affect::io {
namespace {

constexpr std::string_view kCommentOpen = "<!--", kCommentClose = "-->";

/// A day as it is written above an entry.
struct DiaryDay {
  std::optional<Seconds> day;       ///< nothing where the whole file tells it
  std::optional<NumericDate> date;  ///< "5/1/2024"
  std::optional<DayTime> time;
  std::string_view rest;  ///< words behind it
  std::size_t line = 0;
};

/// "2024-05-01", "1 May 2024 18:30", "Wednesday, 5/1/2024" at the front of `text`.
std::optional<DiaryDay> take_day(std::string_view text) {
  if (const auto date = take_date(text)) return DiaryDay{date->day, {}, date->time, date->rest};
  text = trim(text);
  skip_weekday(text);
  auto date = take_numeric_date(text);
  if (!date || (!text.empty() && (is_letter(text.front()) || is_digit(text.front())))) return std::nullopt;
  const auto time = take_time_behind_date(text);
  date->twelve_hour = time && time->twelve_hour;
  return DiaryDay{{}, date, time, trim(text)};
}

/// The date of a heading, or of a line that is nothing but a date.
std::optional<DiaryDay> day_of_line(std::string_view line) {
  if (const std::string_view heading = heading_text(line); heading.data() != nullptr) return take_day(heading);
  if (line.empty() || line.size() > 60) return std::nullopt;
  std::string plain;
  append_without_marks(line, plain);
  auto day = take_day(plain);
  if (!day || !day->rest.empty()) return std::nullopt;
  day->rest = {};
  return day;
}

/// "[2024-05-01 18:30] Words" (jrnl): the day and what follows. Only with a time and a year in front: chats have
/// others.
std::optional<DiaryDay> bracketed_day(std::string_view line) {
  if (!line.starts_with('[') || line.size() < 18 || !all_digits(line.substr(1, 4)) || line[5] != '-')
    return std::nullopt;
  const auto close = line.substr(0, 40).find(']');
  if (close == std::string_view::npos) return std::nullopt;
  auto day = take_day(line.substr(1, close - 1));
  if (!day || !day->time || !day->rest.empty()) return std::nullopt;
  day->rest = trim(line.substr(close + 1));
  return day;
}

/// "Dear diary,"
bool is_salutation(std::string_view line) {
  static constexpr std::string_view kSalutations[] = {"dear diary",   "dear journal",         "liebes tagebuch",
                                                      "cher journal", "querido diario",       "caro diario",
                                                      "lief dagboek", "querido di\xC3\xA1rio"};
  while (!line.empty() && std::string_view(",.!: -").find(line.back()) != std::string_view::npos) line.remove_suffix(1);
  const std::string low = lower(line);
  return std::find(std::begin(kSalutations), std::end(kSalutations), low) != std::end(kSalutations);
}

struct DiaryEntry {
  std::size_t day;  ///< number of the day
  std::size_t line;
  std::string text;
  Seconds time = 0;
};

/// One pass over one diary. A diary may run backwards (the newest day first), and what 5/1/2024 means is told by all of
/// it, so that its paragraphs are kept and sorted by time; it is as large as what one person writes.
class DiaryPass {
 public:
  DiaryPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "diary", out), dates_(context.date_order) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("paragraphs");
    if (const auto date = take_date(file_stem(lines_.path())); date && date->rest.empty()) {
      days_.push_back({date->day, {}, {}, {}, 0});
      has_day_ = true;
    }
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take(line);
    finish_paragraph();
    if (entries_.empty()) {
      throw InputError(any_date_ ? "has dates and no text" : "no heading has a date", {lines_.name()},
                       "write one above each day: # 2024-05-01, or ## 1 May 2024");
    }
    settle_days();
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const DiaryEntry& a, const DiaryEntry& b) { return a.time < b.time; });
    Clock clock{.type = Clock::Type::calendar, .start = entries_.front().time, .precision = precision_};
    turns_.open(episode_id(context_, lines_), std::move(clock), std::move(title_));
    for (DiaryEntry& entry : entries_) {
      Turn turn;
      turn.speaker = context_.subject.empty() ? std::string(kAuthor) : context_.subject;
      turn.text = std::move(entry.text);
      turn.time = TimeRange{entry.time, entry.time};
      turns_.write(std::move(turn), {lines_.name(), entry.line});
    }
    turns_.close();
  }

 private:
  /// Entries get their times, as the writer's clock showed them; whole days where no entry has a time of day.
  void settle_days() {
    dates_.decide();
    if (dates_.was_ambiguous()) context_.diagnostics.add("date_order", dates_.reason(), {lines_.name()});
    std::vector<Seconds> times;
    Seconds last = -std::numeric_limits<Seconds>::infinity();
    for (const DiaryDay& day : days_) {
      const Seconds midnight = day.day ? *day.day : day_of(*day.date, dates_.order()).value_or(0);
      times.push_back(midnight + (day.time ? day.time->of_day : 0));
      if (day.line > 0 && times.back() < last) {
        context_.diagnostics.add("date_back", "a day stands behind a later one; entries are sorted by day",
                                 {lines_.name(), day.line});
      }
      if (day.line > 0) last = times.back();
    }
    std::size_t timed = 0;
    for (DiaryEntry& entry : entries_) {
      entry.time = times[entry.day];
      const auto& time = days_[entry.day].time;
      timed += time.has_value();
      if (time) precision_ = precision_ == Clock::Precision::instant ? precision_ : time->precision();
    }
    if (timed > 0 && timed < entries_.size()) {
      context_.diagnostics.add("no_time_of_day", "an entry without a time of day stands where its day begins",
                               {lines_.name()});
    }
  }

  enum class Block { none, front_matter, code, comment };

  void take(std::string_view line) {
    const std::string_view text = trim(line);
    if (block_ != Block::none) {
      take_in_block(text);
      return;
    }
    if (lines_.line() == 1 && text == "---") {
      block_ = Block::front_matter;
      return;
    }
    if (text.starts_with("```") || text.starts_with("~~~")) {
      finish_paragraph();
      context_.piece();
      context_.skip("code_left_out", "a block of code is left out", lines_.place());
      block_ = Block::code;
      return;
    }
    if (text.find(kCommentOpen) != std::string_view::npos) {
      take_around_comments(text);
      return;
    }
    if (text.empty() || is_markdown_rule(text)) {
      finish_paragraph();
      return;
    }
    if (const auto day = day_of_line(text)) {
      enter_day(*day, text);
      return;
    }
    if (const auto day = bracketed_day(text)) {
      const std::string words(day->rest);
      DiaryDay alone = *day;
      alone.rest = {};
      enter_day(alone, text);
      add_to_paragraph(words);
      return;
    }
    if (is_salutation(text)) {
      context_.piece();
      context_.skip("salutation_left_out", "the diary's salutation is left out", lines_.place());
      return;
    }
    if (const std::string_view heading = heading_text(line); heading.data() != nullptr) {
      finish_paragraph();
      if (enter_time(heading)) return;
      if (!has_day_ && title_.empty()) {
        title_ = heading;
      } else {
        leave_out_heading();
      }
      return;
    }
    add_to_paragraph(text);
  }

  /// What stands beside comments are the writer's words.
  void take_around_comments(std::string_view text) {
    std::string words;
    bool closed = true;
    while (closed) {
      const auto open = std::min(text.find(kCommentOpen), text.size());
      words += text.substr(0, open);
      if (open == text.size()) break;
      const auto close = text.find(kCommentClose, open + kCommentOpen.size());
      closed = close != std::string_view::npos;
      text = closed ? text.substr(close + kCommentClose.size()) : std::string_view();
      while (words.ends_with(' ') && text.starts_with(' ')) text.remove_prefix(1);
    }
    if (trim(words).empty()) {
      context_.piece();
      context_.skip("comment_left_out", "a comment is left out", lines_.place());
    } else {
      context_.diagnostics.add("comment_left_out", "a comment is left out", lines_.place());
      take(words);
    }
    if (!closed) block_ = Block::comment;
  }

  void take_in_block(std::string_view text) {
    switch (block_) {
      case Block::none:
        return;
      case Block::front_matter:
        if (text == "---" || text == "...") {
          block_ = Block::none;
        } else if (text.starts_with("title:")) {
          title_ = unquoted(trim(text.substr(6)));
        } else if (text.starts_with("date:")) {
          if (const auto day = take_day(unquoted(trim(text.substr(5))))) enter_day(*day, text);
        }
        return;
      case Block::code:
        if (text.starts_with("```") || text.starts_with("~~~")) block_ = Block::none;
        return;
      case Block::comment:
        if (const auto close = text.find(kCommentClose); close != std::string_view::npos) {
          block_ = Block::none;
          take(text.substr(close + kCommentClose.size()));
        }
        return;
    }
  }

  static std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
      return text.substr(1, text.size() - 2);
    }
    return text;
  }

  void enter_day(const DiaryDay& day, std::string_view raw) {
    finish_paragraph();
    if (!day.rest.empty()) leave_out_heading();
    has_day_ = !day.date || dates_.see(*day.date, lines_.place());
    if (!has_day_) {
      context_.fault(lines_.place(1), day.date->to_string() + " is no date in the order of the dates before it",
                     "say how dates are written: --date-order dmy, mdy or ymd", raw, 0);
      return;
    }
    days_.push_back({day.day, day.date, day.time, {}, lines_.line()});
    any_date_ = true;
  }

  /// "### 18:30": another time of the same day.
  bool enter_time(std::string_view heading) {
    const auto time = take_day_time(heading);
    if (!time || !trim(heading).empty() || !has_day_) return false;
    DiaryDay day = days_.back();
    day.time = time;
    day.line = lines_.line();
    days_.push_back(day);
    return true;
  }

  void leave_out_heading() {
    context_.piece();
    context_.skip("heading_left_out", "the words of a heading are left out", lines_.place());
  }

  void add_to_paragraph(std::string_view line) {
    const bool item = take_block_marks(line);
    if (line.empty()) return;
    if (paragraph_.empty()) {
      paragraph_line_ = lines_.line();
    } else {
      paragraph_ += item ? '\n' : ' ';
    }
    append_without_marks(line, paragraph_);
  }

  void finish_paragraph() {
    const std::string_view text = trim(paragraph_);
    if (!text.empty()) {
      context_.piece();
      if (has_day_) {
        entries_.push_back({days_.size() - 1, paragraph_line_, std::string(text)});
      } else {
        context_.skip("text_before_first_date", "text that has no date is left out", {lines_.name(), paragraph_line_});
      }
    }
    paragraph_.clear();
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  Block block_ = Block::none;
  std::string title_;
  DateOrderFinder dates_;
  std::vector<DiaryDay> days_;  ///< as they are written, the last one is that of what comes
  bool has_day_ = false;
  bool any_date_ = false;
  Clock::Precision precision_ = Clock::Precision::day;
  std::string paragraph_;
  std::size_t paragraph_line_ = 0;
  std::vector<DiaryEntry> entries_;
};

class DiaryReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    std::size_t dates = 0;
    std::size_t lines = 0;
    std::size_t entries = 0;
    bool dear = false;
    bool names = false;
    for (std::string_view line; take_line(head, line);) {
      const std::string_view text = trim(line);
      if (heading_text(text).data() != nullptr && take_day(heading_text(text))) return 0.9;
      dates += day_of_line(text).has_value();
      lines += !text.empty();
      dear = dear || is_salutation(text);
      if (const auto day = bracketed_day(text)) {
        ++entries;
        const auto colon = day->rest.find(": ");
        names = names || (colon != std::string_view::npos && colon < 40);
      }
    }
    const bool markdown = has_ending(name, ".md") || has_ending(name, ".markdown");
    // A transcript may have lines that are dates, too.
    if (dates > 0) return markdown || dear ? 0.75 : 0.55;
    if (entries > 0 && !names) return 0.82;
    if (markdown && take_date(file_stem(name))) return 0.7;
    return markdown && lines > 0 ? 0.3 : 0;
  }

  std::string_view example() const override {
    return R"(# 2024-05-01
A long day, and a good one.
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    DiaryPass(lines, context, out).run();
  }
};

}  // namespace

void register_diary(Engine& engine) {
  engine.add<Reader>({.name = "diary",
                      .room = "io/formats",
                      .what = "A diary with dated headings or lines; each paragraph is a turn of its author",
                      .units = "turns; calendar days, or times where they are written",
                      .source = "CommonMark; jrnl"},
                     [](const Engine&, const Options&) { return std::make_unique<DiaryReader>(); });
}

}  // namespace affect::io
