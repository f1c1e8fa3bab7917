/// How well predicted distributions over labels match the votes of several raters, in nats (Kullback and
/// Leibler 1951).
///
/// A distribution has one share a class, each in [0, 1], summing to 1; both sides have the same classes
/// (asserted). Thread-safety: pure functions.
#pragma once
#include <span>

namespace affect::measure {

/// -sum truth log predicted. Infinite where the prediction gives a class of the truth no share.
double cross_entropy(std::span<const double> truth, std::span<const double> predicted);

/// -sum shares log shares: the least cross-entropy that any prediction of `shares` can reach.
double entropy(std::span<const double> shares);

/// cross_entropy(truth, predicted) - entropy(truth), >= 0.
double kullback_leibler(std::span<const double> truth, std::span<const double> predicted);

}  // namespace affect::measure
