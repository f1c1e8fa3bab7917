#include "affect/understand/corpus/pair_distances.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::understand::corpus {

PairDistances::PairDistances(std::size_t documents) : size_(documents) {
  if (documents > kMostDocuments) {
    throw InputError(fmt::format("{} documents are too many to compare each with each", documents), {},
                     fmt::format("join neighbours: {} at most", kMostDocuments));
  }
  values_.resize(documents * documents);
}

namespace {

/// The share that smoothing gives to the whole stream's words.
double background_share(const Smoothing& smoothing, double length) {
  return smoothing.kind == Smoothing::Kind::jelinek_mercer ? smoothing.amount
                                                           : smoothing.amount / (length + smoothing.amount);
}

}  // namespace

PairDistances word_divergences(const DocumentStream& stream, const Smoothing& smoothing) {
  const std::size_t n = stream.size();
  PairDistances distances(n);
  const auto counts = word_counts(stream, 0, n);
  const auto all = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
  std::vector<double> background(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) background[i] = static_cast<double>(counts[i]) / all;

  // With s the share of the background b, a document's words are (1 - s) f + s b. A word that neither document has
  // differs by the ratio of their s alone, so that sums run over the words of one document at a time:
  // sum p_i log2 p_i - sum p_i log2 p_j, each as if all words were background, and what own words add to that.
  std::vector<double> log_background(counts.size());
  double mean_log = 0;  // sum b log2 b
  for (std::size_t i = 0; i < counts.size(); ++i) {
    log_background[i] = background[i] > 0 ? std::log2(background[i]) : 0;
    mean_log += background[i] * log_background[i];
  }
  struct Own {
    double share = 0;      ///< s
    double frequency = 0;  ///< sum f log2 b over its words
    double excess = 0;     ///< sum b (log2 p - log2 s b) over its words
  };
  std::vector<Own> own(n);
  std::vector<std::vector<double>> gain(n);  ///< log2 p - log2 s b, by word of the document
  for (std::size_t j = 0; j < n; ++j) {
    const auto length = static_cast<double>(stream[j].length);
    Own& of = own[j];
    of.share = background_share(smoothing, length);
    for (const auto& [word, count] : stream[j].words) {
      const double frequency = count / length;
      const double more =
          std::log2(((1 - of.share) * frequency + of.share * background[word]) / (of.share * background[word]));
      gain[j].push_back(more);
      of.frequency += frequency * log_background[word];
      of.excess += background[word] * more;
    }
  }
  std::vector<double> frequencies(counts.size());
  for (std::size_t i = 0; i < n; ++i) {
    const auto length = static_cast<double>(stream[i].length);
    for (const auto& [word, count] : stream[i].words) frequencies[word] = count / length;
    // sum p_i log2 p_j
    const auto cross = [&](std::size_t j) {
      double common = 0;
      for (std::size_t k = 0; k < gain[j].size(); ++k) common += frequencies[stream[j].words[k].first] * gain[j][k];
      const double as_background =
          std::log2(own[j].share) + (1 - own[i].share) * own[i].frequency + own[i].share * mean_log;
      return as_background + (1 - own[i].share) * common + own[i].share * own[j].excess;
    };
    const double itself = cross(i);
    for (std::size_t j = 0; j < n; ++j) distances.set(i, j, i == j ? 0 : std::max(0.0, itself - cross(j)));
    for (const auto& [word, count] : stream[i].words) frequencies[word] = 0;
  }
  return distances;
}

PairDistances cosine_distances(const LatentSpace& space) {
  const std::size_t n = space.documents(), width = space.dimensions();
  PairDistances distances(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double cosine = 0;
      for (std::size_t k = 0; k < width; ++k) cosine += space.place(i)[k] * space.place(j)[k];
      distances.set(i, j, 1 - cosine);
      distances.set(j, i, 1 - cosine);
    }
  }
  return distances;
}

}  // namespace affect::understand::corpus
