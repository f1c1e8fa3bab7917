/// Where the sources, the build and the program under test lie. Only place.cpp knows these paths, so that checkouts
/// share the compiled objects of all other tests.
#pragma once
#include <string>

namespace affect::test {

std::string source_dir();
std::string binary_dir();
/// The program `affect`; empty in tests of rooms below it.
std::string program();

}  // namespace affect::test
