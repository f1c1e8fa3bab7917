// Keys of papers that a data file names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"
#include "io/toml_keys.h"

namespace affect::io {

/// Throws ConfigError at `key` where data/references.bib has not every one of `references`.
void check_references(const Engine& engine, const std::vector<std::string>& references, std::string_view key,
                      const TomlKeys& keys);

}  // namespace affect::io
