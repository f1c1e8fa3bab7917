#include "cli/validation_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/json_text.h"

namespace affect::cli {
namespace {

using Entry = ValidationReport::Entry;
using evaluate::GroupError;
using evaluate::Recalibration;
using evaluate::ValidationFigure;
using measure::Interval;

std::string three_places(std::optional<double> value) { return value ? fmt::format("{:.3f}", *value) : "-"; }

std::string span_text(const std::optional<Interval>& interval) {
  return interval ? fmt::format("{:.3f} .. {:.3f}", interval->low, interval->high) : "not_estimable";
}

std::string p_text(std::optional<double> p) {
  if (!p) return "-";
  return *p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", *p);
}

std::string curve_text(const Recalibration& found) {
  if (found.line) {
    return fmt::format("code = {:.4f} {} {:.4f} * engine", found.line->intercept, found.line->slope < 0 ? "-" : "+",
                       std::abs(found.line->slope));
  }
  if (found.logistic) {
    return fmt::format("share = 1 / (1 + exp(-({:.4f} {} {:.4f} * engine)))", found.logistic->intercept,
                       found.logistic->slope < 0 ? "-" : "+", std::abs(found.logistic->slope));
  }
  return fmt::format("a rising curve of {} points", found.isotonic->scores.size());
}

std::string recalibration_text(const Entry& entry) {
  const Recalibration& found = *entry.found.recalibration;
  std::string text =
      fmt::format("  recalibration, {} on texts not seen: as it is {}",
                  entry.is_share ? "Brier score" : "root mean squared error", three_places(found.before));
  for (const auto& curve : found.curves) text += fmt::format(", {} {}", curve.curve, three_places(curve.after));
  text += fmt::format("; the mean of the codes alone {}\n", three_places(found.constant));
  if (found.chosen.empty()) return text + "    no curve is better than the engine as it is\n";
  text += fmt::format("    {}: {}\n", found.chosen, curve_text(found));
  const auto chosen = std::find_if(found.curves.begin(), found.curves.end(),
                                   [&](const auto& curve) { return curve.curve == found.chosen; });
  if (found.constant && *chosen->after >= *found.constant) {
    text +=
        "    and that is no better than saying the mean of the codes for every text: the engine adds nothing here\n";
  }
  return text;
}

std::string groups_text(const Entry& entry) {
  if (entry.found.groups.empty()) return {};
  std::string text = fmt::format("  {:<20}{:>6}   {:<9}{:<20}{:<9}{:<9}{:<20}{:<9}\n", "group", "texts", "bias",
                                 "95 % interval", "p", "error", "95 % interval", "p");
  for (const GroupError& group : entry.found.groups) {
    text += fmt::format("  {:<20}{:>6}   ", group.group, group.rows);
    if (group.status != Status::given) {
      text += fmt::format("{} ({} are needed)\n", to_string(group.status), measure::kMinimumCodes);
      continue;
    }
    text += fmt::format("{:<9}{:<20}{:<9}{:<9}{:<20}{:<9}\n", three_places(group.bias.value),
                        group.bias.value ? span_text(group.bias.interval) : "", p_text(group.bias_p),
                        three_places(group.error.value), span_text(group.error.interval), p_text(group.error_p));
  }
  return text +
         "    p: whether it differs from all other texts (permutation test, corrected by Holm for all tests here)\n";
}

std::string mean_line(const char* what, const Interval& interval) {
  return fmt::format("    {:<22}{:.3f}    {}\n", what, interval.estimate, span_text(interval));
}

std::string estimate_text(const ValidationReport& report, const Entry& entry) {
  if (!entry.estimate) return {};
  std::string text = fmt::format("  {} of the {} other texts of {}:\n", entry.is_share ? "share" : "mean",
                                 report.others, report.estimate_file);
  const auto& mean = entry.estimate->mean;
  if (!mean) {
    return text + fmt::format("    {}: {} codes, texts of {} persons and 2 other texts are needed\n",
                              to_string(Status::too_short), measure::kMinimumCodes, measure::kMinimumGroups);
  }
  text += mean_line("engine as it is", mean->naive) + mean_line("codes alone", mean->classical) +
          mean_line("engine, corrected", mean->corrected);
  const double codes_width = mean->classical.high - mean->classical.low;
  if (codes_width > 0) {
    text += fmt::format(
        "    The corrected interval is {:.0f} % as wide as that of the codes alone (weight of the engine {:.2f}).\n",
        100 * (mean->corrected.high - mean->corrected.low) / codes_width, mean->power);
  }
  if (entry.estimate->stood_in > 0) {
    text += fmt::format("    On {} texts the engine gave nothing: its mean stands in for them.\n",
                        entry.estimate->stood_in);
  }
  return text;
}

std::string entry_text(const ValidationReport& report, const Entry& entry) {
  std::string text = fmt::format(
      "\n{} beside {}: {} texts{}\n", entry.name, entry.scorer, entry.found.rows,
      entry.found.not_given == 0 ? "" : fmt::format("; on {} more the engine gave nothing", entry.found.not_given));
  if (entry.found.status != Status::given) {
    return text + fmt::format("  {}: {} are needed\n", to_string(entry.found.status), measure::kMinimumCodes);
  }
  for (const ValidationFigure& figure : entry.found.figures) {
    text += fmt::format("  {:<24}{:>8}    {}\n", figure.name, three_places(figure.value),
                        figure.value ? span_text(figure.interval) : std::string("not_estimable"));
  }
  if (entry.found.recalibration) text += recalibration_text(entry);
  return text + groups_text(entry) + estimate_text(report, entry);
}

void write_interval(io::JsonWriter& json, std::string_view key, const Interval& interval) {
  json.key(key);
  json.open('{');
  json.number("value", interval.estimate);
  json.number("low", interval.low);
  json.number("high", interval.high);
  json.close('}');
}

void write_figure(io::JsonWriter& json, std::string_view key, const ValidationFigure& figure) {
  if (!figure.value) return json.text(key, to_string(Status::not_estimable));
  if (figure.interval) return write_interval(json, key, *figure.interval);
  json.key(key);
  json.open('{');
  json.number("value", figure.value);
  json.text("interval_status", to_string(Status::not_estimable));
  json.close('}');
}

void write_recalibration(io::JsonWriter& json, const Recalibration& found) {
  json.key("recalibration");
  json.open('{');
  json.number("before", found.before);
  for (const auto& curve : found.curves) json.number(curve.curve, curve.after);
  json.number("mean_of_codes", found.constant);
  json.text("chosen", found.chosen.empty() ? "none" : found.chosen);
  json.close('}');
}

void write_groups(io::JsonWriter& json, const std::vector<GroupError>& groups) {
  json.key("groups");
  json.open('[');
  for (const GroupError& group : groups) {
    json.comma();
    json.open('{');
    json.text("group", group.group);
    json.integer("texts", static_cast<std::int64_t>(group.rows));
    if (group.status != Status::given) {
      json.text("status", to_string(group.status));
    } else {
      if (group.bias.value) write_figure(json, "bias", group.bias);
      json.number("bias_p", group.bias_p);
      write_figure(json, "error", group.error);
      json.number("error_p", group.error_p);
    }
    json.close('}');
  }
  json.close(']');
}

void write_estimate(io::JsonWriter& json, const evaluate::MeanEstimate& estimate) {
  json.key("estimate");
  json.open('{');
  if (estimate.mean) {
    write_interval(json, "naive", estimate.mean->naive);
    write_interval(json, "codes_alone", estimate.mean->classical);
    write_interval(json, "corrected", estimate.mean->corrected);
    json.number("power", estimate.mean->power);
  } else {
    json.text("status", to_string(Status::too_short));
  }
  json.integer("stood_in", static_cast<std::int64_t>(estimate.stood_in));
  json.close('}');
}

void write_entry(io::JsonWriter& json, const Entry& entry) {
  json.comma();
  json.open('{');
  json.text("name", entry.name);
  json.text("scorer", entry.scorer);
  json.integer("texts", static_cast<std::int64_t>(entry.found.rows));
  json.integer("not_given", static_cast<std::int64_t>(entry.found.not_given));
  if (entry.found.status != Status::given) json.text("status", to_string(entry.found.status));
  json.key("figures");
  json.open('{');
  for (const ValidationFigure& figure : entry.found.figures) write_figure(json, figure.name, figure);
  json.close('}');
  if (entry.found.recalibration) write_recalibration(json, *entry.found.recalibration);
  if (!entry.found.groups.empty()) write_groups(json, entry.found.groups);
  if (entry.estimate) write_estimate(json, *entry.estimate);
  json.close('}');
}

std::string toml_text(std::string_view text) {
  std::string out;
  io::append_string(out, text);
  return out;
}

}  // namespace

std::string validation_text(const ValidationReport& report) {
  std::string text = fmt::format("{}: {} coded texts; engine: {}; scale of the codes {:g} to {:g}\n", report.file,
                                 report.texts, fmt::join(report.stages, ", "), report.scale.low, report.scale.high);
  for (const Entry& entry : report.entries) text += entry_text(report, entry);
  text += "\n";
  if (!report.unmatched.empty()) {
    text += fmt::format("Nothing that ran gives {} for these texts (affect components; --with NAME)\n",
                        fmt::join(report.unmatched, ", "));
  }
  text += fmt::format(
      "Intervals of agreement: bootstrap over {}, {} resamples, seed {}.\n",
      report.persons > 0 ? fmt::format("{} persons", report.persons) : fmt::format("{} texts", report.texts),
      report.resamples, report.seed);
  if (report.left_out > 0)
    text += fmt::format("{} texts of {} are coded too, and left out.\n", report.left_out, report.estimate_file);
  if (!report.estimate_file.empty()) {
    text += "Corrected means are right if the coded texts are a random part of all; otherwise nothing here helps.\n";
  }
  return text;
}

std::string validation_json(const ValidationReport& report) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("file", report.file);
  json.integer("texts", static_cast<std::int64_t>(report.texts));
  if (report.persons > 0) json.integer("persons", static_cast<std::int64_t>(report.persons));
  json.texts("stages", report.stages);
  json.number("scale_low", report.scale.low);
  json.number("scale_high", report.scale.high);
  json.integer("resamples", static_cast<std::int64_t>(report.resamples));
  json.integer("seed", static_cast<std::int64_t>(report.seed));
  if (!report.estimate_file.empty()) {
    json.integer("others", static_cast<std::int64_t>(report.others));
    json.integer("left_out", static_cast<std::int64_t>(report.left_out));
  }
  json.key("comparisons");
  json.open('[');
  for (const Entry& entry : report.entries) write_entry(json, entry);
  json.close(']');
  json.texts("unmatched", report.unmatched);
  json.close('}');
  return text + "\n";
}

std::string calibration_toml(const ValidationReport& report) {
  std::string text;
  for (const Entry& entry : report.entries) {
    const auto& found = entry.found.recalibration;
    if (!found || found->chosen.empty()) continue;
    text += fmt::format("\n[[calibration]]\nname = {}\nscorer = {}\ncurve = \"{}\"\ntexts = {}\n",
                        toml_text(entry.name), toml_text(entry.scorer), found->chosen, entry.found.rows);
    text += fmt::format("{}_before = {}\n", entry.is_share ? "brier" : "rmse", *found->before);
    for (const auto& curve : found->curves) {
      if (curve.curve == found->chosen)
        text += fmt::format("{}_after = {}\n", entry.is_share ? "brier" : "rmse", *curve.after);
    }
    if (found->line) text += fmt::format("intercept = {}\nslope = {}\n", found->line->intercept, found->line->slope);
    if (found->logistic) {
      text += fmt::format("intercept = {}\nslope = {}\n", found->logistic->intercept, found->logistic->slope);
    }
    if (found->isotonic) {
      text += fmt::format("engine = [{}]\ncode = [{}]\n", fmt::join(found->isotonic->scores, ", "),
                          fmt::join(found->isotonic->values, ", "));
    }
  }
  if (text.empty()) return {};
  return fmt::format(
             "# From the engine's value to the hand codes; errors are of texts that the curve had not seen.\n"
             "# line: intercept + slope * engine. logistic: 1 / (1 + exp(-(intercept + slope * engine))). isotonic: "
             "linear between\n"
             "# the points. The engine's [-1, 1] is brought to the scale of the codes first: {0:g} + (engine + 1) / 2 "
             "* ({1:g} - {0:g}).\n"
             "scale = [{0:g}, {1:g}]\n",
             report.scale.low, report.scale.high) +
         text;
}

}  // namespace affect::cli
