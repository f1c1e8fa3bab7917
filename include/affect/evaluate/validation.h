/// The engine beside hand codes of the same texts: agreement, recalibration, error by group, corrected estimates.
///
///   const auto found = evaluate::validate({.codes = codes, .predicted = values, .persons = persons}, {});
///   if (found.status == Status::given) use(found.figures, found.recalibration, found.groups);
///
/// Under measure::kMinimumCodes rows nothing is estimated: `too_short`. Intervals are bootstraps over persons, else
/// over rows. Thread-safety: values and pure functions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/measure/bootstrap.h"
#include "affect/measure/calibration.h"
#include "affect/measure/prediction_powered.h"

namespace affect::evaluate {

/// What a column of codes is, and so how error is measured.
enum class CodeKind {
  value,  ///< numbers; the root of the mean squared error
  share,  ///< 0 and 1 beside probabilities; the Brier score
};

/// Rows of texts. NaN in `codes`: not coded; in `predicted`: the engine gave nothing.
struct CodedValues {
  CodeKind kind = CodeKind::value;
  std::vector<double> codes = {}, predicted = {};  ///< in one unit
  std::vector<std::string> groups = {};            ///< by row, to compare; empty: none. An empty name is no group
  std::vector<std::string> persons = {};           ///< by row, who wrote it; empty: each row stands alone
};

/// Rows with one label each, as numbers from 0; measure::kMissingClass where there is none.
struct CodedLabels {
  std::vector<std::string> labels = {};
  std::vector<int> codes = {}, predicted = {};
  std::vector<std::string> groups = {}, persons = {};
};

struct ValidationFigure {
  std::string name;
  std::optional<double> value;
  std::optional<measure::Interval> interval;
};

/// The error of one group, and whether it differs from that of all others by more than chance.
struct GroupError {
  std::string group;
  std::size_t rows = 0;
  Status status = Status::given;  ///< too_short under measure::kMinimumCodes rows
  ValidationFigure bias,
      error;  ///< mean of engine minus code; mean of its size. Of labels: error alone, the share that is wrong
  std::optional<double> bias_p, error_p;  ///< permutation tests, adjusted together (Holm)
};

/// A curve from the engine's value to the codes, with its error on rows that it has not seen (ten folds).
struct CurveError {
  std::string curve;  ///< "line", "isotonic", "logistic"
  std::optional<double> after;
};

struct Recalibration {
  std::optional<double> before;    ///< of the engine as it is
  std::optional<double> constant;  ///< of the mean of the other folds' codes, which needs no engine
  std::vector<CurveError> curves;
  std::string chosen;  ///< the curve with the least error, where that is below `before`; else empty
  std::optional<measure::Line> line;
  std::optional<measure::Isotonic> isotonic;
  std::optional<measure::Platt> logistic;  ///< of these three, the chosen one, fitted to all rows
};

struct Validation {
  Status status = Status::given;
  std::size_t rows = 0;       ///< coded, with a value of the engine
  std::size_t not_given = 0;  ///< coded, and the engine gave nothing
  std::vector<ValidationFigure> figures;
  std::optional<Recalibration> recalibration;  ///< of values and shares
  std::vector<GroupError> groups;
};

struct ValidationOptions {
  measure::BootstrapOptions bootstrap = {};
  std::size_t permutations = 9999;
};

Validation validate(const CodedValues& values, const ValidationOptions& options);
Validation validate(const CodedLabels& labels, const ValidationOptions& options);

/// The mean code (or share) of the texts that nobody coded. Where the engine gave nothing, the mean of what it gave
/// elsewhere stands in: the correction is right for any stand-in that does not look at the codes.
struct MeanEstimate {
  std::optional<measure::PredictionPoweredMean> mean;
  std::size_t stood_in = 0;  ///< texts, coded or not, without a value of the engine
};
/// `other_persons` may be empty where `values.persons` is.
MeanEstimate estimate_mean(const CodedValues& values, const std::vector<double>& others,
                           const std::vector<std::string>& other_persons);

}  // namespace affect::evaluate
