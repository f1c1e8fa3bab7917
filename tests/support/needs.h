/// What a test needs of its surroundings: it says so and leaves where that is missing.
///
/// AFFECT_REQUIRE names what must be there ("peers", "data", or both): a test that lacks it then fails. ./check sets it
/// for what it installs and finds, so that no run of it is green because tests were left out.
#pragma once
#include <cstdlib>
#include <string_view>

#include <gtest/gtest.h>

namespace affect::test {

inline bool is_required(std::string_view kind) {
  const char* required = std::getenv("AFFECT_REQUIRE");
  return required != nullptr && std::string_view(required).find(kind) != std::string_view::npos;
}

}  // namespace affect::test

/// `kind` is a word of AFFECT_REQUIRE; `what` names the missing thing and where it would be looked for.
#define AFFECT_NEEDS(condition, kind, what)                              \
  do {                                                                   \
    if (!(condition)) {                                                  \
      if (affect::test::is_required(kind)) FAIL() << "needs " << (what); \
      GTEST_SKIP() << "needs " << (what);                                \
    }                                                                    \
  } while (false)
