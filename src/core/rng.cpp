#include "affect/rng.h"

#include <bit>
#include <cassert>
#include <cmath>

namespace affect {
namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

Rng::Rng(std::uint64_t seed) {
  for (auto& word : state_) word = splitmix64(seed);
}

Rng::result_type Rng::operator()() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Rng::uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

std::size_t Rng::below(std::size_t bound) {
  assert(bound > 0);
  // Reject the low values that would make some remainders likelier than others.
  const std::uint64_t threshold = (0 - static_cast<std::uint64_t>(bound)) % bound;
  std::uint64_t value = (*this)();
  while (value < threshold) value = (*this)();
  return static_cast<std::size_t>(value % bound);
}

double Rng::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double u = 0, v = 0, s = 0;
  do {
    u = 2 * uniform() - 1;
    v = 2 * uniform() - 1;
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  const double factor = std::sqrt(-2 * std::log(s) / s);
  spare_ = v * factor;
  has_spare_ = true;
  return u * factor;
}

Rng Rng::split(std::uint64_t i) const {
  std::uint64_t seed = state_[0] ^ std::rotl(state_[3], 32);
  seed = splitmix64(seed) + i * 0xd1342543de82ef95u;
  return Rng(splitmix64(seed));
}

}  // namespace affect
