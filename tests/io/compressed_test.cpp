#include "io/compressed.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <zlib.h>
#include <zstd.h>

#include "io/ascii.h"
#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::SlowSource;

std::string gzipped(std::string_view text, int level = 6) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd_packed(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

struct Unpacked {
  std::string text, error;
};

/// All that comes out, read `step` bytes a call from a source that gives `piece` bytes a call.
Unpacked unpacked(std::string_view packed, std::size_t piece = 1u << 20, std::size_t step = 1000) {
  const auto source = unpack(std::make_unique<SlowSource>(packed, piece, "x.gz"));
  Unpacked result;
  std::string chunk(step, '\0');
  try {
    while (const std::size_t got = source->read(chunk.data(), chunk.size())) result.text.append(chunk, 0, got);
  } catch (const InputError& error) {
    result.error = error.what();
  }
  return result;
}

std::string chat(int turns) {
  std::string text;
  for (int i = 0; i < turns; ++i) text += (i % 2 == 0 ? "Ann: number " : "Bob: and ") + std::to_string(i) + '\n';
  return text;
}

TEST(Unpack, GivesWhatWasPackedHoweverTheBytesCome) {
  const std::string text = chat(3000);
  for (const std::string& packed : {gzipped(text), zstd_packed(text), text}) {
    for (const std::size_t piece : {1u, 7u, 4096u}) {
      for (const std::size_t step : {1u, 300u, 100000u}) {
        const Unpacked result = unpacked(packed, piece, step);
        EXPECT_EQ(result.error, "");
        EXPECT_TRUE(result.text == text) << piece << ' ' << step;
      }
    }
  }
  EXPECT_EQ(unpacked("").text, "");
  EXPECT_EQ(unpacked("\x1F").text, "\x1F");
  EXPECT_EQ(unpacked("\x28\xB5\x2F").text, "\x28\xB5\x2F");
}

TEST(Unpack, JoinsStreamsThatFollowOneAnother) {
  EXPECT_EQ(unpacked(gzipped("one\n") + gzipped("") + gzipped("two\n"), 5).text, "one\ntwo\n");
  EXPECT_EQ(unpacked(zstd_packed("one\n") + zstd_packed("two\n"), 5).text, "one\ntwo\n");
  const Unpacked padded = unpacked(gzipped("one\n") + std::string(1000, '\0'), 9);
  EXPECT_EQ(padded.text + padded.error, "one\n");
  const Unpacked followed = unpacked(gzipped("one\n") + "more");
  EXPECT_EQ(followed.text, "one\n");
  EXPECT_NE(followed.error.find("x.gz: what follows the gzip stream is no gzip"), std::string::npos);
  EXPECT_NE(unpacked(zstd_packed("one\n") + "more").error.find("no zstd"), std::string::npos);
}

TEST(Unpack, ACutStreamGivesWhatCameAndSaysSo) {
  const std::string text = chat(3000);
  for (const auto& [packed, name] : {std::pair(gzipped(text), "gzip"), std::pair(zstd_packed(text), "zstd")}) {
    for (const std::size_t size : {packed.size() - 1, packed.size() - 9, packed.size() / 2, std::size_t{5}}) {
      const Unpacked cut = unpacked(std::string_view(packed).substr(0, size));
      EXPECT_TRUE(text.starts_with(cut.text));
      EXPECT_NE(cut.error.find(std::string("x.gz: the ") + name + " stream stops before its end (the file was cut"),
                std::string::npos)
          << size << ' ' << cut.error;
    }
  }
  EXPECT_GT(unpacked(std::string_view(gzipped(text)).substr(0, 6000)).text.size(), 5000u);
}

TEST(Unpack, ADamagedStreamIsAnError) {
  std::string packed = gzipped(chat(3000));
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  EXPECT_NE(unpacked(packed).error.find("the gzip stream is damaged"), std::string::npos);
  EXPECT_NE(unpacked("\x1F\x8B\x01 no such method").error.find("damaged"), std::string::npos);
  EXPECT_NE(unpacked("\x28\xB5\x2F\xFD\xFF\xFF\xFF\xFF\xFF\xFF\xFF").error.find("zstd stream"), std::string::npos);
}

TEST(Unpack, ABombIsRefusedAndARepetitiveChatIsNot) {
  const std::string bomb = gzipped(std::string(300u << 20, 'A'), 1);
  const auto source = unpack(std::make_unique<SlowSource>(bomb, 1u << 20));
  std::string chunk(1u << 20, '\0');
  std::size_t came = 0;
  EXPECT_THROW(while (const std::size_t got = source->read(chunk.data(), chunk.size())) came += got, InputError);
  EXPECT_LT(came, 210u << 20);
  std::string same;
  while (same.size() < 100u << 20) same += "Ann: ok\n";
  EXPECT_EQ(unpacked(gzipped(same, 1), 1u << 20, 1u << 20).text.size(), same.size());
  EXPECT_FALSE(is_bomb(1u << 20, 200u << 20));
  EXPECT_TRUE(is_bomb(1u << 20, (200u << 20) + 200));
  EXPECT_FALSE(is_bomb(10u << 20, 1000u << 20));
}

class PackedFile : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& bytes) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("affect_packed_" + std::to_string(::getpid()));
};

TEST_F(PackedFile, IsCalledAsWhatItHolds) {
  for (const auto& [name, bytes] : {std::pair<std::string, std::string>("talk.csv.gz", gzipped("a,b\nAnn,hi\n")),
                                    {"talk.csv.zst", zstd_packed("a,b\nAnn,hi\n")}}) {
    test::Reading reading;
    auto context = reading.context();
    context.columns = {{"speaker", "a"}, {"text", "b"}};
    read_file(test::reading_engine(), write(name, bytes), context, reading);
    EXPECT_EQ(test::spoken(reading), Lines{"Ann: hi"});
    EXPECT_EQ(reading.records.front().episode, "talk");
  }
  EXPECT_EQ(file_stem("a/b.srt.GZ"), "b");
  EXPECT_EQ(file_stem("a.gz/b.srt"), "b");
  EXPECT_EQ(file_stem(".gz"), ".gz");
  EXPECT_EQ(without_ending("a/b.srt.zst"), "a/b");
}

TEST_F(PackedFile, OneLevelIsUnpackedAndOthersAreNamed) {
  const auto error = [&](const std::string& bytes) -> std::string {
    test::Reading reading;
    try {
      read_file(test::reading_engine(), write("x", bytes), {.diagnostics = reading.diagnostics}, reading);
    } catch (const InputError& fault) {
      return fault.what();
    }
    return {};
  };
  EXPECT_NE(error(gzipped(gzipped("Ann: hi\n"))).find("gzip twice over (unpack it once: gzip -dc"), std::string::npos);
  EXPECT_NE(error("BZh91AY").find("unpack it: bzip2 -dc FILE"), std::string::npos);
  EXPECT_NE(error(std::string("\xFD\x37zXZ\0\0", 7)).find("unpack it: xz -dc FILE | affect track -"),
            std::string::npos);
}

TEST_F(PackedFile, KeepsGoingUpToTheCut) {
  const std::string text = chat(3000);
  const std::string packed = gzipped(text);
  const std::string path = write("cut.txt.gz", packed.substr(0, 6000));
  test::Reading strict;
  try {
    read_file(test::reading_engine(), path, {.diagnostics = strict.diagnostics}, strict);
    FAIL() << "read a cut file";
  } catch (const InputError& error) {
    EXPECT_EQ(error.message(), "the gzip stream stops before its end");
    EXPECT_GT(error.place().line, strict.turns.size());
    EXPECT_LT(error.place().line, strict.turns.size() + 3);
  }
  test::Reading lenient;
  read_file(test::reading_engine(), path, lenient.context(), lenient);
  EXPECT_GT(lenient.turns.size(), 500u);
  EXPECT_LT(lenient.turns.size(), 3000u);
  EXPECT_TRUE(std::holds_alternative<End>(lenient.records.back().body));
  ASSERT_EQ(lenient.rejects.size(), 1u);
  EXPECT_EQ(lenient.rejects.front().what, "the file is not read to its end: the gzip stream stops before its end");
  EXPECT_FALSE(lenient.ledger.is_whole());
  EXPECT_TRUE(lenient.ledger.balances());
  EXPECT_EQ(lenient.ledger.rejected().size(), 1u);
}

TEST_F(PackedFile, SkippableFramesMayStandFirst) {
  using std::string_literals::operator""s;
  const std::string text = "Ann: hi\nBob: ho\n";
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
  const std::string path = write("skip.txt.zst", "\x5A\x2A\x4D\x18\x03\0\0\0abc"s + packed);
  test::Reading reading;
  read_file(test::reading_engine(), path, reading.context(), reading);
  EXPECT_EQ(test::spoken(reading), (Lines{"Ann: hi", "Bob: ho"}));
}

TEST_F(PackedFile, KeepsGoingUpToALineOverTheLimit) {
  const std::string text = "Ann: hi\nBob: " + std::string(LineReader::kMaxLine, 'x') + "\nAnn: there\n";
  test::Reading lenient;
  SlowSource source(text, 1u << 20, "long.txt");
  read_source(test::reading_engine(), source, lenient.context(), lenient);
  EXPECT_EQ(test::spoken(lenient), Lines{"Ann: hi"});
  ASSERT_EQ(lenient.rejects.size(), 1u);
  EXPECT_EQ(lenient.rejects.front().place.line, 2u);
}

}  // namespace
}  // namespace affect::io
