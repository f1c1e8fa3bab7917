#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/csv_rows.h"
#include "io/date_order.h"
#include "io/times.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

enum DiscordColumn : std::size_t { kDcId, kDcAuthor, kDcDate, kDcContent, kDcAttachments, kDcReactions, kDcColumns };
constexpr std::array<std::string_view, kDcColumns> kDcNames{"authorid", "author",      "date",
                                                            "content",  "attachments", "reactions"};
/// What the exporter writes as the content of notices.
constexpr std::array<std::string_view, 8> kDcNotices{
    "Joined the server.",        "Left the group.",           "Pinned a message.",  "Started a thread.",
    "Changed the channel name.", "Changed the channel icon.", "Added a recipient.", "Removed a recipient."};

bool is_discord_notice(std::string_view content) {
  return std::find(kDcNotices.begin(), kDcNotices.end(), content) != kDcNotices.end() ||
         (content.starts_with("Started a call that lasted ") && content.ends_with(" minutes.") &&
          content.find('\n') == std::string_view::npos);
}

/// When a row was written. Later versions write ISO 8601 with an offset, earlier ones Unix time or local time:
/// "01-May-24 06:30 PM", or as is usual where the exporter ran: "5/1/2024 6:30 PM", "01.05.2024 18:30".
struct DiscordDate {
  std::string_view zone;  ///< empty: local
  Clock::Precision precision = Clock::Precision::minute;
  std::optional<Seconds> time;
  std::optional<NumericDate> date;  ///< where there is no time: the day
  Seconds of_day = 0;
};

/// "18:30", "6:30:05 PM"; blanks may be of any width.
bool parse_discord_of_day(std::string_view text, DiscordDate& date, bool& twelve_hour) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\xE2\x80\xAF")) {
      i += 2;
    } else if (text.substr(i).starts_with("\xC2\xA0")) {
      i += 1;
    } else if (!is_blank(text[i]) && text[i] != ',') {
      plain += to_lower(text[i]);
    }
  }
  const bool pm = plain.ends_with("pm");
  twelve_hour = pm || plain.ends_with("am");
  if (twelve_hour) plain.resize(plain.size() - 2);
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (std::string_view rest = plain; count < parts.size();) {
    const auto colon = rest.find(':');
    const std::string_view digits = rest.substr(0, colon);
    if (!all_digits(digits) || digits.size() > 2) return false;
    std::from_chars(digits.data(), digits.data() + digits.size(), parts[count++]);
    if (colon == std::string_view::npos) break;
    if (count == parts.size()) return false;
    rest.remove_prefix(colon + 1);
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return false;
  if (twelve_hour) {
    if (parts[0] < 1 || parts[0] > 12) return false;
    parts[0] = parts[0] % 12 + (pm ? 12 : 0);
  }
  if (count == 3) date.precision = Clock::Precision::instant;
  date.of_day = parts[0] * 3600 + parts[1] * 60 + parts[2];
  return true;
}

/// "01-May-24".
std::optional<Seconds> take_discord_day(std::string_view& text) {
  constexpr std::string_view kNames = "janfebmaraprmayjunjulaugsepoctnovdec";
  const auto first = text.find('-');
  if (first == std::string_view::npos || text.size() < first + 7 || text[first + 4] != '-') return std::nullopt;
  const auto month = kNames.find(lower(text.substr(first + 1, 3)));
  const std::string_view day = text.substr(0, first);
  const std::string_view rest = text.substr(first + 5);
  const std::string_view year = rest.substr(0, rest.find(' '));
  if (month == std::string_view::npos || month % 3 != 0 || !all_digits(day) || day.size() > 2 || !all_digits(year) ||
      (year.size() != 2 && year.size() != 4)) {
    return std::nullopt;
  }
  text = rest.substr(year.size());
  return parse_iso_time(fmt::format("{}{}-{:02}-{:0>2}", year.size() == 2 ? "20" : "", year, month / 3 + 1, day));
}

std::optional<DiscordDate> parse_discord_date(std::string_view text) {
  text = trim(text);
  DiscordDate result;
  if (const auto iso = parse_time_cell(text); iso && iso->type == Clock::Type::calendar) {
    if (iso->precision == Clock::Precision::day) return std::nullopt;
    result.zone = iso->zone;
    result.precision = iso->precision;
    result.time = iso->seconds;
    return result;
  }
  bool twelve_hour = false;
  if (const auto day = take_discord_day(text)) {
    if (!parse_discord_of_day(text, result, twelve_hour)) return std::nullopt;
    result.time = *day + result.of_day;
    return result;
  }
  result.date = take_numeric_date(text);
  if (!result.date || !parse_discord_of_day(text, result, twelve_hour)) return std::nullopt;
  result.date->twelve_hour = twelve_hour;
  return result;
}

/// One pass over the CSV of one channel.
class DiscordCsvPass {
 public:
  DiscordCsvPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines),
        context_(context),
        rows_(lines, separator_of(lines.peek(kHeader).substr(0, kHeader)), context),
        turns_(context, lines, "discord_csv", out) {
    if (context.ledger != nullptr) context.ledger->unit("rows");
  }

  void run() {
    take_header();
    while (rows_.next()) {
      context_.piece();
      take_row();
    }
    if (!turns_.is_open()) turns_.open(episode_id(context_, lines_), {.type = Clock::Type::calendar});
    turns_.close();
  }

 private:
  static constexpr std::size_t kHeader = 256;

  static char separator_of(std::string_view head) {
    return head.substr(0, head.find('\n')).find(';') < head.size() ? ';' : ',';
  }

  void take_header() {
    const bool any = rows_.next();
    for (std::size_t i = 0; any && i < rows_.size(); ++i) {
      const auto found = std::find(kDcNames.begin(), kDcNames.end(), lower(trim(rows_[i])));
      if (found != kDcNames.end()) columns_[static_cast<std::size_t>(found - kDcNames.begin())] = i;
    }
    if (!columns_[kDcAuthor] || !columns_[kDcDate] || !columns_[kDcContent]) {
      throw InputError("the header names no Author, Date and Content", {lines_.name(), 1, 1},
                       "export the channel with DiscordChatExporter; or --format csv with --map");
    }
  }

  std::string_view field(DiscordColumn column) const {
    return columns_[column] ? rows_[*columns_[column]] : std::string_view();
  }

  void take_row() {
    const Place place = rows_.place(0);
    if (rows_.size() <= *columns_[kDcContent]) {
      return context_.fault(place, fmt::format("row has {} fields", rows_.size()), "was the file cut?", rows_.raw());
    }
    const auto date = parse_discord_date(field(kDcDate));
    if (!date) {
      return context_.fault(rows_.place(*columns_[kDcDate]), "is not a date with a time of day",
                            "as in 2024-05-01T18:30:05.123+02:00, 01-May-24 06:30 PM or 01.05.2024 18:30", rows_.raw());
    }
    if (!turns_.is_open()) open(*date);
    if (local_ != date->zone.empty()) {
      return context_.fault(rows_.place(*columns_[kDcDate]), "the date is written in another way than those before it",
                            "use an offset throughout, or none", rows_.raw());
    }
    write(*date, place);
  }

  void open(const DiscordDate& date) {
    local_ = date.zone.empty();
    Clock clock{.type = Clock::Type::calendar, .start = date.time, .precision = date.precision};
    clock.zone = date.zone == "+00:00" ? "UTC" : date.zone;
    turns_.open(episode_id(context_, lines_), std::move(clock));
  }

  void write(const DiscordDate& date, const Place& place) {
    Turn turn;
    turn.speaker = turns_.speaker(field(kDcId), field(kDcAuthor));
    turn.text = field(kDcContent);
    if (trim(turn.text).empty()) turn.text.clear();
    if (is_discord_notice(turn.text)) {
      turn.event = "system";
      turn.text.clear();
    } else if (turn.text.empty() && !trim(field(kDcAttachments)).empty()) {
      turn.event = "media";
    }
    if (date.time) turn.time = TimeRange{*date.time, *date.time};
    const auto number = date.date ? turns_.write(std::move(turn), *date.date, date.of_day, place, rows_.raw())
                                  : turns_.write(std::move(turn), place);
    if (number) note_reactions(*number);
  }

  /// "👍 (2),wave (1)"; emojis of a server's own are names.
  void note_reactions(std::int64_t turn) {
    for (std::string_view rest = field(kDcReactions); !rest.empty();) {
      const auto end = std::min(rest.find("),"), rest.size() - 1);
      const std::string_view one = rest.substr(0, end + 1);
      rest.remove_prefix(std::min(end + 2, rest.size()));
      const auto open = one.rfind(" (");
      if (open == std::string_view::npos || !one.ends_with(')')) continue;
      std::string emoji(trim(one.substr(0, open)));
      if (!emoji.empty() && std::none_of(emoji.begin(), emoji.end(), is_high)) emoji = fmt::format(":{}:", emoji);
      turns_.occur({.type = std::string(kReaction),
                    .turn = turn,
                    .attributes = {{"emoji", std::move(emoji)},
                                   {"count", std::string(one.substr(open + 2, one.size() - open - 3))}}});
    }
  }

  LineReader& lines_;
  const ReadContext& context_;
  CsvRows rows_;
  TurnWriter turns_;
  std::array<std::optional<std::size_t>, kDcColumns> columns_{};
  bool local_ = false;
};

class DiscordCsvReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    std::string header;
    for (const char c : head.substr(0, std::min(head.find_first_of("\r\n"), head.size()))) {
      if (c != '"') header += c == ';' ? ',' : to_lower(c);
    }
    if (header.starts_with("authorid,author,date,content")) return 0.97;
    return header.starts_with("author,date,content,attachments") ? 0.97 : 0;
  }

  std::string_view example() const override {
    return R"row(AuthorID,Author,Date,Content,Attachments,Reactions
"3","ann","2024-05-01T20:30:05.1230000+02:00","You are late","","👍 (1)"
)row";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    DiscordCsvPass(lines, context, out).run();
  }
};

}  // namespace

void register_discord_csv(Engine& engine) {
  engine.add<Reader>({.name = "discord_csv",
                      .room = "io/formats",
                      .what = "a Discord channel as DiscordChatExporter's CSV",
                      .units = "turns; calendar time",
                      .source = "DiscordChatExporter"},
                     [](const Engine&, const Options&) { return std::make_unique<DiscordCsvReader>(); });
}

}  // namespace affect::io
