#include "io/codebook.h"

#include <array>

#include <fmt/format.h>

#include "affect/affect_state.h"
#include "io/csv_field.h"
#include "io/json_text.h"

namespace affect::io {
namespace {

struct CodebookLine {
  std::string_view name, meaning, type, unit, range, missing;
};

constexpr std::string_view kNever = "never";

constexpr std::array<CodebookLine, 22> kCodebook{{
    {"episode", "the conversation, diary or recording", "text", "", "", kNever},
    {"subject", "whose affect it is, by name; unique in the episode only", "text", "", "",
     "a signal that names nobody"},
    {"turn", "number of the turn in the episode", "integer", "", "0 and up", "the row has no turn"},
    {"time", "when the row begins: seconds of the medium, or ISO 8601 on a calendar", "text", "", "",
     "the row has no time of its own"},
    {"perspective", "whose view the score is", "category", "", "felt, expressed, perceived, evoked, intended",
     "a signal"},
    {"source", "what gave the score: component@version, with #hash where its options are not the defaults", "text", "",
     "", kNever},
    {"column", "what was scored: a dimension, a label, or series.channel of a signal", "text", "", "", kNever},
    {"value", "the score, raw: never smoothed; a turn without a score has no row", "number", "see value[...]",
     "see value[...]", kNever},
    {"se", "standard error of the score, by the model", "number", "as value", "0 and up", "the model gives none"},
    {"dyad", "the two people of the episode, in order of name; the same pair in two episodes has one dyad", "text", "",
     "", "not two people"},
    {"partner", "the other of the two", "text", "", "", "not two people, or the subject is neither of them"},
    {"target", "towards whom or what the affect is", "text", "", "", "no target"},
    {"taxonomy", "what set of labels the column is of", "text", "", "", "a dimension or a signal"},
    {"intensity", "how strong the label is, beside its probability in value", "number", "", "[0, 1]", "not known"},
    {"seconds", "time as a number: since the medium began, on a calendar since the first moment of the episode",
     "number", "s", "", "no time is known"},
    {"session", "number of the session in the episode; a silence of everybody longer than {} s ends one", "integer", "",
     "1 and up", kNever},
    {"session_gap", "the silence before this session, on the first row of each series of scores in it", "number", "s",
     "above {}", "the first session, and all other rows"},
    {"n_own", "which of the subject's own scores this is, of the same perspective, target, source and column",
     "integer", "", "1 and up", kNever},
    {"person_mean", "mean of these own scores over the episode", "number", "as value", "as value", kNever},
    {"person_mean_centred", "value - person_mean", "number", "as value", "", kNever},
    {"own_lag", "the subject's own last score before this row, in this session and at most {} s old", "number",
     "as value", "as value", "there is none"},
    {"partner_lag", "the partner's last score of an earlier turn (without turns: time), by the same rule", "number",
     "as value", "as value", "there is none, or no partner"},
}};

std::string with_gap(std::string_view text, double gap_s) {
  const auto place = text.find("{}");
  if (place == std::string_view::npos) return std::string(text);
  std::string filled(text.substr(0, place));
  append_number(filled, gap_s);
  filled += text.substr(place + 2);
  return filled;
}

void append_codebook_line(std::string& out, const std::array<std::string, 6>& fields) {
  for (const std::string& field : fields) {
    if (&field != fields.data()) out += ',';
    append_csv_field(out, field);
  }
  out += '\n';
}

std::array<std::string, 6> value_line(const std::string& column, const ValueMeaning& value) {
  const std::string name = fmt::format("value[{}]", column);
  if (value.kind == "channel") {
    return {name,     fmt::format("value where column is {}: a measured channel", column),
            "number", value.unit,
            "",       std::string(kNever)};
  }
  if (value.kind == "label") {
    return {name,     fmt::format("value where column is {}: probability of the label", column),
            "number", "",
            "[0, 1]", std::string(kNever)};
  }
  const bool activation = column == to_string(Dimension::positive) || column == to_string(Dimension::negative);
  return {name,
          fmt::format("value where column is {}: a dimension of affect", column),
          "number",
          "",
          activation ? "[0, 1]" : "[-1, 1]",
          std::string(kNever)};
}

}  // namespace

std::string analysis_header() {
  std::string header;
  for (const CodebookLine& line : kCodebook) {
    if (!header.empty()) header += ',';
    header += line.name;
  }
  return header + '\n';
}

std::string codebook_csv(const FoundValues& found, double gap_s) {
  std::string text = "name,meaning,type,unit,range,missing\n";
  for (const CodebookLine& line : kCodebook) {
    append_codebook_line(text, {std::string(line.name), with_gap(line.meaning, gap_s), std::string(line.type),
                                std::string(line.unit), with_gap(line.range, gap_s), std::string(line.missing)});
  }
  for (const auto& [column, value] : found) append_codebook_line(text, value_line(column, value));
  return text;
}

}  // namespace affect::io
