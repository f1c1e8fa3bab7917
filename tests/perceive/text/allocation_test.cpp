// A scorer allocates nothing once its scratch memory has grown. Counted by the allocation functions of this program,
// which sanitizers bring themselves.
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/perceive/text/lexicon.h"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {
std::size_t allocations = 0;
}

// Not inlined: GCC would take the pair of malloc and delete for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace affect::perceive::text {
namespace {

TEST(Allocation, AWarmScorerAllocatesNothing) {
  const Engine engine;
  const std::vector<std::string> texts{"I love it, but the ending was NOT great!!",
                                       "sooo goood 😍👍🏽 can't complain", "Nothing rated here.",
                                       std::string(2000, 'a') + " sad :( and happy"};
  for (const auto rules : {Lexicon::Rules::vader, Lexicon::Rules::mended}) {
    LexiconScorer scorer(Lexicon::vader(engine, rules));
    for (const auto& text : texts) scorer.score(text);
    const std::size_t before = allocations;
    double sum = 0;
    for (int i = 0; i < 100; ++i) {
      for (const auto& text : texts) sum += scorer.score(text).valence;
    }
    EXPECT_EQ(allocations, before) << sum;
  }
}

}  // namespace
}  // namespace affect::perceive::text

#endif
