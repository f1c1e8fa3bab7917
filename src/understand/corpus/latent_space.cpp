#include "affect/understand/corpus/latent_space.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SparseCore>

#include "affect/rng.h"

namespace affect::understand::corpus {
namespace {

using Table = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// What a word weighs by how it is spread over the documents.
std::vector<double> spread_weights(const DocumentStream& stream, LatentOptions::Weighting weighting) {
  std::vector<double> documents(stream.vocabulary().size()), occurrences(documents.size()), sums(documents.size());
  for (const Document& document : stream.documents()) {
    for (const auto& [word, count] : document.words) {
      ++documents[word];
      occurrences[word] += count;
      sums[word] += count * std::log2(static_cast<double>(count));
    }
  }
  const auto n = static_cast<double>(stream.size());
  std::vector<double> weights(documents.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (occurrences[i] == 0) continue;
    if (weighting == LatentOptions::Weighting::tf_idf) {
      weights[i] = std::log(n / documents[i]);
    } else {
      // sum p log2 p with p = count / occurrences
      weights[i] = n > 1 ? 1 + (sums[i] / occurrences[i] - std::log2(occurrences[i])) / std::log2(n) : 0;
    }
  }
  return weights;
}

Table weighted_table(const DocumentStream& stream, LatentOptions::Weighting weighting) {
  const auto weights = spread_weights(stream, weighting);
  std::vector<Eigen::Triplet<double>> entries;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    for (const auto& [word, count] : stream[i].words) {
      const double local = weighting == LatentOptions::Weighting::tf_idf ? count / static_cast<double>(stream[i].length)
                                                                         : std::log2(1 + static_cast<double>(count));
      entries.emplace_back(static_cast<int>(i), static_cast<int>(word), local * weights[word]);
    }
  }
  Table table(static_cast<Eigen::Index>(stream.size()), static_cast<Eigen::Index>(stream.vocabulary().size()));
  table.setFromTriplets(entries.begin(), entries.end());
  return table;
}

Eigen::MatrixXd orthonormal(const Eigen::MatrixXd& columns) {
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr(columns);
  return qr.householderQ() * Eigen::MatrixXd::Identity(columns.rows(), columns.cols());
}

}  // namespace

LatentSpace latent_space(const DocumentStream& stream, const LatentOptions& options) {
  assert(options.dimensions >= 1);
  constexpr std::size_t kOversampling = 10;
  constexpr int kIterations = 7;
  const std::size_t n = stream.size(), most = std::min(n, stream.vocabulary().size());
  const std::size_t dimensions = std::min(options.dimensions, most);
  if (dimensions == 0) return {0, {}, {}};
  const Table table = weighted_table(stream, options.weighting);
  const auto rows = static_cast<Eigen::Index>(n);
  const auto width = static_cast<Eigen::Index>(std::min(dimensions + kOversampling, most));

  Rng rng(options.seed);
  Eigen::MatrixXd range = Eigen::MatrixXd::NullaryExpr(rows, width, [&] { return rng.normal(); });
  range = orthonormal(range);
  for (int i = 0; i < kIterations; ++i) {
    const Eigen::MatrixXd by_word = table.transpose() * range;
    range = orthonormal(table * by_word);
  }
  const Eigen::MatrixXd by_word = table.transpose() * range;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(by_word.transpose() * by_word);

  std::vector<double> singular_values(dimensions), places(n * dimensions);
  for (std::size_t k = 0; k < dimensions; ++k) {
    // Eigenvalues rise.
    const Eigen::Index column = width - 1 - static_cast<Eigen::Index>(k);
    singular_values[k] = std::sqrt(std::max(0.0, solver.eigenvalues()[column]));
    const Eigen::VectorXd left = range * solver.eigenvectors().col(column);
    for (std::size_t i = 0; i < n; ++i) {
      places[i * dimensions + k] = singular_values[k] * left[static_cast<Eigen::Index>(i)];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto place = std::span(places).subspan(i * dimensions, dimensions);
    double squares = 0;
    for (const double x : place) squares += x * x;
    if (squares < 1e-24) continue;
    for (double& x : place) x /= std::sqrt(squares);
  }
  return {dimensions, std::move(singular_values), std::move(places)};
}

}  // namespace affect::understand::corpus
