#include "io/packed_text.h"

#include <gtest/gtest.h>

#include "affect/io/source.h"
#include "io/compressed.h"

namespace affect::io {
namespace {

TEST(Base64, IsThatOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFF\xFE\xFD"), "//79");
}

std::string unpacked(const std::string& packed) {
  const auto source = unpack(memory_source(packed));
  std::string out, block(1000, '\0');
  while (const std::size_t size = source->read(block.data(), block.size())) out.append(block, 0, size);
  return out;
}

TEST(Gzip, IsUndoneByTheReader) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 10'007);
  for (const std::string& whole : {std::string("x"), std::string(200'000, 'a'), text}) {
    const std::string packed = gzip(whole);
    EXPECT_EQ(unpacked(packed), whole);
    EXPECT_EQ(gzip(whole), packed);
  }
  EXPECT_LT(gzip(std::string(200'000, 'a')).size(), 1000u);
  EXPECT_EQ(unpacked(gzip("")), "");
}

}  // namespace
}  // namespace affect::io
