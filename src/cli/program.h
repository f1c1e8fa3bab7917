/// The program around the verbs: finds the verb, reads its command line, says what went wrong, gives the exit code.
#pragma once
#include <string>
#include <string_view>

#include "affect/engine.h"

namespace affect::cli {

/// 0 done; 1 a failure; 2 bad input or command line. Errors are one line on standard error.
int run_program(int count, char** arguments);

/// What `affect` alone prints.
std::string start_page(const Engine& engine);
/// Synopsis, options and examples. Throws ConfigError where there is no such verb.
std::string help_page(const Engine& engine, std::string_view verb);
/// "affect 0.1.0"
std::string program_version();
/// "2026-11-30", of this version.
std::string release_date();
/// To standard output. Throws IoError (disk full) or io::OutputClosed.
void print(std::string_view text);

}  // namespace affect::cli
