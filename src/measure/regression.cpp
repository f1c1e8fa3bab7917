#include "affect/measure/regression.h"

#include <cmath>
#include <cstddef>

#include "measure/pairs.h"

namespace affect::measure {
namespace {

template <class Loss>
std::optional<double> mean_loss(std::span<const double> truth, std::span<const double> predicted, Loss loss) {
  std::size_t rows = 0;
  double sum = 0;
  for_each_pair(truth, predicted, [&](double t, double p) {
    ++rows;
    sum += loss(p - t);
  });
  return rows == 0 ? std::nullopt : if_finite(sum / static_cast<double>(rows));
}

}  // namespace

std::optional<double> mean_absolute_error(std::span<const double> truth, std::span<const double> predicted) {
  return mean_loss(truth, predicted, [](double error) { return std::abs(error); });
}

std::optional<double> root_mean_squared_error(std::span<const double> truth, std::span<const double> predicted) {
  const auto mean_square = mean_loss(truth, predicted, [](double error) { return error * error; });
  return mean_square ? std::optional{std::sqrt(*mean_square)} : std::nullopt;
}

}  // namespace affect::measure
