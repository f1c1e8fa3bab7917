#include "affect/measure/kappa.h"

#include <cmath>
#include <vector>

#include "measure/pairs.h"

namespace affect::measure {
namespace {

/// What two categories count as agreement.
class Credit {
 public:
  Credit(const Ratings& ratings, Weights weights) : ratings_(ratings), weights_(weights) {
    const auto last = static_cast<int>(ratings.categories()) - 1;
    range_ = last > 0 ? ratings.value(last) - ratings.value(0) : 1;
  }
  bool identity() const { return weights_ == Weights::identity; }
  double operator()(int a, int b) const {
    if (a == b) return 1;
    if (identity()) return 0;
    const double distance = std::abs(ratings_.value(a) - ratings_.value(b)) / range_;
    return 1 - (weights_ == Weights::linear ? distance : distance * distance);
  }
  /// sum over categories of credit(a, b) p[a] q[b].
  double of_shares(const std::vector<double>& p, const std::vector<double>& q) const {
    double sum = 0;
    for (std::size_t a = 0; a < p.size(); ++a) {
      if (p[a] == 0) continue;
      if (identity()) {
        sum += p[a] * q[a];
        continue;
      }
      for (std::size_t b = 0; b < q.size(); ++b) {
        if (q[b] != 0) sum += p[a] * q[b] * (*this)(static_cast<int>(a), static_cast<int>(b));
      }
    }
    return sum;
  }

 private:
  const Ratings& ratings_;
  Weights weights_;
  double range_ = 1;
};

/// (p_o - p_e) / (1 - p_e); absent where chance alone agrees always, but for rounding.
std::optional<double> beyond_chance(std::optional<double> observed, double by_chance) {
  constexpr double kRounding = 1e-13;
  if (!observed || !(1 - by_chance > kRounding)) return std::nullopt;
  return if_finite((*observed - by_chance) / (1 - by_chance));
}

/// Mean over units of the share of their ratings in each category.
std::vector<double> category_shares(const Ratings& ratings) {
  std::vector<double> shares(ratings.categories());
  std::size_t units = 0;
  for (std::size_t i = 0; i < ratings.units(); ++i) {
    double rated = 0;
    for (const int cell : ratings.unit(i)) rated += cell >= 0;
    if (rated == 0) continue;
    ++units;
    for (const int cell : ratings.unit(i)) {
      if (cell >= 0) shares[static_cast<std::size_t>(cell)] += 1 / rated;
    }
  }
  for (double& share : shares) share /= static_cast<double>(units);
  return shares;
}

}  // namespace

std::optional<double> observed_agreement(const Ratings& ratings, Weights weights) {
  const Credit credit(ratings, weights);
  double sum = 0;
  std::size_t units = 0;
  std::vector<int> given;
  for (std::size_t i = 0; i < ratings.units(); ++i) {
    given.clear();
    for (const int cell : ratings.unit(i)) {
      if (cell >= 0) given.push_back(cell);
    }
    if (given.size() < 2) continue;
    ++units;
    double agreed = 0;
    for (std::size_t a = 0; a < given.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) agreed += credit(given[a], given[b]);
    }
    sum += 2 * agreed / static_cast<double>(given.size() * (given.size() - 1));
  }
  return units == 0 ? std::nullopt : std::optional{sum / static_cast<double>(units)};
}

std::optional<double> cohen_kappa(const Ratings& ratings, std::size_t rater, std::size_t other, Weights weights) {
  const Credit credit(ratings, weights);
  std::vector<double> of_rater(ratings.categories()), of_other(ratings.categories());
  double units = 0, agreed = 0;
  for (std::size_t i = 0; i < ratings.units(); ++i) {
    const int a = ratings.unit(i)[rater], b = ratings.unit(i)[other];
    if (a < 0 || b < 0) continue;
    units += 1;
    agreed += credit(a, b);
    of_rater[static_cast<std::size_t>(a)] += 1;
    of_other[static_cast<std::size_t>(b)] += 1;
  }
  if (units == 0) return std::nullopt;
  return beyond_chance(agreed / units, credit.of_shares(of_rater, of_other) / (units * units));
}

std::optional<double> light_kappa(const Ratings& ratings, Weights weights) {
  double sum = 0;
  std::size_t pairs = 0;
  for (std::size_t a = 0; a < ratings.raters(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (const auto kappa = cohen_kappa(ratings, b, a, weights)) {
        sum += *kappa;
        ++pairs;
      }
    }
  }
  return pairs == 0 ? std::nullopt : std::optional{sum / static_cast<double>(pairs)};
}

std::optional<double> fleiss_kappa(const Ratings& ratings, Weights weights) {
  const auto shares = category_shares(ratings);
  return beyond_chance(observed_agreement(ratings, weights), Credit(ratings, weights).of_shares(shares, shares));
}

std::optional<double> gwet_ac(const Ratings& ratings, Weights weights) {
  const auto categories = static_cast<double>(ratings.categories());
  if (categories < 2) return std::nullopt;
  double spread = 0;
  for (const double share : category_shares(ratings)) spread += share * (1 - share);
  const std::vector<double> ones(ratings.categories(), 1.0);
  const double credit = Credit(ratings, weights).of_shares(ones, ones);
  return beyond_chance(observed_agreement(ratings, weights), credit * spread / (categories * (categories - 1)));
}

}  // namespace affect::measure
