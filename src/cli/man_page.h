/// Manual pages in the macros of man(7), made from what verbs say of themselves.
#pragma once
#include <string>

#include "affect/engine.h"
#include "cli/verb.h"

namespace affect::cli {

/// affect(1): verbs, exit codes, environment, files.
std::string man_page(const Engine& engine);
/// affect-track(1): synopsis, options, examples.
std::string man_page(const Engine& engine, const Component<Verb>& verb);

}  // namespace affect::cli
