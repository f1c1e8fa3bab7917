#include "affect/io/ledger.h"

#include <numeric>

namespace affect::io {
namespace {

void add(std::map<std::string, std::size_t, std::less<>>& counts, std::string_view why, std::size_t pieces) {
  const auto found = counts.find(why);
  if (found != counts.end()) {
    found->second += pieces;
  } else if (pieces > 0) {
    counts.emplace(why, pieces);
  }
}

std::size_t sum(const std::map<std::string, std::size_t, std::less<>>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                         [](std::size_t all, const auto& row) { return all + row.second; });
}

}  // namespace

void Ledger::encoding(std::string_view name) {
  if ((", " + encoding_ + ", ").find(", " + std::string(name) + ", ") != std::string::npos) return;
  if (!encoding_.empty()) encoding_ += ", ";
  encoding_ += name;
}
void Ledger::skip(std::string_view why, std::size_t pieces) { add(skipped_, why, pieces); }
void Ledger::reject(std::string_view why) { add(rejected_, why, 1); }
void Ledger::lose(std::size_t bytes) {
  whole_ = false;
  lost_bytes_ += bytes;
}
bool Ledger::balances() const { return read_ == kept_ + sum(skipped_) + sum(rejected_); }
std::size_t Ledger::unsettled() const {
  const std::size_t settled = kept_ + sum(skipped_) + sum(rejected_);
  return read_ > settled ? read_ - settled : 0;
}

}  // namespace affect::io
