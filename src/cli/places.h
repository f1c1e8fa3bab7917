/// Where things lie on this machine.
#pragma once
#include <string>

namespace affect::cli {

/// AFFECT_CACHE, else "affect" in the user's cache folder.
std::string cache_folder();
/// The root of the published data sets: AFFECT_DATA, else "data" in the cache folder. Throws ConfigError, which says
/// what to do, where there is no such folder.
std::string data_folder();
/// The path of a program that PATH has, else nothing.
std::string find_program(const std::string& name);

}  // namespace affect::cli
