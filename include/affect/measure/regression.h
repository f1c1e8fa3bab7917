/// How far predicted values are from true ones, in the unit of the values.
///
/// A row in which either column is NaN is left out; absent where no row is left. Columns of different length
/// are a programmer's mistake (asserted). Thread-safety: pure functions.
#pragma once
#include <optional>
#include <span>

namespace affect::measure {

std::optional<double> mean_absolute_error(std::span<const double> truth, std::span<const double> predicted);
std::optional<double> root_mean_squared_error(std::span<const double> truth, std::span<const double> predicted);

}  // namespace affect::measure
