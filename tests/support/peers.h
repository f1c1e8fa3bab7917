/// Where the packages lie that tests compare with: AFFECT_PEERS, a folder that third_party/fetch.sh --peers fills.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/needs.h"

namespace affect::test {

/// The folder, or empty where it does not hold that package.
inline std::string peers_with(const std::string& package) {
  const char* peers = std::getenv("AFFECT_PEERS");
  if (peers == nullptr || !std::filesystem::exists(std::filesystem::path(peers) / package)) return {};
  return peers;
}

}  // namespace affect::test

/// Leaves a test that needs a package where it is absent. `pinned` is its name and version.
#define AFFECT_NEEDS_PEER(variable, package, pinned)              \
  const std::string variable = affect::test::peers_with(package); \
  AFFECT_NEEDS(!(variable).empty(), "peers", "AFFECT_PEERS: a folder that holds " pinned)
