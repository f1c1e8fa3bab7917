#include <algorithm>
#include <array>
#include <map>

#include "report/page_data.h"
#include "report/page_json.h"

namespace affect::report {
namespace {

constexpr std::size_t kMostOpenLabels = 12;

void append_raw_points(const View& view, io::JsonWriter& json) {
  json.key("raw");
  json.open('{');
  array(json, "x", view.raw, [](std::string& out, const Point& p) { io::append_number(out, p.x); });
  array(json, "y", view.raw, [](std::string& out, const Point& p) { append_short(out, p.value); });
  array(json, "turn", view.raw, [](std::string& out, const Point& p) { io::append_integer(out, p.turn); });
  json.close('}');
}

void append_level(const View& view, io::JsonWriter& json) {
  json.key("level");
  json.open('{');
  array(json, "x", view.smooth, [](std::string& out, const BandPoint& p) { io::append_number(out, p.x); });
  array(json, "y", view.smooth, [](std::string& out, const BandPoint& p) { append_short(out, p.value); });
  array(json, "low", view.smooth, [](std::string& out, const BandPoint& p) { append_short(out, p.low); });
  array(json, "high", view.smooth, [](std::string& out, const BandPoint& p) { append_short(out, p.high); });
  json.close('}');
}

std::string no_result(const View& view) {
  if (view.no_result == nullptr) return {};
  const std::string status = words(view.no_result->status);
  return view.no_result->reason.empty() ? status : status + ": " + view.no_result->reason;
}

void append_trajectory(const PageSource& source, const View& view, const std::map<const Finding*, std::size_t>& numbers,
                       io::JsonWriter& json) {
  json.open('{');
  text(json, "who", source.names.name(view.subject));
  text(json, "column", view.column);
  text(json, "perspective", view.perspective ? to_string(*view.perspective) : "");
  text(json, "target", source.names.name(view.target));
  text(json, "source", view.source);
  text(json, "unit", view.unit);
  json.raw("signal", view.track == nullptr ? "true" : "false");
  array(json, "range", std::array{view.low, view.high}, append_short);
  text(json, "facts", facts(view));
  number_or_null(json, "mean", view.mean);
  number_or_null(json, "sd", view.sd);
  json.integer("turns", static_cast<std::int64_t>(view.turns));
  json.integer("scored", static_cast<std::int64_t>(view.scored));
  append_raw_points(view, json);
  append_level(view, json);
  array(json, "turning_points", view.turning_points, [&](std::string& out, const Finding* finding) {
    io::append_integer(out, static_cast<std::int64_t>(numbers.at(finding)));
  });
  text(json, "no_result", source.names.cover(no_result(view)));
  json.close('}');
}

/// A column of probabilities a label; of open text the most frequent ones.
struct LabelColumns {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;
};

LabelColumns label_columns(const Track& track) {
  LabelColumns columns;
  if (track.label_kind != LabelKind::open) {
    for (std::size_t i = 0; i < track.labels.size(); ++i) {
      const auto row = track.probabilities(i);
      if (row.empty()) continue;
      columns.names.push_back(track.labels[i]);
      columns.rows.emplace_back(row.begin(), row.end());
    }
    return columns;
  }
  for (const Label& label : main_labels(track, kMostOpenLabels)) columns.names.push_back(label.name);
  columns.rows.assign(columns.names.size(), std::vector<double>(track.size(), 0));
  for (std::size_t row = 0; row < track.size(); ++row) {
    for (const Label& label : track.open_labels(row)) {
      const auto known = std::find(columns.names.begin(), columns.names.end(), label.name);
      if (known != columns.names.end()) {
        columns.rows[static_cast<std::size_t>(known - columns.names.begin())][row] += label.probability;
      }
    }
  }
  return columns;
}

void append_label_track(const PageSource& source, const Track& track, io::JsonWriter& json) {
  const LabelColumns columns = label_columns(track);
  std::vector<std::size_t> rows;
  std::vector<double> places;
  for (std::size_t row = 0; row < track.size(); ++row) {
    const auto x = row_place(source.episode, track, row);
    const bool has_any = std::any_of(columns.rows.begin(), columns.rows.end(),
                                     [&](const std::vector<double>& column) { return !std::isnan(column[row]); });
    if (!x || !has_any) continue;
    rows.push_back(row);
    places.push_back(*x);
  }
  if (rows.empty()) return;
  json.comma();
  json.open('{');
  text(json, "who", source.names.name(track.key.subject));
  text(json, "perspective", to_string(track.key.perspective));
  text(json, "taxonomy", track.key.taxonomy);
  text(json, "source", track.key.source.to_string());
  json.raw("exclusive", track.label_kind == LabelKind::exclusive ? "true" : "false");
  json.texts("names", columns.names);
  array(json, "x", places, io::append_number);
  array(json, "turn", rows, [&](std::string& out, std::size_t row) { io::append_integer(out, track.turn(row)); });
  array(json, "p", columns.rows, [&](std::string& out, const std::vector<double>& column) {
    out += '[';
    for (const std::size_t row : rows) {
      if (out.back() != '[') out += ',';
      append_short(out, column[row]);
    }
    out += ']';
  });
  json.close('}');
}

}  // namespace

void append_trajectories(const PageSource& source, io::JsonWriter& json) {
  std::map<const Finding*, std::size_t> numbers;
  for (const Finding* finding : listed_findings(source.episode)) numbers.emplace(finding, numbers.size());
  json.key("trajectories");
  json.open('[');
  for (const View& view : source.views) {
    json.comma();
    append_trajectory(source, view, numbers, json);
  }
  json.close(']');
}

void append_labels(const PageSource& source, io::JsonWriter& json) {
  json.key("labels");
  json.open('[');
  for (const Track& track : source.episode.tracks) append_label_track(source, track, json);
  json.close(']');
}

}  // namespace affect::report
