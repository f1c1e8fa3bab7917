/// A figure of a stream against the same figure of other orders of its documents.
#pragma once
#include <vector>

#include "affect/understand/corpus/novelty.h"

namespace affect::understand::corpus {

/// p: (1 + orders as low) / (1 + orders).
OrderTest lower_test(double value, const std::vector<double>& orders);
/// p: (1 + orders as far from their mean) / (1 + orders).
OrderTest two_sided_test(double value, const std::vector<double>& orders);

}  // namespace affect::understand::corpus
