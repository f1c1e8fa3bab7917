#include "affect/measure/dawid_skene.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace affect::measure {
namespace {

class DawidSkeneEm {
 public:
  explicit DawidSkeneEm(const Ratings& ratings) : ratings_(ratings), k_(ratings.categories()) {
    model_.categories = k_;
    model_.posterior.assign(ratings.units() * k_, 0.0);
    for (std::size_t i = 0; i < ratings.units(); ++i) {
      double rated = 0;
      for (const int cell : ratings.unit(i)) rated += cell >= 0;
      count_ += rated;
      rated_units_ += rated > 0;
      for (const int cell : ratings.unit(i)) {
        if (cell >= 0) model_.posterior[i * k_ + static_cast<std::size_t>(cell)] += 1 / rated;
      }
    }
  }

  double count() const { return count_; }

  DawidSkene run(const DawidSkeneOptions& options) {
    double before = -std::numeric_limits<double>::infinity();
    while (model_.iterations < options.iterations) {
      ++model_.iterations;
      maximise();
      expect();
      model_.converged = model_.log_likelihood - before < options.tolerance * count_;
      if (model_.converged) break;
      before = model_.log_likelihood;
    }
    for (std::size_t i = 0; i < ratings_.units(); ++i) {
      if (!is_rated(i)) std::copy(model_.prior.begin(), model_.prior.end(), &model_.posterior[i * k_]);
    }
    return std::move(model_);
  }

 private:
  bool is_rated(std::size_t i) const {
    const auto unit = ratings_.unit(i);
    return std::any_of(unit.begin(), unit.end(), [](int cell) { return cell >= 0; });
  }

  void maximise() {
    model_.prior.assign(k_, 0.0);
    model_.confusions.assign(ratings_.raters() * k_ * k_, 0.0);
    for (std::size_t i = 0; i < ratings_.units(); ++i) {
      const auto unit = ratings_.unit(i);
      for (std::size_t truth = 0; truth < k_; ++truth) {
        const double share = model_.posterior[i * k_ + truth];
        model_.prior[truth] += share / rated_units_;
        for (std::size_t rater = 0; rater < unit.size(); ++rater) {
          if (unit[rater] >= 0) {
            model_.confusions[(rater * k_ + truth) * k_ + static_cast<std::size_t>(unit[rater])] += share;
          }
        }
      }
    }
    for (std::size_t row = 0; row < ratings_.raters() * k_; ++row) {
      double sum = 0;
      for (std::size_t said = 0; said < k_; ++said) sum += model_.confusions[row * k_ + said];
      for (std::size_t said = 0; said < k_; ++said) {
        double& share = model_.confusions[row * k_ + said];
        share = sum > 0 ? share / sum : std::numeric_limits<double>::quiet_NaN();
      }
    }
  }

  void expect() {
    model_.log_likelihood = 0;
    std::vector<double> logs(k_);
    for (std::size_t i = 0; i < ratings_.units(); ++i) {
      if (!is_rated(i)) continue;
      const auto unit = ratings_.unit(i);
      for (std::size_t truth = 0; truth < k_; ++truth) {
        logs[truth] = std::log(model_.prior[truth]);
        for (std::size_t rater = 0; rater < unit.size(); ++rater) {
          if (unit[rater] < 0) continue;
          const double share = model_.confusion(rater, truth, static_cast<std::size_t>(unit[rater]));
          // A rater who never met this category as the truth says nothing about it.
          logs[truth] += std::isnan(share) ? 0 : std::log(share);
        }
      }
      const double top = *std::max_element(logs.begin(), logs.end());
      double sum = 0;
      for (std::size_t truth = 0; truth < k_; ++truth) sum += std::exp(logs[truth] - top);
      for (std::size_t truth = 0; truth < k_; ++truth) {
        model_.posterior[i * k_ + truth] = std::exp(logs[truth] - top) / sum;
      }
      model_.log_likelihood += top + std::log(sum);
    }
  }

  const Ratings& ratings_;
  std::size_t k_;
  DawidSkene model_;
  double count_ = 0, rated_units_ = 0;
};

}  // namespace

int DawidSkene::label(std::size_t unit) const {
  const auto of_unit = shares(unit);
  return static_cast<int>(std::max_element(of_unit.begin(), of_unit.end()) - of_unit.begin());
}

double DawidSkene::accuracy(std::size_t rater) const {
  double sum = 0, weight = 0;
  for (std::size_t truth = 0; truth < categories; ++truth) {
    const double right = confusion(rater, truth, truth);
    if (std::isnan(right)) continue;
    sum += prior[truth] * right;
    weight += prior[truth];
  }
  return sum / weight;
}

std::optional<DawidSkene> dawid_skene(const Ratings& ratings, const DawidSkeneOptions& options) {
  DawidSkeneEm em(ratings);
  if (em.count() == 0) return std::nullopt;
  return em.run(options);
}

}  // namespace affect::measure
