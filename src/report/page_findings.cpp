#include <map>
#include <utility>

#include "report/dynamics_table.h"
#include "report/finding_words.h"
#include "report/page_data.h"
#include "report/page_json.h"

namespace affect::report {
namespace {

constexpr std::size_t kMostWords = 4;

std::string refusal(const Finding& finding) {
  if (finding.status == Status::given) return {};
  return finding.reason.empty() ? words(finding.status) : words(finding.status) + ": " + finding.reason;
}

void append_words(const PageSource& source, const std::vector<HeavyWord>& words, io::JsonWriter& json) {
  array(json, "words", words, [&](std::string& out, const HeavyWord& heavy) {
    out += '[';
    io::append_string(out, source.names.cover(heavy.word));
    out += ',';
    append_short(out, heavy.weight.value_or(NAN));
    out += ']';
  });
}

void append_finding(const PageSource& source, const Finding& finding, const View* view, io::JsonWriter& json) {
  const Episode& episode = source.episode;
  const auto x = place(episode, finding);
  json.open('{');
  text(json, "type", finding.type);
  text(json, "who", source.names.name(finding.subject));
  text(json, "partner", source.names.name(finding.partner));
  text(json, "column", finding.column);
  text(json, "perspective", finding.perspective ? to_string(*finding.perspective) : "");
  text(json, "input", finding.input.to_string());
  text(json, "measure", finding.measure);
  number_or_null(json, "value", finding.value);
  json.key("turn");
  json.out() += finding.turn ? fmt::format("{}", *finding.turn) : "null";
  json.key("x");
  io::append_number(json.out(), x.value_or(NAN));
  text(json, "place", x ? place_name(episode, *x) : "");
  text(json, "direction", finding.direction ? to_string(*finding.direction) : "");
  number_or_null(json, "before", finding.before);
  number_or_null(json, "after", finding.after);
  number_or_null(json, "size", finding.size_sd);
  text(json, "grade", finding.grade ? to_string(*finding.grade) : "");
  text(json, "strength", strength(finding));
  text(json, "said", source.names.cover(finding_words(finding)));
  append_words(source, view == nullptr ? std::vector<HeavyWord>{} : heavy_words(*view, finding, kMostWords), json);
  text(json, "source", finding.source.to_string());
  text(json, "method", source.names.cover(finding.method));
  text(json, "refused", source.names.cover(refusal(finding)));
  json.close('}');
}

/// As they are shown, P2 before P10.
std::pair<std::string, std::string> shown_pair(const PageSource& source, const std::string& one,
                                               const std::string& other) {
  std::string first = source.names.name(one), second = source.names.name(other);
  if (second.empty() || std::pair(first.size(), first) < std::pair(second.size(), second)) return {first, second};
  return {second, first};
}

/// Whose a figure is: "P1", "P1 after P2", "P1 and P2".
std::string whose(const PageSource& source, const Finding& finding) {
  if (finding.partner.empty()) return source.names.name(finding.subject);
  if (const std::string pair = pair_words(finding); !pair.empty()) return source.names.cover(pair);
  const auto [one, other] = shown_pair(source, finding.subject, finding.partner);
  return fmt::format("{} and {}", one, other);
}

void append_row(const PageSource& source, const Finding& finding, io::JsonWriter& json) {
  json.open('{');
  text(json, "who", whose(source, finding));
  text(json, "measure", finding.measure);
  text(json, "shown", measure_words(finding));
  text(json, "value", bare_value(finding));
  text(json, "unit", unit_words(finding));
  text(json, "interval", interval_words(finding));
  text(json, "strength", strength(finding));
  text(json, "method", source.names.cover(finding.method));
  json.close('}');
}

}  // namespace

std::vector<const Finding*> listed_findings(const Episode& episode) {
  std::vector<const Finding*> listed;
  for (const Finding& finding : episode.findings) {
    if (!is_tabled(finding)) listed.push_back(&finding);
  }
  return listed;
}

void append_findings(const PageSource& source, io::JsonWriter& json) {
  std::map<const Finding*, const View*> shown_by;
  for (const View& view : source.views) {
    for (const Finding* finding : view.turning_points) shown_by.emplace(finding, &view);
  }
  json.key("findings");
  json.open('[');
  for (const Finding* finding : listed_findings(source.episode)) {
    const auto view = shown_by.find(finding);
    json.comma();
    append_finding(source, *finding, view == shown_by.end() ? nullptr : view->second, json);
  }
  json.close(']');
}

void append_tables(const PageSource& source, io::JsonWriter& json) {
  json.key("tables");
  json.open('[');
  for (const DynamicsTable& table : dynamics_tables(source.episode)) {
    json.comma();
    json.open('{');
    const auto [who, partner] = shown_pair(source, table.subject, table.partner);
    text(json, "who", who);
    text(json, "partner", partner);
    text(json, "column", table.column);
    text(json, "perspective", table.perspective ? to_string(*table.perspective) : "");
    text(json, "target", source.names.name(table.target));
    text(json, "input", table.input);
    text(json, "clock", table.clock);
    text(json, "interval", interval_name(table));
    json.key("rows");
    json.open('[');
    for (const Finding* finding : table.rows) {
      json.comma();
      append_row(source, *finding, json);
    }
    json.close(']');
    array(json, "refused", refusal_words(table),
          [&](std::string& out, const std::string& line) { io::append_string(out, source.names.cover(line)); });
    json.close('}');
  }
  json.close(']');
}

}  // namespace affect::report
