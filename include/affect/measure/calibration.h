/// Maps from a score to what people coded: a line, a rising step curve, a logistic curve; and their honest error.
///
///   const auto line = measure::fit_line(scores, codes);
///   if (line) corrected = (*line)(score);
///   const auto held_out = measure::out_of_fold(scores, codes, Groups::by(person), measure::line_fit);  // no row saw
///   itself
///
/// Scores and codes have the same length and hold no NaN (asserted). Thread-safety: values and pure functions.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "affect/measure/bootstrap.h"

namespace affect::measure {

/// intercept + slope * score, by least squares.
struct Line {
  double slope = 1;
  double intercept = 0;
  double operator()(double score) const { return intercept + slope * score; }
};
/// Absent under three rows or where the score is constant.
std::optional<Line> fit_line(std::span<const double> scores, std::span<const double> codes);

/// Never falling, by least squares (pool adjacent violators, Barlow et al. 1972); linear between its points, flat
/// outside of them.
struct Isotonic {
  std::vector<double> scores;  ///< rising
  std::vector<double> values;  ///< never falling
  double operator()(double score) const;
};
/// Absent under three rows.
std::optional<Isotonic> fit_isotonic(std::span<const double> scores, std::span<const double> codes);

/// 1 / (1 + exp(-intercept - slope * score)) with smoothed targets (Platt 1999; Lin et al. 2007).
struct Platt {
  double slope = 1;
  double intercept = 0;
  double operator()(double score) const;
};
/// `truth` is 0 or 1 (asserted). Absent under three rows, where only one of both occurs or the score is constant.
std::optional<Platt> fit_platt(std::span<const double> scores, std::span<const double> truth);

using Curve = std::function<double(double)>;
/// Fits a curve, or gives an empty one where it cannot.
using CurveFit = std::function<Curve(std::span<const double> scores, std::span<const double> codes)>;
Curve line_fit(std::span<const double> scores, std::span<const double> codes);
Curve isotonic_fit(std::span<const double> scores, std::span<const double> codes);
Curve platt_fit(std::span<const double> scores, std::span<const double> codes);

struct FoldOptions {
  std::size_t folds = 10;  ///< or as many as there are groups
  std::uint64_t seed = 1;
};
/// Each row as the curve of the other folds maps it; groups lie whole in one fold. NaN where no curve could be fitted.
std::vector<double> out_of_fold(std::span<const double> scores, std::span<const double> codes, const Groups& groups,
                                const CurveFit& fit, const FoldOptions& options = {});

}  // namespace affect::measure
