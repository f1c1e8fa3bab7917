/// What depends on each other: nodes joined by edges, as connected parts.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace affect::understand::corpus {

/// Union-find over names.
class Units {
 public:
  void join(const std::string& a, const std::string& b) { parents_[root(node(a))] = root(node(b)); }
  /// Of the part that a name lies in; equal for the same part, below the number of names.
  std::size_t unit(const std::string& name) { return root(node(name)); }

 private:
  std::size_t node(const std::string& name) {
    const auto [found, is_new] = nodes_.try_emplace(name, parents_.size());
    if (is_new) parents_.push_back(found->second);
    return found->second;
  }
  std::size_t root(std::size_t node) {
    while (parents_[node] != node) node = parents_[node] = parents_[parents_[node]];
    return node;
  }

  std::map<std::string, std::size_t> nodes_;
  std::vector<std::size_t> parents_;
};

}  // namespace affect::understand::corpus
