#include "affect/report/terminal.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "report/cells.h"
#include "report/dynamics_table.h"
#include "report/finding_words.h"
#include "report/limits.h"
#include "report/terminal_page.h"
#include "report/terminal_plot.h"
#include "report/terminal_words.h"
#include "report/trajectory_table.h"
#include "report/view.h"

namespace affect::report {
namespace {

constexpr std::size_t kPlotRows = 7;
constexpr std::size_t kWords = 4;

std::string plural(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

void draw_plot(const Episode& episode, const View& view, const Extent& extent, TerminalPage& page) {
  for (const std::string& line : plot_lines(view, extent, page.columns(), kPlotRows, page.palette())) page.raw(line);
  std::vector<PlotMark> marks;
  for (const Finding* finding : view.turning_points) {
    if (const auto x = place(episode, *finding)) marks.push_back({*x, finding});
  }
  if (const auto line = mark_line(marks, extent, page.columns(), page.palette()); !line.empty()) page.raw(line);
  page.line(place_line(place_name(episode, extent.first), place_name(episode, extent.last), page.columns()),
            Ink::quiet);
}

void write_turning_point(const Episode& episode, const View& view, const Finding& finding, TerminalPage& page) {
  std::string text;
  const auto x = place(episode, finding);
  if (x) text = place_name(episode, *x);
  if (finding.direction) text += fmt::format("{}{}", text.empty() ? "" : "  ", to_string(*finding.direction));
  if (finding.before && finding.after) {
    text += fmt::format("  {} → {}", axis_number(view, *finding.before), axis_number(view, *finding.after));
  }
  if (finding.size_sd) text += fmt::format("  {:.1f} SD", std::abs(*finding.size_sd));
  const std::string test = strength(finding);
  const bool fits = cells(text) + 2 + cells(test) <= page.columns() - 4;
  if (fits && !test.empty()) text += fmt::format("  {}", test);
  page.raw(fmt::format("  {} {}", painted_mark(finding, page.palette()), fit(text, page.columns() - 4)));
  if (!fits) page.line(fmt::format("      {}", test));

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
                TerminalPage& page) {
  page.raw("");
  const std::string what = what_words(view);
  const std::string name = fit(printable(view.subject), page.columns() / 2);
  page.raw(page.paint(name, Ink::strong) + (name.empty() ? "" : "  ") +
           fit(what, page.columns() - cells(name) - (name.empty() ? 0 : 2)));

  page.paragraph(facts(view) + (view.smooth.empty() ? "" : "; line: smoothed, ░ its 90 % band"));
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

/// Those with most scores, and the others; both in their own order.
struct Choice {
  std::vector<const View*> chosen, left;
};

Choice choose(const std::vector<const View*>& all, std::size_t limit) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a]->scored > all[b]->scored; });
  std::vector<bool> is_chosen(all.size(), false);
  for (std::size_t i = 0; i < std::min(limit, order.size()); ++i) is_chosen[order[i]] = true;
  Choice choice;
  for (std::size_t i = 0; i < all.size(); ++i) (is_chosen[i] ? choice.chosen : choice.left).push_back(all[i]);
  return choice;
}

/// Views that are not drawn: a line each, and how many more there are.
void write_rest(const std::vector<const View*>& left, const Extent& extent, std::size_t limit, TerminalPage& page) {
  if (left.empty()) return;
  const Choice rest = choose(left, limit);
  std::vector<TrajectoryRow> rows;
  for (const View* view : rest.chosen) rows.push_back(trajectory_row(*view, extent, page.columns()));
  page.raw("");
  write_rows(rows, page);
  if (rest.left.empty()) return;
  std::size_t scored = 0, turning = 0;
  for (const View* view : rest.left) {
    scored += view->scored;
    turning += view->turning_points.size();
  }
  const std::size_t count = rest.left.size();
  page.line(fmt::format("and {} with fewer scores: {} scores, {} (use -o out.jsonl, .csv or .html)",
                        count == 1 ? "1 more trajectory" : fmt::format("{} more trajectories", count), scored,
                        plural(turning, "turning point")));
}

/// How many tracks have labels.
std::size_t write_labels(const Episode& episode, std::size_t limit, TerminalPage& page) {
  std::size_t written = 0;
  for (const Track& track : episode.tracks) {
    const auto labels = main_labels(track, 3);
    if (labels.empty() || ++written > limit) continue;
    std::string text;
    for (const Label& label : labels)
      text += fmt::format("{}{} {:.2f}", text.empty() ? "" : ", ", printable(label.name), label.probability);
    page.raw("");
    page.line(fmt::format("{}  {}, {}, by {}", printable(track.key.subject), printable(track.key.taxonomy),
                          to_string(track.key.perspective), printable(track.key.source.to_string())),
              Ink::strong);
    page.line("  mean of turns: " + text);
  }
  if (written > limit) page.line(fmt::format("  … labels of {} more", written - limit));
  return written;
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

void write_table_heading(const DynamicsTable& table, TerminalPage& page) {
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
void write_dynamics(const Episode& episode, std::size_t limit, TerminalPage& page) {
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

void write_other_findings(const Episode& episode, std::size_t limit, TerminalPage& page) {
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

std::string title(const Episode& episode) {
  return printable(episode.info.title.empty() ? episode.id : episode.info.title);
}

void write_episode(const Episode& episode, const TerminalStyle& style, TerminalPage& page) {
  const std::string name = fit(title(episode), page.columns() / 2);
  page.raw(
      fmt::format("{}  {}", page.paint(name, Ink::strong), fit(heading(episode), page.columns() - cells(name) - 2)));
  const auto all = views(episode);
  std::vector<const View*> every;
  every.reserve(all.size());
  for (const View& view : all) every.push_back(&view);
  const Choice choice = choose(every, style.max_views);
  const Extent range = extent(all);
  for (const View* view : choice.chosen) write_view(episode, *view, range, style, page);
  write_rest(choice.left, range, style.max_rows, page);
  const std::size_t labelled = write_labels(episode, style.max_views, page);
  write_dynamics(episode, style.max_views, page);
  write_other_findings(episode, style.max_findings, page);
  if (all.empty() && labelled == 0) page.line("  nothing in it was scored");
  page.raw("");
}

std::string closing(const std::string& limits, const TerminalStyle& style) {
  TerminalPage page(style);
  page.paragraph(limits);
  return page.take();
}

}  // namespace

std::string render_terminal(const Episode& episode, const TerminalStyle& style) {
  TerminalPage page(style);
  write_episode(episode, style, page);
  return page.take() + closing(limits(episode), style);
}

TerminalReport::TerminalReport(io::Output& output, const TerminalStyle& style)
    : output_(output), style_(style), collector_([this](Episode&& episode) { draw(std::move(episode)); }) {}

TerminalReport::~TerminalReport() = default;

void TerminalReport::draw(Episode&& episode) {
  const std::string text = limits(episode);
  if (limits_.find(text) == std::string::npos) limits_ += limits_.empty() ? text : fmt::format(" {}", text);
  TerminalPage page(style_);
  if (++episodes_ > style_.max_episodes) {
    const auto all = views(episode);
    if (!all.empty() && rows_.size() < style_.max_rows) {
      rows_.push_back(episode_row(title(episode), all, page.columns()));
    }
    return;
  }
  write_episode(episode, style_, page);
  output_.write(page.take());
}

void TerminalReport::close() {
  collector_.close();
  if (episodes_ == 0) return;
  TerminalPage page(style_);
  if (!rows_.empty()) {
    write_rows(rows_, page);
    page.raw("");
  }
  const std::size_t shown = std::min(episodes_, style_.max_episodes) + rows_.size();
  if (episodes_ > shown) {
    page.line(fmt::format("and {} (use -o out.jsonl, .csv or .html)", plural(episodes_ - shown, "more episode")));
  }
  page.paragraph(limits_);
  output_.write(page.take());
}

}  // namespace affect::report
