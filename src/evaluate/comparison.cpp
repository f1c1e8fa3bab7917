#include "affect/evaluate/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "affect/measure/classification.h"

namespace affect::evaluate {
namespace {

std::string folded(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return text;
}

using Columns = std::vector<const PerceivedColumn*>;

/// The label columns of each scorer.
std::map<std::string, Columns> label_columns(const std::vector<PerceivedColumn>& perceived) {
  std::map<std::string, Columns> by_scorer;
  for (const PerceivedColumn& column : perceived) {
    if (column.is_label) by_scorer[column.scorer()].push_back(&column);
  }
  return by_scorer;
}

/// The most probable label of a row; kMissingClass where the engine gave none.
int most_probable(const Columns& columns, const std::vector<int>& numbers, std::size_t row) {
  int best = measure::kMissingClass;
  double most = -1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double probability = columns[i]->values[row];
    if (!(probability > most)) continue;  // NaN too
    most = probability;
    best = numbers[i];
  }
  return best;
}

CodedValues share_rows(const io::CodedTexts& coded, std::vector<double> codes, const PerceivedColumn& column) {
  return {CodeKind::share, std::move(codes), column.values, coded.groups, coded.persons};
}

Comparison label_comparison(const io::CodedTexts& coded, const std::string& scorer, const Columns& columns) {
  CodedLabels rows{.groups = coded.groups, .persons = coded.persons};
  std::map<std::string, int> numbers;
  const auto number = [&](const std::string& label) {
    const auto [found, fresh] = numbers.try_emplace(folded(label), static_cast<int>(rows.labels.size()));
    if (fresh) rows.labels.push_back(label);
    return found->second;
  };
  std::vector<int> of_columns;
  for (const PerceivedColumn* column : columns) of_columns.push_back(number(column->name));
  for (std::size_t row = 0; row < coded.size(); ++row) {
    rows.codes.push_back(coded.labels[row].empty() ? measure::kMissingClass : number(coded.labels[row]));
    rows.predicted.push_back(most_probable(columns, of_columns, row));
  }
  return {"label", scorer, std::move(rows)};
}

void compare_labels(const io::CodedTexts& coded, const std::vector<PerceivedColumn>& perceived, Comparisons& result) {
  std::set<std::string> known;
  for (const std::string& label : coded.labels) known.insert(folded(label));
  const auto scorers = label_columns(perceived);
  for (const auto& [scorer, columns] : scorers) {
    result.found.push_back(label_comparison(coded, scorer, columns));
    for (const PerceivedColumn* column : columns) {
      if (known.count(folded(column->name)) == 0) continue;
      std::vector<double> codes;
      for (const std::string& label : coded.labels) {
        codes.push_back(label.empty()                           ? std::numeric_limits<double>::quiet_NaN()
                        : folded(label) == folded(column->name) ? 1
                                                                : 0);
      }
      result.found.push_back({column->name, scorer, share_rows(coded, std::move(codes), *column)});
    }
  }
  if (scorers.empty()) result.unmatched.emplace_back("label");
}

}  // namespace

Comparisons compare(const io::CodedTexts& coded, const std::vector<PerceivedColumn>& perceived,
                    const CodeScale& scale) {
  Comparisons result;
  const auto matching = [&](const std::string& name, bool is_label, auto&& add) {
    bool any = false;
    for (const PerceivedColumn& column : perceived) {
      if (column.is_label != is_label || folded(column.name) != folded(name)) continue;
      add(column);
      any = true;
    }
    if (!any) result.unmatched.push_back(name);
  };
  for (const auto& [name, codes] : coded.values) {
    matching(name, false, [&, &name = name, &codes = codes](const PerceivedColumn& column) {
      CodedValues rows{CodeKind::value, codes, column.values, coded.groups, coded.persons};
      for (double& value : rows.predicted) value = scale.from_unit(value);
      result.found.push_back({name, column.scorer(), std::move(rows)});
    });
  }
  if (!coded.labels.empty()) compare_labels(coded, perceived, result);
  for (const auto& [name, codes] : coded.shares) {
    matching(name, true, [&, &codes = codes](const PerceivedColumn& column) {
      result.found.push_back({column.name, column.scorer(), share_rows(coded, codes, column)});
    });
  }
  return result;
}

std::vector<double> values_of(const Comparison& comparison, const std::vector<PerceivedColumn>& perceived,
                              const CodeScale& scale) {
  const auto* rows = std::get_if<CodedValues>(&comparison.rows);
  if (rows == nullptr) return {};
  const bool is_label = rows->kind == CodeKind::share;
  for (const PerceivedColumn& column : perceived) {
    if (column.is_label != is_label || column.name != comparison.name || column.scorer() != comparison.scorer) continue;
    std::vector<double> values = column.values;
    if (!is_label) {
      for (double& value : values) value = scale.from_unit(value);
    }
    return values;
  }
  return {};
}

}  // namespace affect::evaluate
