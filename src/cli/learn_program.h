/// The program affect-learn, which trains nets and is built by itself: `affect learn` starts it, as git does its parts.
#pragma once
#include <string>
#include <vector>

namespace affect::cli {

/// Beside this program, else what PATH has; empty where there is none.
std::string find_learn_program();

/// Becomes that program. Throws ConfigError, which says how to build it, where there is none, IoError where it cannot
/// be started.
[[noreturn]] void start_learn_program(const std::vector<std::string>& words);

}  // namespace affect::cli
