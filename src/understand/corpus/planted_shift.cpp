#include "affect/understand/corpus/planted_shift.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace affect::understand::corpus {
namespace {

/// Shape and mean `shape`: Marsaglia & Tsang (2000); below 1 by the power of a uniform.
double gamma_variate(double shape, Rng& rng) {
  if (shape < 1) return gamma_variate(shape + 1, rng) * std::pow(rng.uniform(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = rng.normal();
    const double v = std::pow(1 + c * x, 3);
    if (v <= 0) continue;
    if (std::log(rng.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

DocumentStream::Counts counts_of(const DocumentStream& stream, std::size_t document) {
  DocumentStream::Counts counts;
  for (const auto& [word, count] : stream[document].words) counts.emplace_back(stream.vocabulary()[word], count);
  return counts;
}

}  // namespace

DocumentStream shuffled(const DocumentStream& stream, Rng& rng) {
  std::vector<std::size_t> order(stream.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  rng.shuffle(order);
  DocumentStream result;
  for (const std::size_t i : order) result.add(stream[i].name, std::nullopt, counts_of(stream, i));
  return result;
}

DocumentStream planted(const DocumentStream& stream, const Plant& plant, Rng& rng) {
  DocumentStream result;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    DocumentStream::Counts counts = counts_of(stream, i);
    if (i >= plant.from) {
      const double share = std::min(0.9, plant.share * gamma_variate(plant.clump, rng) / plant.clump);
      std::vector<std::uint64_t> grown(plant.words);
      for (auto& [word, count] : counts) {
        for (std::uint64_t k = count; k > 0; --k) {
          if (rng.uniform() >= share) continue;
          --count;
          ++grown[rng.below(plant.words)];
        }
      }
      for (std::size_t k = 0; k < plant.words; ++k) counts.emplace_back(fmt::format("{}{}", kPlantedWord, k), grown[k]);
    }
    result.add(stream[i].name, stream[i].time, counts);
  }
  return result;
}

DocumentStream drawn_stream(std::size_t documents, std::size_t length, std::size_t vocabulary, double evenness,
                            Rng& rng) {
  DocumentStream result;
  std::vector<double> up_to(vocabulary);
  for (std::size_t i = 0; i < documents; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < vocabulary; ++k) {
      sum += gamma_variate(evenness, rng) / static_cast<double>(k + 1);
      up_to[k] = sum;
    }
    std::vector<std::uint64_t> counts(vocabulary);
    for (std::size_t k = 0; k < length; ++k) {
      const auto at = std::upper_bound(up_to.begin(), up_to.end(), rng.uniform() * sum);
      ++counts[static_cast<std::size_t>(std::min(at, up_to.end() - 1) - up_to.begin())];
    }
    DocumentStream::Counts row;
    for (std::size_t k = 0; k < vocabulary; ++k) row.emplace_back(fmt::format("w{}", k), counts[k]);
    result.add(fmt::format("d{}", i), std::nullopt, row);
  }
  return result;
}

}  // namespace affect::understand::corpus
