#include "affect/evaluate/validation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "affect/measure/classification.h"
#include "affect/measure/correlation.h"
#include "affect/measure/kappa.h"
#include "affect/measure/multiple_testing.h"
#include "affect/measure/permutation_test.h"
#include "affect/measure/regression.h"

namespace affect::evaluate {
namespace {

using measure::Groups;

/// The rows that count, packed.
struct Compared {
  std::vector<double> codes, predicted;
  std::vector<std::string> groups, persons;

  std::size_t size() const { return codes.size(); }
  Groups drawn() const { return persons.empty() ? Groups::each_row(size()) : Groups::by(persons); }
};

Compared compared_rows(const CodedValues& values, std::size_t& not_given) {
  assert(values.codes.size() == values.predicted.size());
  Compared rows;
  for (std::size_t i = 0; i < values.codes.size(); ++i) {
    if (std::isnan(values.codes[i])) continue;
    if (std::isnan(values.predicted[i])) {
      ++not_given;
      continue;
    }
    rows.codes.push_back(values.codes[i]);
    rows.predicted.push_back(values.predicted[i]);
    if (!values.groups.empty()) rows.groups.push_back(values.groups[i]);
    if (!values.persons.empty()) rows.persons.push_back(values.persons[i]);
  }
  return rows;
}

std::optional<double> mean_over(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<double> mean_bias(std::span<const double> codes, std::span<const double> predicted) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < codes.size(); ++i) errors.push_back(predicted[i] - codes[i]);
  return mean_over(errors);
}

std::optional<double> brier_score(std::span<const double> codes, std::span<const double> predicted) {
  const auto rmse = measure::root_mean_squared_error(codes, predicted);
  return rmse ? std::optional(*rmse * *rmse) : std::nullopt;
}

/// Of 0 and 1 beside whether the probability is one half or more.
std::optional<double> half_kappa(std::span<const double> codes, std::span<const double> predicted) {
  std::vector<int> cells;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    cells.push_back(codes[i] >= 0.5 ? 1 : 0);
    cells.push_back(predicted[i] >= 0.5 ? 1 : 0);
  }
  return measure::cohen_kappa(measure::Ratings::of_classes(2, cells, 2), 0, 1);
}

template <class Metric, class Column>
ValidationFigure figure_of(std::string name, Metric metric, const Column& codes, const Column& predicted,
                           const Groups& drawn, const ValidationOptions& options) {
  using Value = typename Column::value_type;
  return {std::move(name), metric(std::span<const Value>(codes), std::span<const Value>(predicted)),
          measure::bootstrap(drawn, measure::over_rows(metric, codes, predicted), options.bootstrap)};
}

measure::Curve constant_fit(std::span<const double>, std::span<const double> codes) {
  if (codes.empty()) return {};
  return [mean = *mean_over(codes)](double) { return mean; };
}

Recalibration recalibrate(const Compared& rows, CodeKind kind, const ValidationOptions& options) {
  const auto error = [kind](std::span<const double> codes, std::span<const double> mapped) -> std::optional<double> {
    if (std::any_of(mapped.begin(), mapped.end(), [](double value) { return std::isnan(value); })) return std::nullopt;
    return kind == CodeKind::share ? brier_score(codes, mapped) : measure::root_mean_squared_error(codes, mapped);
  };
  const Groups drawn = rows.drawn();
  const auto held_out = [&](const measure::CurveFit& fit) {
    return error(rows.codes,
                 measure::out_of_fold(rows.predicted, rows.codes, drawn, fit, {.seed = options.bootstrap.seed}));
  };
  Recalibration result{.before = error(rows.codes, rows.predicted), .constant = held_out(constant_fit)};
  if (kind == CodeKind::share) {
    result.curves.push_back({"logistic", held_out(measure::platt_fit)});
  } else {
    result.curves.push_back({"line", held_out(measure::line_fit)});
  }
  result.curves.push_back({"isotonic", held_out(measure::isotonic_fit)});
  std::optional<double> least = result.before;
  for (const CurveError& curve : result.curves) {
    if (!curve.after || !least || *curve.after >= *least) continue;
    least = curve.after;
    result.chosen = curve.curve;
  }
  if (result.chosen == "line") result.line = measure::fit_line(rows.predicted, rows.codes);
  if (result.chosen == "logistic") result.logistic = measure::fit_platt(rows.predicted, rows.codes);
  if (result.chosen == "isotonic") result.isotonic = measure::fit_isotonic(rows.predicted, rows.codes);
  return result;
}

/// The errors of some rows; where persons are known, each person's mean, since rows of one are alike.
std::vector<double> sample_of(const std::vector<double>& errors, const std::vector<std::size_t>& rows,
                              const std::vector<std::string>& persons) {
  std::vector<double> sample;
  if (persons.empty()) {
    for (const std::size_t row : rows) sample.push_back(errors[row]);
    return sample;
  }
  std::map<std::string, std::pair<double, double>> sums;
  for (const std::size_t row : rows) {
    auto& [sum, count] = sums[persons[row]];
    sum += errors[row];
    count += 1;
  }
  for (const auto& [person, sum] : sums) sample.push_back(sum.first / sum.second);
  return sample;
}

ValidationFigure mean_figure(std::string name, const std::vector<double>& errors, const std::vector<std::size_t>& rows,
                             const std::vector<std::string>& persons, const ValidationOptions& options) {
  std::vector<double> values;
  std::vector<std::string> people;
  for (const std::size_t row : rows) {
    values.push_back(errors[row]);
    if (!persons.empty()) people.push_back(persons[row]);
  }
  const Groups drawn = persons.empty() ? Groups::each_row(values.size()) : Groups::by(people);
  const auto metric = [&](std::span<const std::size_t> drawn_rows) {
    double sum = 0;
    for (const std::size_t row : drawn_rows) sum += values[row];
    return std::optional(sum / static_cast<double>(drawn_rows.size()));
  };
  return {std::move(name), mean_over(values), measure::bootstrap(drawn, metric, options.bootstrap)};
}

/// `biases` are empty where an error has no direction.
std::vector<GroupError> group_errors(const std::vector<double>& biases, const std::vector<double>& sizes,
                                     const std::vector<std::string>& groups, const std::vector<std::string>& persons,
                                     const ValidationOptions& options) {
  std::vector<GroupError> result;
  std::set<std::string> names(groups.begin(), groups.end());
  names.erase("");
  std::vector<double> p;
  for (const std::string& name : names) {
    std::vector<std::size_t> inside, outside;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (!groups[i].empty()) (groups[i] == name ? inside : outside).push_back(i);
    }
    GroupError group{.group = name, .rows = inside.size(), .bias = {"bias", {}, {}}, .error = {"error", {}, {}}};
    if (inside.size() < measure::kMinimumCodes) {
      group.status = Status::too_short;
      result.push_back(std::move(group));
      continue;
    }
    const bool second_of_two = names.size() == 2 && name == *names.rbegin();
    const auto test = [&](const std::vector<double>& errors) -> std::optional<double> {
      if (outside.size() < measure::kMinimumCodes || second_of_two) return std::nullopt;
      return measure::permutation_p(sample_of(errors, inside, persons), sample_of(errors, outside, persons),
                                    {.permutations = options.permutations, .seed = options.bootstrap.seed});
    };
    group.error = mean_figure("error", sizes, inside, persons, options);
    group.error_p = test(sizes);
    if (!biases.empty()) {
      group.bias = mean_figure("bias", biases, inside, persons, options);
      group.bias_p = test(biases);
    }
    if (group.bias_p) p.push_back(*group.bias_p);
    if (group.error_p) p.push_back(*group.error_p);
    result.push_back(std::move(group));
  }
  const auto adjusted = measure::holm(p);
  std::size_t next = 0;
  for (GroupError& group : result) {
    if (group.bias_p) group.bias_p = adjusted[next++];
    if (group.error_p) group.error_p = adjusted[next++];
  }
  // One against the other is the other against the one: tested once.
  if (result.size() == 2 && result[1].status == Status::given) {
    result[1].bias_p = result[0].bias_p;
    result[1].error_p = result[0].error_p;
  }
  return result;
}

}  // namespace

Validation validate(const CodedValues& values, const ValidationOptions& options) {
  Validation found;
  const Compared rows = compared_rows(values, found.not_given);
  found.rows = rows.size();
  if (rows.size() < measure::kMinimumCodes) {
    found.status = Status::too_short;
    return found;
  }
  const Groups drawn = rows.drawn();
  const auto add = [&](std::string name, auto metric) {
    found.figures.push_back(figure_of(std::move(name), metric, rows.codes, rows.predicted, drawn, options));
  };
  if (values.kind == CodeKind::share) {
    add("Cohen's kappa at 0.5", half_kappa);
    add("Brier score", brier_score);
  } else {
    add("Pearson's r", measure::pearson);
    add("concordance (CCC)", measure::concordance);
    add("mean absolute error", measure::mean_absolute_error);
  }
  add("bias (engine - codes)", mean_bias);
  found.recalibration = recalibrate(rows, values.kind, options);
  if (!rows.groups.empty()) {
    std::vector<double> biases, sizes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      biases.push_back(rows.predicted[i] - rows.codes[i]);
      sizes.push_back(std::abs(biases.back()));
    }
    found.groups = group_errors(biases, sizes, rows.groups, rows.persons, options);
  }
  return found;
}

Validation validate(const CodedLabels& labels, const ValidationOptions& options) {
  assert(labels.codes.size() == labels.predicted.size());
  Validation found;
  std::vector<int> codes, predicted;
  std::vector<double> wrong;
  std::vector<std::string> groups, persons;
  for (std::size_t i = 0; i < labels.codes.size(); ++i) {
    if (labels.codes[i] < 0) continue;
    if (labels.predicted[i] < 0) {
      ++found.not_given;
      continue;
    }
    codes.push_back(labels.codes[i]);
    predicted.push_back(labels.predicted[i]);
    wrong.push_back(codes.back() == predicted.back() ? 0 : 1);
    if (!labels.groups.empty()) groups.push_back(labels.groups[i]);
    if (!labels.persons.empty()) persons.push_back(labels.persons[i]);
  }
  found.rows = codes.size();
  if (codes.size() < measure::kMinimumCodes) {
    found.status = Status::too_short;
    return found;
  }
  const Groups drawn = persons.empty() ? Groups::each_row(codes.size()) : Groups::by(persons);
  const std::size_t classes = labels.labels.size();
  const auto add = [&](std::string name, auto metric) {
    found.figures.push_back(figure_of(std::move(name), metric, codes, predicted, drawn, options));
  };
  add("accuracy", [classes](std::span<const int> truth, std::span<const int> said) {
    return measure::accuracy(measure::ConfusionMatrix(truth, said, classes));
  });
  add("macro F1", [classes](std::span<const int> truth, std::span<const int> said) {
    return measure::macro_f1(measure::ConfusionMatrix(truth, said, classes).counts());
  });
  add("Cohen's kappa", [classes](std::span<const int> truth, std::span<const int> said) {
    std::vector<int> cells;
    for (std::size_t i = 0; i < truth.size(); ++i) cells.insert(cells.end(), {truth[i], said[i]});
    return measure::cohen_kappa(measure::Ratings::of_classes(2, cells, classes), 0, 1);
  });
  if (!groups.empty()) found.groups = group_errors({}, wrong, groups, persons, options);
  return found;
}

MeanEstimate estimate_mean(const CodedValues& values, const std::vector<double>& others,
                           const std::vector<std::string>& other_persons) {
  assert(values.persons.empty() == other_persons.empty());
  MeanEstimate result;
  std::vector<double> codes, predicted, rest = others;
  std::vector<std::size_t> persons, rest_persons;
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < values.codes.size(); ++i) {
    if (std::isnan(values.codes[i])) continue;
    codes.push_back(values.codes[i]);
    predicted.push_back(values.predicted[i]);
    if (!values.persons.empty()) {
      persons.push_back(numbers.try_emplace(values.persons[i], numbers.size()).first->second);
    }
  }
  for (const std::string& person : other_persons) {
    rest_persons.push_back(numbers.try_emplace(person, numbers.size()).first->second);
  }
  double sum = 0, given = 0;
  for (const auto* column : {&predicted, &rest}) {
    for (const double value : *column) {
      if (std::isnan(value)) continue;
      sum += value;
      given += 1;
    }
  }
  if (given == 0) return result;
  for (auto* column : {&predicted, &rest}) {
    for (double& value : *column) {
      if (!std::isnan(value)) continue;
      value = sum / given;
      ++result.stood_in;
    }
  }
  result.mean = values.persons.empty()
                    ? measure::prediction_powered_mean(codes, predicted, rest)
                    : measure::prediction_powered_mean(codes, predicted, rest, {persons, rest_persons});
  return result;
}

}  // namespace affect::evaluate
