#include <memory>
#include <string>
#include <utility>

#include "io/ascii.h"
#include "io/irc_line.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::size_t kIrcHead = 64u << 10;

/// What the head of a log shows.
struct IrcHead {
  std::size_t lines = 0, known = 0, spoken = 0;
  bool has_day = false, has_seconds = false;

  explicit IrcHead(std::string_view head) {
    for (std::string_view line; take_line(head, line);) {
      if (trim(line).empty()) continue;
      ++lines;
      const IrcLine parsed = parse_irc_line(line);
      known += parsed.type != IrcLine::Type::other;
      spoken += parsed.type == IrcLine::Type::message;
      has_day = has_day || parsed.day.has_value();
      has_seconds = has_seconds || parsed.has_seconds;
    }
  }
};

/// One pass over one log.
class IrcPass {
 public:
  IrcPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "irc", out) {
    if (context.ledger != nullptr) context.ledger->unit("lines");
    const IrcHead head(lines.peek(kIrcHead).substr(0, kIrcHead));
    day_ = irc_day_of_name(file_name(lines.path()));
    clock_.type = head.has_day || day_ ? Clock::Type::calendar : Clock::Type::order;
    if (clock_.type == Clock::Type::calendar && !head.has_seconds) clock_.precision = Clock::Precision::minute;
  }

  void run() {
    for (std::string_view line; lines_.next_text(line, context_.diagnostics);) {
      if (trim(line).empty()) continue;
      context_.piece();
      take(parse_irc_line(line));
    }
    if (!turns_.is_open()) {
      throw InputError("nobody speaks: no line is one of a log of IRC", {lines_.name()}, "as in [12:01:02] <ann> hi");
    }
    turns_.close();
  }

 private:
  void take(const IrcLine& line) {
    if (line.day) day_ = line.day;
    if (line.month > 0 && day_) day_ = next_irc_day(line.month, line.month_day, *day_);
    switch (line.type) {
      case IrcLine::Type::other:
        context_.skip("no_irc_line", "a line that no log of IRC has is left out", lines_.place());
        return;
      case IrcLine::Type::day:
        context_.skip("log_line", "a line about the log itself is left out", lines_.place());
        return;
      case IrcLine::Type::notice:
      case IrcLine::Type::message:
      case IrcLine::Type::action:
        write(line);
    }
  }

  void write(const IrcLine& line) {
    if (!turns_.is_open()) turns_.open(episode_id(context_, lines_), clock_);
    Turn turn;
    if (line.type == IrcLine::Type::notice) {
      turn.event = "system";
    } else {
      turn.speaker = line.nick;
      turn.text = line.text;
    }
    if (clock_.type != Clock::Type::calendar) {
      context_.diagnostics.add("no_date", "a log tells times of day but no day; turns are only in order",
                               {lines_.name()}, "name the file after its day: 2024-03-05.log");
    } else if (day_ && line.of_day) {
      turn.time = TimeRange{*day_ + *line.of_day, *day_ + *line.of_day};
    }
    turns_.write(std::move(turn), lines_.place());
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  Clock clock_;
  std::optional<Seconds> day_;
};

class IrcReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    const IrcHead shows(head);
    return shows.spoken > 0 && shows.known * 2 > shows.lines ? 0.93 : 0;
  }

  std::string_view example() const override {
    return R"(--- Log opened Tue Mar 05 12:00:00 2024
12:01 -!- ann [ann@example.org] has joined #garden
12:01 < ann> Are the beans up?
12:02 <@ben> All of them
12:02  * ann dances
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    IrcPass(lines, context, out).run();
  }
};

}  // namespace

void register_irc(Engine& engine) {
  engine.add<Reader>({.name = "irc",
                      .room = "io/formats",
                      .what = "A log of IRC: irssi, WeeChat, HexChat, mIRC, ZNC, EnergyMech",
                      .units = "turns; calendar time, or order where no day is told",
                      .source = "what these programs log by default"},
                     [](const Engine&, const Options&) { return std::make_unique<IrcReader>(); });
}

}  // namespace affect::io
