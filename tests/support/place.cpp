#include "support/place.h"

#ifndef AFFECT_PROGRAM
#define AFFECT_PROGRAM ""
#endif

namespace affect::test {

std::string source_dir() { return AFFECT_SOURCE_DIR; }
std::string binary_dir() { return AFFECT_BINARY_DIR; }
std::string program() { return AFFECT_PROGRAM; }

}  // namespace affect::test
