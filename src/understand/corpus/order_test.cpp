#include "understand/corpus/order_test.h"

#include <cmath>

namespace affect::understand::corpus {
namespace {

/// Sums in another order differ in their last digits.
constexpr double kEqual = 1e-9;

template <class AsFar>
OrderTest order_test(double value, const std::vector<double>& orders, AsFar as_far) {
  OrderTest test{.value = value};
  const auto n = static_cast<double>(orders.size());
  for (const double order : orders) test.by_chance += order / n;
  double beyond = 1;
  for (const double order : orders) beyond += as_far(order, test.by_chance) ? 1 : 0;
  test.p = beyond / (1 + n);
  return test;
}

}  // namespace

OrderTest lower_test(double value, const std::vector<double>& orders) {
  return order_test(value, orders, [&](double order, double) { return order <= value + kEqual; });
}

OrderTest two_sided_test(double value, const std::vector<double>& orders) {
  return order_test(value, orders, [&](double order, double mean) {
    return std::abs(order - mean) >= std::abs(value - mean) - kEqual;
  });
}

}  // namespace affect::understand::corpus
