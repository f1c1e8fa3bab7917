#include <map>

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

std::string about(const PageSource& source, const DynamicsTable& table) {
  std::string text = table.column;
  if (table.perspective) text += fmt::format(", {}", to_string(*table.perspective));
  if (!table.target.empty()) text += ", towards " + source.names.name(table.target);
  if (!table.input.empty()) text += ", by " + table.input;
  return text;
}

void append_row(const PageSource& source, const Finding& finding, std::string& out) {
  std::string measure = measure_words(finding);
  if (const std::string pair = pair_words(finding); !pair.empty()) measure += ": " + pair;
  out += '[';
  for (const std::string& cell : {source.names.cover(measure), value_words(finding), interval_words(finding),
                                  strength(finding), source.names.cover(finding.method), finding.measure}) {
    if (out.back() != '[') out += ',';
    io::append_string(out, cell);
  }
  out += ']';
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
    text(json, "who", source.names.name(table.subject));
    text(json, "partner", source.names.name(table.partner));
    text(json, "about", about(source, table));
    text(json, "interval", interval_name(table));
    array(json, "rows", table.rows,
          [&](std::string& out, const Finding* finding) { append_row(source, *finding, out); });
    array(json, "refused", refusal_words(table),
          [&](std::string& out, const std::string& line) { io::append_string(out, source.names.cover(line)); });
    json.close('}');
  }
  json.close(']');
}

}  // namespace affect::report
