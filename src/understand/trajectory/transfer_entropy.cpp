#include "affect/understand/trajectory/transfer_entropy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kThirds = 3;

/// By the middle of the ranks that equal scores share.
std::vector<std::size_t> thirds(const std::vector<double>& scores) {
  std::vector<double> sorted = scores;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::size_t> states;
  for (const double score : scores) {
    const auto range = std::equal_range(sorted.begin(), sorted.end(), score);
    const auto middle = static_cast<double>((range.first - sorted.begin()) + (range.second - sorted.begin())) / 2;
    const double share = middle / static_cast<double>(sorted.size());
    states.push_back(std::min(kThirds - 1, static_cast<std::size_t>(share * static_cast<double>(kThirds))));
  }
  return states;
}

double raw_transfer(const PairedScores& pair, const std::vector<std::size_t>& from,
                    const std::vector<std::size_t>& to) {
  std::array<std::array<std::array<double, kThirds>, kThirds>, kThirds> counts{};  // next, own last, other's last
  const std::size_t nearest = pair.alternates() ? 0 : 1;
  double n = 0;
  for (std::size_t i = 1; i < pair.size(); ++i) {
    if (pair.sessions[i] != pair.sessions[i - 1]) continue;
    ++counts[to[i]][to[i - 1]][from[i - nearest]];
    ++n;
  }
  double sum = 0;
  for (std::size_t own = 0; own < kThirds; ++own) {
    double last = 0;
    std::array<double, kThirds> next{}, other{};
    for (std::size_t to_state = 0; to_state < kThirds; ++to_state) {
      for (std::size_t from_state = 0; from_state < kThirds; ++from_state) {
        const double count = counts[to_state][own][from_state];
        last += count;
        next[to_state] += count;
        other[from_state] += count;
      }
    }
    for (std::size_t to_state = 0; to_state < kThirds; ++to_state) {
      for (std::size_t from_state = 0; from_state < kThirds; ++from_state) {
        const double count = counts[to_state][own][from_state];
        if (count > 0) sum += count * std::log(count * last / (next[to_state] * other[from_state]));
      }
    }
  }
  return n > 0 ? sum / n : 0;
}

}  // namespace

TransferEntropy transfer_entropy(const PairedScores& pair, const SurrogateOptions& options) {
  TransferEntropy found;
  const auto refuse = [&](std::string reason) {
    found.status = Status::not_estimable;
    found.reason = std::move(reason);
    return found;
  };
  if (const auto refused = refusal(pair, kFewestForTransferEntropy)) return refuse(refused->reason);
  const auto to = thirds(pair.second), from = thirds(pair.first);
  if (std::set(to.begin(), to.end()).size() < 2 || std::set(from.begin(), from.end()).size() < 2) {
    return refuse("most scores of one of them are equal");
  }
  found.raw = raw_transfer(pair, from, to);
  // Surrogates are of the second one of a pair: the source stands there.
  PairedScores turned = pair;
  std::swap(turned.first, turned.second);
  const auto values = surrogate_values(
      turned, options, [&](const PairedScores& drawn) { return raw_transfer(pair, thirds(drawn.second), to); });
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  found.value = found.raw - mean;
  found.p = upper_p(values, found.raw);
  return found;
}

}  // namespace affect::understand::trajectory
