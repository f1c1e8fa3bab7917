/// What becomes of an input: `affect doctor FILE`.
#pragma once
#include <string>

#include "affect/engine.h"
#include "cli/input_options.h"
#include "cli/privacy.h"

namespace affect::cli {

struct Account {
  std::string text;       ///< for people
  std::string json;       ///< the same for programs
  bool balances = false;  ///< every piece that was read has one fate; else the program is wrong
};

/// Reads a file or folder, past what cannot be read; with `privacy`, names nobody. Throws InputError where nothing can.
Account account_for(const Engine& engine, const std::string& path, const InputOptions& options, Privacy* privacy);

}  // namespace affect::cli
