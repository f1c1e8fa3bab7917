#include "cli/agreement_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "io/csv_field.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

constexpr std::size_t kShownItems = 10;
constexpr std::size_t kNamedRaters = 8;

std::string two_places(double value) { return fmt::format("{:.3f}", value); }

std::string interval_text(const measure::Coefficient& c) {
  if (!c.value) return std::string(to_string(c.status));
  if (!c.interval) return std::string(to_string(c.interval_status));
  return fmt::format("{:.3f} .. {:.3f}", c.interval->low, c.interval->high);
}

std::string names_text(const std::vector<std::string>& names) {
  std::vector<std::string> shown(names.begin(), names.begin() + std::min(names.size(), kNamedRaters));
  return fmt::format("{}{}", fmt::join(shown, ", "),
                     names.size() > kNamedRaters ? fmt::format(" and {} more", names.size() - kNamedRaters) : "");
}

std::string table_text(const measure::Agreement& found) {
  std::string text = fmt::format("{:<34}{:>8}   {:<18}{:>8}{:>8}{:>9}\n", "coefficient", "value", "95 % interval",
                                 "units", "raters", "ratings");
  for (const measure::Coefficient& c : found.coefficients) {
    text += fmt::format("{:<34}{:>8}   {:<18}{:>8}{:>8}{:>9}\n", c.name, c.value ? two_places(*c.value) : "-",
                        interval_text(c), c.units, c.raters, c.values);
  }
  return text;
}

/// Krippendorff's convention, and what it does not say.
std::string alpha_sentence(double alpha) {
  constexpr double kReliable = 0.8, kTentative = 2.0 / 3;
  if (alpha >= kReliable) return fmt::format("Alpha {:.2f} is above 0.80, which is usually taken as reliable.", alpha);
  if (alpha >= kTentative) {
    return fmt::format("Alpha {:.2f} lies between 0.67 and 0.80: usually taken to allow tentative conclusions only.",
                       alpha);
  }
  return fmt::format(
      "Alpha {:.2f} is below 0.67, usually taken as too low to rely on single labels. Emotion is often this hard:\n"
      "use several raters' shares or means, or say how they disagree, before blaming the raters.",
      alpha);
}

/// Kappa and alpha fall where one category is frequent.
std::string prevalence_sentence(const AgreementReport& report) {
  constexpr double kHighAgreement = 0.75, kGap = 0.2, kFrequent = 0.7;
  const auto observed = report.found.value("observed agreement");
  const auto kappa = report.found.value("Fleiss' kappa");
  const auto gwet = report.found.value("Gwet's AC1");
  if (!observed || !gwet || *observed < kHighAgreement || report.found.largest_share < kFrequent) return {};
  if (kappa && *gwet - *kappa < kGap) return {};
  return fmt::format(
      "Prevalence: {:.0f} % of the ratings are \"{}\", so that chance alone agrees often; kappa and alpha are low "
      "although\n"
      "raters agree on {:.0f} %, and AC1 is not. Both are right: alpha says how little the rare categories can be "
      "relied on.",
      100 * report.found.largest_share, report.coded.category(report.found.largest), 100 * *observed);
}

std::string reading(const AgreementReport& report) {
  constexpr std::size_t kFewGroups = 30;
  std::vector<std::string> sentences;
  if (const auto alpha = report.found.value("Krippendorff's alpha")) {
    sentences.push_back(alpha_sentence(*alpha));
  } else {
    sentences.emplace_back(
        "No alpha: no item has two ratings, or all ratings that can be compared are equal. That is no agreement of 1: "
        "raters\n"
        "who never differ about anything cannot show that they tell things apart.");
  }
  if (auto sentence = prevalence_sentence(report); !sentence.empty()) sentences.push_back(std::move(sentence));
  if (report.groups < kFewGroups) {
    sentences.push_back(fmt::format("{} {} are few: the intervals are too narrow.", report.groups,
                                    report.table.group_name.empty() ? "items" : "groups"));
  }
  return fmt::format("{}\n", fmt::join(sentences, "\n"));
}

std::string drawn_text(const AgreementReport& report) {
  const std::string what = report.table.group_name.empty()
                               ? fmt::format("{} items", report.groups)
                               : fmt::format("{} groups ({})", report.groups, report.table.group_name);
  return fmt::format("Intervals: bootstrap over {}, {} resamples, seed {}; of ICC: F distribution.\n", what,
                     report.found.resamples, report.seed);
}

std::string labels_of(const AgreementReport& report, std::size_t item) {
  std::vector<std::string> labels;
  for (std::size_t rater = 0; rater < report.table.raters.size(); ++rater) {
    const std::string& cell = report.table.cell(item, rater);
    if (!cell.empty()) labels.push_back(fmt::format("{}={}", report.table.raters[rater], cell));
  }
  return fmt::format("{}", fmt::join(labels, "  "));
}

std::string most_apart_text(const AgreementReport& report) {
  if (report.most_apart.empty()) return {};
  std::vector<std::string> ids;
  for (const std::size_t item : report.most_apart) {
    if (ids.size() == kShownItems) break;
    ids.push_back(report.show ? fmt::format("\n  {}  {}", report.table.items[item], labels_of(report, item))
                              : report.table.items[item]);
  }
  return fmt::format("Raters are farthest apart on: {}{}\n", fmt::join(ids, report.show ? "" : ", "),
                     report.show ? "" : "  (--show prints their labels)");
}

void write_coefficient(io::JsonWriter& json, const measure::Coefficient& c) {
  json.comma();
  json.open('{');
  json.text("name", c.name);
  json.number("value", c.value);
  if (c.interval) {
    json.number("low", c.interval->low);
    json.number("high", c.interval->high);
  }
  if (!c.value) json.text("status", to_string(c.status));
  if (c.value && !c.interval) json.text("interval_status", to_string(c.interval_status));
  json.integer("units", static_cast<std::int64_t>(c.units));
  json.integer("raters", static_cast<std::int64_t>(c.raters));
  json.integer("ratings", static_cast<std::int64_t>(c.values));
  json.close('}');
}

/// Items by score, the highest first; never shown ones last.
std::vector<std::size_t> by_score(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

std::string csv_number(std::optional<double> value) { return value ? fmt::format("{}", *value) : std::string(); }

}  // namespace

std::string agreement_text(const AgreementReport& report) {
  const auto& table = report.table;
  std::string text = fmt::format("{}: {} items, {} raters ({}), {}\n", report.file, table.items.size(),
                                 table.raters.size(), names_text(table.raters), table.shape);
  text += fmt::format("Level: {}{}\n\n", to_string(report.coded.level),
                      report.coded.reason.empty() ? "" : fmt::format(" ({}; --level decides)", report.coded.reason));
  text += table_text(report.found) + "\n" + reading(report) + drawn_text(report);
  return text + most_apart_text(report);
}

std::string agreement_json(const AgreementReport& report) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("file", report.file);
  json.text("shape", report.table.shape);
  json.text("level", to_string(report.coded.level));
  json.text("level_reason", report.coded.reason.empty() ? "given" : report.coded.reason);
  json.integer("items", static_cast<std::int64_t>(report.table.items.size()));
  json.texts("raters", report.table.raters);
  json.texts("categories", report.coded.categories);
  json.integer("bootstrap_groups", static_cast<std::int64_t>(report.groups));
  json.integer("resamples", static_cast<std::int64_t>(report.found.resamples));
  json.key("coefficients");
  json.open('[');
  for (const auto& c : report.found.coefficients) write_coefficient(json, c);
  json.close(']');
  std::vector<std::string> apart;
  for (const std::size_t item : report.most_apart) apart.push_back(report.table.items[item]);
  json.texts("most_apart", apart);
  json.close('}');
  return text + "\n";
}

std::string agreement_csv(const AgreementReport& report) {
  std::string text = "coefficient,value,low,high,status,units,raters,ratings\n";
  for (const auto& c : report.found.coefficients) {
    const auto bound = [&](double measure::Interval::*end) {
      return c.interval ? fmt::format("{}", (*c.interval).*end) : std::string();
    };
    text += fmt::format("{},{},{},{},{},{},{},{}\n", io::csv_field(c.name), csv_number(c.value),
                        bound(&measure::Interval::low), bound(&measure::Interval::high),
                        to_string(c.value ? c.interval_status : c.status), c.units, c.raters, c.values);
  }
  return text;
}

std::string consensus_csv(const io::RatingTable& table, const io::CodedRatings& coded,
                          const measure::DawidSkene& model) {
  std::string text = "item,label,probability";
  for (const std::string& category : coded.categories) {
    text += ',';
    io::append_csv_field(text, category);
  }
  text += '\n';
  for (std::size_t item = 0; item < table.items.size(); ++item) {
    const int label = model.label(item);
    text += fmt::format("{},{},{:.6f}", io::csv_field(table.items[item]), io::csv_field(coded.category(label)),
                        model.shares(item)[static_cast<std::size_t>(label)]);
    for (const double share : model.shares(item)) text += fmt::format(",{:.6f}", share);
    text += '\n';
  }
  return text;
}

std::string rater_accuracies(const io::RatingTable& table, const measure::DawidSkene& model) {
  std::string text =
      fmt::format("Dawid-Skene ({}, {} iterations): share that each rater gets right, if the model is right\n",
                  model.converged ? "converged" : "not converged", model.iterations);
  for (std::size_t rater = 0; rater < table.raters.size(); ++rater) {
    const double accuracy = model.accuracy(rater);
    text += fmt::format("  {:<24}{}\n", table.raters[rater],
                        std::isfinite(accuracy) ? two_places(accuracy) : std::string("not_estimable"));
  }
  return text;
}

std::string best_worst_text(const BestWorstReport& report) {
  std::string text = fmt::format("{}: best-worst scaling, {} items, {} answers\n\n", report.file,
                                 report.table.items.size(), report.table.answers.size());
  if (report.half) {
    text += fmt::format(
        "split-half reliability over {} random halves: r {:.3f}, Spearman {:.3f}; of all answers (Spearman-Brown) "
        "{:.3f}\n\n",
        report.half->trials, report.half->pearson, report.half->spearman, report.half->spearman_brown);
  } else {
    text += "split-half reliability: not_estimable (too few answers, or halves without variance)\n\n";
  }
  const auto order = by_score(report.scores);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order.size() > 2 * kShownItems && i == kShownItems) {
      text += "  ...\n";
      i = order.size() - kShownItems;
    }
    text += fmt::format("  {:>7.3f}  {}\n", report.scores[order[i]], report.table.items[order[i]]);
  }
  return text;
}

std::string best_worst_json(const BestWorstReport& report) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("file", report.file);
  json.text("shape", "best-worst");
  json.integer("answers", static_cast<std::int64_t>(report.table.answers.size()));
  json.key("split_half");
  json.open('{');
  if (report.half) {
    json.integer("trials", static_cast<std::int64_t>(report.half->trials));
    json.number("pearson", report.half->pearson);
    json.number("spearman", report.half->spearman);
    json.number("spearman_brown", report.half->spearman_brown);
  } else {
    json.text("status", to_string(Status::not_estimable));
  }
  json.close('}');
  json.key("scores");
  json.open('{');
  for (const std::size_t item : by_score(report.scores)) json.number(report.table.items[item], report.scores[item]);
  json.close('}');
  json.close('}');
  return text + "\n";
}

std::string best_worst_csv(const BestWorstReport& report) {
  std::string text = "item,score\n";
  for (const std::size_t item : by_score(report.scores)) {
    text += fmt::format("{},{}\n", io::csv_field(report.table.items[item]), report.scores[item]);
  }
  return text;
}

}  // namespace affect::cli
