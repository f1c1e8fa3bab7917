/// Agreement beyond chance in categories: kappa of Cohen, Light and Fleiss, AC1 and AC2 of Gwet.
///
///   measure::cohen_kappa(ratings, 0, 1, measure::Weights::quadratic);
///   measure::gwet_ac(ratings);                                       // AC1
///
/// All are (p_o - p_e) / (1 - p_e), from -1 to 1; they differ in what p_e, agreement by chance, is. Where one category
/// is frequent, kappa falls although raters agree (Feinstein and Cicchetti 1990); AC1 does not. Weights give part of
/// the credit to categories whose values are near. Missing ratings are left out: Cohen's needs units that both rated,
/// the others units with two ratings for p_o and take every rating for p_e (Gwet 2014, Handbook of Inter-Rater
/// Reliability, 4th ed.). Absent where no unit is left or p_e is 1. Thread-safety: pure functions.
#pragma once
#include <optional>

#include "affect/measure/ratings.h"

namespace affect::measure {

/// Credit for two ratings: 1 where equal, else 0; 1 - |a-b| / range; 1 - (a-b)^2 / range^2.
enum class Weights { identity, linear, quadratic };

/// Mean credit of the pairs of ratings of a unit, over units; no chance in it.
std::optional<double> observed_agreement(const Ratings& ratings, Weights weights = Weights::identity);
/// Of two raters (Cohen 1960; weighted: 1968).
std::optional<double> cohen_kappa(const Ratings& ratings, std::size_t rater, std::size_t other,
                                  Weights weights = Weights::identity);
/// Mean of cohen_kappa over all pairs of raters (Light 1971); of those pairs where it is not absent.
std::optional<double> light_kappa(const Ratings& ratings, Weights weights = Weights::identity);
/// Of raters who need not be the same for each unit (Fleiss 1971).
std::optional<double> fleiss_kappa(const Ratings& ratings, Weights weights = Weights::identity);
/// AC1 with identity weights, AC2 with others (Gwet 2008, 2014).
std::optional<double> gwet_ac(const Ratings& ratings, Weights weights = Weights::identity);

}  // namespace affect::measure
