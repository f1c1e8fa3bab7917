/// Random numbers that are the same on every machine: xoshiro256++ (Blackman and Vigna 2019), seeded by
/// splitmix64. The distributions of the standard library differ between libraries, so the few that we need
/// are here.
///
/// Thread-safety: none; split() one per thread.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace affect {

class Rng {
 public:
  using result_type = std::uint64_t;
  explicit Rng(std::uint64_t seed);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()();

  double uniform();                      ///< [0, 1), 53 bits
  std::size_t below(std::size_t bound);  ///< 0 .. bound-1 without bias; bound > 0
  double normal();                       ///< mean 0, SD 1 (Marsaglia polar)
  /// An independent generator for stream `i` of this one; does not advance this one.
  Rng split(std::uint64_t i) const;

  template <class Items>
  void shuffle(Items& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::array<std::uint64_t, 4> state_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace affect
