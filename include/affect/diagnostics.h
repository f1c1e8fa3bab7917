/// Recoverable trouble, counted by kind: what was skipped, mended or doubtful. Never one throw a line.
///
/// Thread-safety: none; one sink an input.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "affect/error.h"

namespace affect {

struct Diagnostic {
  std::string code;     ///< stable, snake_case: "empty_turn", "bad_encoding"
  std::string message;  ///< of the first of its kind
  Place place;          ///< of the first of its kind
  std::string hint;
  std::size_t count = 0;
};

class Diagnostics {
 public:
  void add(std::string code, std::string message, Place place = {}, std::string hint = {});
  /// In the order in which each kind was first seen.
  const std::vector<Diagnostic>& kinds() const { return kinds_; }
  std::size_t count(const std::string& code) const;
  bool empty() const { return kinds_.empty(); }

 private:
  std::vector<Diagnostic> kinds_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace affect
