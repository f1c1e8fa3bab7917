#include "affect/diagnostics.h"

namespace affect {

void Diagnostics::add(std::string code, std::string message, Place place, std::string hint) {
  const auto [found, is_new] = index_.try_emplace(code, kinds_.size());
  if (is_new) kinds_.push_back({std::move(code), std::move(message), std::move(place), std::move(hint), 0});
  ++kinds_[found->second].count;
}

std::size_t Diagnostics::count(const std::string& code) const {
  const auto found = index_.find(code);
  return found == index_.end() ? 0 : kinds_[found->second].count;
}

}  // namespace affect
