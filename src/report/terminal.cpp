#include "affect/report/terminal.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "report/canvas.h"
#include "report/cells.h"
#include "report/dynamics_table.h"
#include "report/finding_words.h"
#include "report/limits.h"
#include "report/view.h"

namespace affect::report {
namespace {

constexpr std::size_t kMinimumColumns = 40;
constexpr std::size_t kPlotRows = 5;
constexpr std::size_t kAxisWidth = 8;
constexpr std::size_t kWords = 4;

enum class Ink { plain, strong, quiet, positive, negative };

std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::strong:
      return "\x1b[1m";
    case Ink::quiet:
      return "\x1b[2m";
    case Ink::positive:
      return "\x1b[38;5;33m";
    case Ink::negative:
      return "\x1b[38;5;208m";
    case Ink::plain:
      break;
  }
  return {};
}

std::string plural(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

class Page {
 public:
  explicit Page(const TerminalStyle& style) : style_(style), columns_(std::max(style.columns, kMinimumColumns)) {}

  std::size_t columns() const { return columns_; }

  std::string paint(std::string_view text, Ink ink) const {
    if (!style_.colour || ink == Ink::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", code(ink), text);
  }
  /// One line, cut to the width.
  void line(std::string_view text, Ink ink = Ink::plain) { raw(paint(fit(text, columns_), ink)); }
  /// A line that is already within the width.
  void raw(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }
  /// Words broken over lines, each of which begins with the indent.
  void paragraph(std::string_view text, Ink ink = Ink::quiet, std::string_view indent = {}) {
    std::string current(indent);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t space = std::min(text.find(' ', at), text.size());
      const auto word = text.substr(at, space - at);
      if (current.size() > indent.size() && cells(current) + 1 + cells(word) > columns_) {
        line(current, ink);
        current = indent;
      }
      if (current.size() > indent.size()) current += ' ';
      current += word;
      at = space + 1;
    }
    line(current, ink);
  }
  std::string take() { return std::move(out_); }

 private:
  const TerminalStyle& style_;
  std::size_t columns_;
  std::string out_;
};

std::string_view mark(const Finding& finding) {
  const bool up = finding.direction == Direction::up;
  if (finding.grade == Grade::significant) return up ? "▲" : "▼";
  return up ? "△" : "▽";
}

Ink ink_of(const Finding& finding) {
  if (!finding.direction) return Ink::plain;
  return finding.direction == Direction::up ? Ink::positive : Ink::negative;
}

std::string axis_number(const View& view, double value) {
  return view.unit.empty() && view.track != nullptr ? signed_number(value) : fmt::format("{:.3g}", value);
}

void draw_points(const View& view, const Extent& extent, Canvas& canvas) {
  const auto height = [&](double value) { return (value - view.low) / (view.high - view.low); };
  // More scores than cells would hide the line.
  const bool dense = view.raw.size() > canvas.columns();
  for (const Point& point : view.raw) {
    if (!dense) canvas.mark(extent.part(point.x), height(point.value));
    if (dense && view.smooth.empty()) canvas.dot(extent.part(point.x), height(point.value));
  }
  for (std::size_t i = 0; i < view.smooth.size(); ++i) {
    const BandPoint& point = view.smooth[i];
    const BandPoint& before = view.smooth[i == 0 ? 0 : i - 1];
    canvas.line(extent.part(before.x), height(before.value), extent.part(point.x), height(point.value));
    const double from = extent.part(before.x);
    const double to = extent.part(point.x);
    const double cell = 1.0 / static_cast<double>(canvas.columns());
    for (double x = from; x < to + cell; x += cell) {
      const double at = std::min(x, to);
      const double part = to > from ? (at - from) / (to - from) : 1;
      canvas.shade(at, height(before.low + part * (point.low - before.low)),
                   height(before.high + part * (point.high - before.high)));
    }
  }
}

void draw_marks(const Episode& episode, const View& view, const Extent& extent, std::size_t width, Page& page) {
  std::vector<const Finding*> at(width, nullptr);
  for (const Finding* finding : view.turning_points) {
    const auto x = place(episode, *finding);
    if (!x) continue;
    const double part = std::clamp(extent.part(*x), 0.0, 1.0) * static_cast<double>(width - 1);
    at[static_cast<std::size_t>(std::lround(part))] = finding;
  }
  std::string line(kAxisWidth, ' ');
  bool any = false;
  for (const Finding* finding : at) {
    line += finding == nullptr ? " " : page.paint(mark(*finding), ink_of(*finding));
    any = any || finding != nullptr;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  if (any) page.raw(line);
}

void draw_plot(const Episode& episode, const View& view, const Extent& extent, Page& page) {
  Canvas canvas(page.columns() - kAxisWidth, kPlotRows);
  draw_points(view, extent, canvas);
  for (std::size_t row = 0; row < kPlotRows; ++row) {
    const bool middle = row == kPlotRows / 2;
    std::string label;
    if (row == 0) label = axis_number(view, view.high);
    if (middle) label = axis_number(view, (view.low + view.high) / 2);
    if (row == kPlotRows - 1) label = axis_number(view, view.low);
    const Ink ink = row < kPlotRows / 2 ? Ink::positive : middle ? Ink::plain : Ink::negative;
    page.raw(fmt::format("{:>6} {}{}", label, label.empty() ? "│" : "┤",
                         page.paint(canvas.row(row), view.track == nullptr ? Ink::plain : ink)));
  }
  draw_marks(episode, view, extent, canvas.columns(), page);
  const std::string first = place_name(episode, extent.first);
  const std::string last = place_name(episode, extent.last);
  const std::size_t used = cells(first) + cells(last);
  const std::size_t gap = canvas.columns() > used ? canvas.columns() - used : 1;
  page.line(fmt::format("{}{}{}{}", std::string(kAxisWidth, ' '), first, std::string(gap, ' '), last), Ink::quiet);
}

void write_turning_point(const Episode& episode, const View& view, const Finding& finding, Page& page) {
  std::string text;
  const auto x = place(episode, finding);
  if (x) text = place_name(episode, *x);
  if (finding.direction) text += fmt::format("{}{}", text.empty() ? "" : "  ", to_string(*finding.direction));
  if (finding.before && finding.after) {
    text += fmt::format("  {} → {}", axis_number(view, *finding.before), axis_number(view, *finding.after));
  }
  if (finding.size_sd) text += fmt::format("  {:.1f} SD", std::abs(*finding.size_sd));
  if (const auto test = strength(finding); !test.empty()) text += fmt::format("  {}", test);
  page.raw(fmt::format("  {} {}", page.paint(mark(finding), ink_of(finding)), fit(text, page.columns() - 4)));

  const Turn* turn = finding.turn ? episode.find_turn(*finding.turn) : nullptr;
  if (turn == nullptr || turn->text.empty()) return;
  page.line(fmt::format("      “{}”", fit(printable(turn->text), page.columns() - 8)));
  std::string words;
  for (const HeavyWord& heavy : heavy_words(view, finding, kWords)) {
    words += words.empty() ? "" : ", ";
    words += printable(heavy.word);
    if (heavy.weight) words += fmt::format(" {}", signed_number(*heavy.weight));
  }
  if (!words.empty()) page.line(fmt::format("      {}", words), Ink::quiet);
}

void write_view(const Episode& episode, const View& view, const Extent& extent, const TerminalStyle& style,
                Page& page) {
  page.raw("");
  std::string what = view.column;
  if (!view.unit.empty()) what += fmt::format(" ({})", view.unit);
  if (view.perspective) what += fmt::format(", {}", to_string(*view.perspective));
  if (!view.target.empty()) what += fmt::format(" towards {}", view.target);
  if (!view.source.empty()) what += fmt::format(", by {}", view.source);
  what = printable(what);
  const std::string name = fit(printable(view.subject), page.columns() / 2);
  page.raw(page.paint(name, Ink::strong) + (name.empty() ? "" : "  ") +
           fit(what, page.columns() - cells(name) - (name.empty() ? 0 : 2)));

  page.line(facts(view) + (view.smooth.empty() ? "" : "; line: smoothed, ░ its 90 % band"), Ink::quiet);
  draw_plot(episode, view, extent, page);

  std::size_t listed = 0;
  for (const Finding* finding : view.turning_points) {
    if (listed++ == style.max_findings) {
      page.line(fmt::format("  … {} more", view.turning_points.size() - style.max_findings));
      break;
    }
    write_turning_point(episode, view, *finding, page);
  }
  if (view.no_result != nullptr) {
    std::string text = fmt::format("no turning point can be given: {}", words(view.no_result->status));
    if (!view.no_result->reason.empty()) text += fmt::format(" ({})", printable(view.no_result->reason));
    page.paragraph(text, Ink::plain, "  ");
  } else if (view.turning_points.empty()) {
    page.line(view.smooth.empty() ? "  no turning points recorded" : "  no turning point found");
  }
}

/// The views to draw: those with most scores, in their own order.
std::vector<bool> chosen(const std::vector<View>& all, std::size_t limit) {
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a].scored > all[b].scored; });
  std::vector<bool> drawn(all.size(), false);
  for (std::size_t i = 0; i < std::min(limit, order.size()); ++i) drawn[order[i]] = true;
  return drawn;
}

void write_rest(const std::vector<View>& all, const std::vector<bool>& drawn, Page& page) {
  std::size_t count = 0, scored = 0, turning = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (drawn[i]) continue;
    ++count;
    scored += all[i].scored;
    turning += all[i].turning_points.size();
  }
  if (count == 0) return;
  page.raw("");
  page.line(fmt::format("and {} with fewer scores: {} scores, {} (use -o out.jsonl, .csv or .html)",
                        count == 1 ? "1 more trajectory" : fmt::format("{} more trajectories", count), scored,
                        plural(turning, "turning point")));
}

void write_labels(const Episode& episode, std::size_t limit, Page& page) {
  std::size_t written = 0;
  for (const Track& track : episode.tracks) {
    const auto labels = main_labels(track, 3);
    if (labels.empty() || ++written > limit) continue;
    std::string text = fmt::format("{}  {}, {}, by {}: ", printable(track.key.subject), printable(track.key.taxonomy),
                                   to_string(track.key.perspective), printable(track.key.source.to_string()));
    for (const Label& label : labels) {
      text += fmt::format("{}{} {:.2f}", &label == labels.data() ? "" : ", ", printable(label.name), label.probability);
    }
    page.raw("");
    page.line(text);
  }
  if (written > limit) page.line(fmt::format("  … labels of {} more", written - limit));
}

/// "p = 0.012 *": the star is a grade.
std::string starred(Finding finding) {
  const bool is_graded = finding.grade.has_value();
  finding.grade.reset();
  return strength(finding) + (is_graded ? " *" : "");
}

std::string table_row(const DynamicsTable& table, const Finding& finding) {
  const std::string measure = printable(measure_words(finding)), value = printable(value_words(finding));
  const std::string interval = interval_words(finding);
  if (table.partner.empty()) return fmt::format("  {:<22} {:>14}  {}", measure, value, interval);
  std::string row = fmt::format("  {:<22} {:>8}  {:<17}{:<12}{}", measure, value, interval, starred(finding),
                                printable(pair_words(finding)));
  row.erase(row.find_last_not_of(' ') + 1);
  return row;
}

void write_table_heading(const DynamicsTable& table, Page& page) {
  const bool is_pair = !table.partner.empty();
  std::string what = fmt::format("{} of {}", is_pair ? "together: scores" : "dynamics", table.column);
  if (table.perspective) what += fmt::format(", {}", to_string(*table.perspective));
  if (!table.target.empty()) what += fmt::format(" towards {}", table.target);
  if (!table.input.empty()) what += fmt::format(", by {}", table.input);
  const std::string who = is_pair ? table.subject + " and " + table.partner : table.subject;
  page.line(fmt::format("{}  {}", printable(who), printable(what)), Ink::strong);
  if (table.rows.empty()) return;
  page.line(is_pair ? fmt::format("  {}; *: passes a false discovery rate of 5 %", interval_name(table))
                    : fmt::format("  {:<22} {:>14}  {}", "", "", interval_name(table)),
            Ink::quiet);
}

/// How states follow each other fills a page: those are left to the page.
void write_dynamics(const Episode& episode, std::size_t limit, Page& page) {
  std::size_t written = 0;
  for (const DynamicsTable& table : dynamics_tables(episode)) {
    if (++written > limit) continue;
    page.raw("");
    write_table_heading(table, page);
    std::size_t transitions = 0;
    for (const Finding* finding : table.rows) {
      if (finding->measure.starts_with("transition:")) {
        ++transitions;
        continue;
      }
      page.line(table_row(table, *finding));
    }
    if (transitions > 0) {
      page.line(fmt::format("  … {} between states (use -o out.jsonl or .html)", plural(transitions, "transition")));
    }
    for (const std::string& refusal : refusal_words(table)) page.paragraph(printable(refusal), Ink::quiet, "  ");
  }
  if (written > limit) page.line(fmt::format("  … dynamics of {} more", written - limit));
}

void write_other_findings(const Episode& episode, std::size_t limit, Page& page) {
  std::size_t count = 0;
  for (const Finding& finding : episode.findings) {
    if (finding.type == "turning_point" || is_tabled(finding)) continue;
    if (++count > limit) continue;
    std::string text = fmt::format("  {}  {}", printable(finding.type), printable(finding.subject));
    if (const auto x = place(episode, finding)) text += fmt::format("  {}", place_name(episode, *x));
    if (const std::string said = finding_words(finding); !said.empty()) text += "  " + printable(said);
    if (finding.status != Status::given) text += fmt::format("  {}", words(finding.status));
    page.line(text);
  }
  if (count > limit) page.line(fmt::format("  … {} more findings", count - limit));
}

std::string heading(const Episode& episode) {
  std::set<std::string_view> speakers;
  std::size_t spoken = 0;
  for (const Turn& turn : episode.turns) {
    if (!turn.speaker.empty()) speakers.insert(turn.speaker);
    spoken += turn.event.empty() ? 1 : 0;
  }
  std::string text;
  if (!episode.turns.empty()) text += plural(spoken, "turn");
  if (!episode.series.empty() && episode.turns.empty()) text += "a signal";
  if (!speakers.empty()) text += fmt::format(", {}", plural(speakers.size(), "speaker"));
  if (!episode.ended) text += "; its source was cut off";
  return text;
}

void write_episode(const Episode& episode, const TerminalStyle& style, Page& page) {
  const std::string title = printable(episode.info.title.empty() ? episode.id : episode.info.title);
  const std::string name = fit(title, page.columns() / 2);
  page.raw(
      fmt::format("{}  {}", page.paint(name, Ink::strong), fit(heading(episode), page.columns() - cells(name) - 2)));
  const auto all = views(episode);
  const auto drawn = chosen(all, style.max_views);
  const Extent range = extent(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (drawn[i]) write_view(episode, all[i], range, style, page);
  }
  write_rest(all, drawn, page);
  write_labels(episode, style.max_views, page);
  write_dynamics(episode, style.max_views, page);
  write_other_findings(episode, style.max_findings, page);
  if (all.empty()) page.line("  nothing in it was scored");
  page.raw("");
}

std::string closing(const std::string& limits, const TerminalStyle& style) {
  Page page(style);
  page.paragraph(limits);
  return page.take();
}

}  // namespace

std::string render_terminal(const Episode& episode, const TerminalStyle& style) {
  Page page(style);
  write_episode(episode, style, page);
  return page.take() + closing(limits(episode), style);
}

TerminalReport::TerminalReport(io::Output& output, const TerminalStyle& style)
    : output_(output), style_(style), collector_([this](Episode&& episode) { draw(std::move(episode)); }) {}

void TerminalReport::draw(Episode&& episode) {
  const std::string text = limits(episode);
  if (limits_.find(text) == std::string::npos) limits_ += limits_.empty() ? text : fmt::format(" {}", text);
  if (++episodes_ > style_.max_episodes) return;
  Page page(style_);
  write_episode(episode, style_, page);
  output_.write(page.take());
}

void TerminalReport::close() {
  collector_.close();
  if (episodes_ == 0) return;
  Page page(style_);
  if (episodes_ > style_.max_episodes) {
    page.line(fmt::format("and {} more episodes (use -o out.jsonl, .csv or .html)", episodes_ - style_.max_episodes));
  }
  page.paragraph(limits_);
  output_.write(page.take());
}

}  // namespace affect::report
