#include <algorithm>
#include <cmath>
#include <map>

#include "affect/understand/trajectory/variability.h"
#include "understand/trajectory/maximum.h"
#include "understand/trajectory/square.h"

namespace affect::understand::trajectory {
namespace {

/// Rates are -log of the share that is left: slower ones are as good as a random walk, of faster ones nothing is left
/// that a double could hold.
constexpr double kSlowest = 1e-5, kFastest = 700;
/// Lengths an e-fold that are told apart: what is expected of squares differs by less than a thousandth between them,
/// and a million pairs cost what some thousand do.
constexpr double kLengthsAnEFold = 1000;

/// Of squared differences by the lengths between them, at the best variance, but for a constant.
class DifferenceLikelihood {
 public:
  DifferenceLikelihood(std::span<const double> scores, const Neighbours& pairs)
      : pairs_(static_cast<double>(pairs.size())) {
    struct Sums {
      double count = 0, logarithms = 0, squares = 0;
    };
    std::map<long, Sums> by_length;
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      const double logarithm = std::log(pairs.lengths[p]);
      Sums& sums = by_length[std::lround(kLengthsAnEFold * logarithm)];
      ++sums.count;
      sums.logarithms += logarithm;
      sums.squares += square(scores[pairs.later[p]] - scores[pairs.later[p] - 1]);
    }
    for (const auto& [place, sums] : by_length) {
      groups_.push_back({std::exp(sums.logarithms / sums.count), sums.count, sums.squares});
      squares_ += sums.squares;
    }
  }

  bool tells_lengths_apart() const { return groups_.size() > 1 && squares_ > 0; }

  double operator()(double left) const {
    double squares = 0, logarithms = 0;
    for (const Group& group : groups_) {
      const double growth = square_growth(group.length, left);
      squares += group.squares / growth;
      logarithms += group.count * std::log(growth);
    }
    return -0.5 * (pairs_ * std::log(squares) + logarithms);
  }

 private:
  struct Group {
    double length = 0, count = 0, squares = 0;
  };
  std::vector<Group> groups_;
  double pairs_, squares_ = 0;
};

}  // namespace

double share_left(std::span<const double> scores, const Neighbours& pairs) {
  const DifferenceLikelihood likelihood(scores, pairs);
  if (!likelihood.tells_lengths_apart()) return 0;
  // By the logarithm of the rate: a share of 1e-6 and one of 1e-60 are far apart for steps of a hundredth.
  const auto left = [](double logarithm) { return std::exp(-std::exp(logarithm)); };
  const Peak peak = highest_peak([&](double logarithm) { return likelihood(left(logarithm)); }, std::log(kSlowest),
                                 std::log(kFastest));
  const double noise = likelihood(0), walk = likelihood(1);
  if (noise >= std::max(walk, peak.value)) return 0;
  return walk >= peak.value ? 1 : left(peak.at);
}

}  // namespace affect::understand::trajectory
