#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/ascii.h"
#include "io/markdown.h"
#include "io/turn_writer.h"
#include "io/written_date.h"

namespace affect::io {
namespace {

/// The date of a heading, or of a line that is nothing but a date.
std::optional<WrittenDate> date_of_line(std::string_view line) {
  if (const std::string_view heading = heading_text(line); heading.data() != nullptr) return take_date(heading);
  if (line.empty() || line.size() > 60) return std::nullopt;
  std::string plain;
  append_without_marks(line, plain);
  const auto date = take_date(plain);
  return date && date->rest.empty() ? std::optional(WrittenDate{date->day, {}}) : std::nullopt;
}

struct DiaryEntry {
  Seconds day;
  std::size_t line;
  std::string text;
};

/// One pass over one diary. A diary may run backwards (the newest day first), so that its paragraphs are kept and
/// sorted by day; it is as large as what one person writes.
class DiaryPass {
 public:
  DiaryPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "diary", out) {}

  void run() {
    if (const auto date = take_date(file_stem(lines_.path())); date && date->rest.empty()) day_ = date->day;
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) take(line);
    finish_paragraph();
    if (entries_.empty()) {
      throw InputError(any_date_ ? "has dates and no text" : "no heading has a date", {lines_.name()},
                       "write one above each day: # 2024-05-01, or ## 1 May 2024");
    }
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const DiaryEntry& a, const DiaryEntry& b) { return a.day < b.day; });
    Clock clock{.type = Clock::Type::calendar, .start = entries_.front().day, .precision = Clock::Precision::day};
    turns_.open(episode_id(context_, lines_), std::move(clock), std::move(title_));
    for (DiaryEntry& entry : entries_) {
      Turn turn;
      turn.speaker = context_.subject.empty() ? std::string(kAuthor) : context_.subject;
      turn.text = std::move(entry.text);
      turn.time = TimeRange{entry.day, entry.day};
      turns_.write(std::move(turn), {lines_.name(), entry.line});
    }
    turns_.close();
  }

 private:
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
      context_.diagnostics.add("code_left_out", "a block of code is left out", lines_.place());
      block_ = Block::code;
      return;
    }
    if (text.starts_with("<!--")) {
      context_.diagnostics.add("comment_left_out", "a comment is left out", lines_.place());
      if (text.find("-->") == std::string_view::npos) block_ = Block::comment;
      return;
    }
    if (text.empty() || is_markdown_rule(text)) {
      finish_paragraph();
      return;
    }
    if (const auto date = date_of_line(text)) {
      enter_day(*date);
      return;
    }
    if (const std::string_view heading = heading_text(line); heading.data() != nullptr) {
      finish_paragraph();
      if (!day_ && title_.empty()) {
        title_ = heading;
      } else {
        leave_out_heading();
      }
      return;
    }
    add_to_paragraph(text);
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
          if (const auto date = take_date(unquoted(trim(text.substr(5))))) enter_day(*date);
        }
        return;
      case Block::code:
        if (text.starts_with("```") || text.starts_with("~~~")) block_ = Block::none;
        return;
      case Block::comment:
        if (text.find("-->") != std::string_view::npos) block_ = Block::none;
        return;
    }
  }

  static std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
      return text.substr(1, text.size() - 2);
    }
    return text;
  }

  void enter_day(const WrittenDate& date) {
    finish_paragraph();
    if (!date.rest.empty()) leave_out_heading();
    if (any_date_ && day_ && date.day < *day_) {
      context_.diagnostics.add("date_back", "a day stands behind a later one; entries are sorted by day",
                               lines_.place());
    }
    day_ = date.day;
    any_date_ = true;
  }

  void leave_out_heading() {
    context_.diagnostics.add("heading_left_out", "the words of a heading are left out", lines_.place());
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
    if (!text.empty() && day_) {
      entries_.push_back({*day_, paragraph_line_, std::string(text)});
    } else if (!paragraph_.empty()) {
      context_.diagnostics.add("text_before_first_date", "text that has no date is left out",
                               {lines_.name(), paragraph_line_});
    }
    paragraph_.clear();
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  Block block_ = Block::none;
  std::string title_;
  std::optional<Seconds> day_;
  bool any_date_ = false;
  std::string paragraph_;
  std::size_t paragraph_line_ = 0;
  std::vector<DiaryEntry> entries_;
};

class DiaryReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    std::size_t headings = 0;
    std::size_t lines = 0;
    for (std::string_view line; take_line(head, line);) {
      const std::string_view text = trim(line);
      if (heading_text(text).data() != nullptr && take_date(heading_text(text))) return 0.9;
      headings += date_of_line(text).has_value();
      lines += !text.empty();
    }
    const bool markdown = has_ending(name, ".md") || has_ending(name, ".markdown");
    // A transcript may have lines that are dates, too.
    if (headings > 0) return markdown ? 0.75 : 0.55;
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
                      .what = "A Markdown diary with dated headings; each paragraph is a turn of its author",
                      .units = "turns; calendar days",
                      .source = "CommonMark"},
                     [](const Engine&, const Options&) { return std::make_unique<DiaryReader>(); });
}

}  // namespace affect::io
