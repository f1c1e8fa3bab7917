#include "affect/model/store/safetensors.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::model {
namespace {

/// A file of this header and so many bytes of data, written by hand; kept in memory of exactly its size, so that
/// whoever reads past its end is caught.
class Crafted {
 public:
  explicit Crafted(std::string_view bytes) : bytes_(bytes.size()) {
    if (!bytes.empty()) std::memcpy(bytes_.data(), bytes.data(), bytes.size());
  }
  Crafted(std::string header, std::size_t data) : Crafted(file_of(std::move(header), data)) {}
  std::shared_ptr<const Safetensors> open() const { return Safetensors::of(bytes_, "crafted"); }

 private:
  static std::string file_of(std::string header, std::size_t data) {
    header.resize((header.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = header.size();
    std::string file(sizeof length, '\0');
    std::memcpy(file.data(), &length, sizeof length);
    return file + header + std::string(data, '\1');
  }
  std::vector<std::byte> bytes_;
};

std::string written() {
  SafetensorsWriter writer;
  const std::vector<float> floats{1.5F, -2, 0};
  std::vector<std::int8_t> rows(128);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::int8_t>(i * 3);
  const std::vector<std::int8_t> few{-128, 127, 5};
  writer.add("b/floats", std::span(floats), {3});
  writer.add("a/few", std::span(few), {3, 1});
  writer.add("z/rows", std::span(rows), {2, 64});
  writer.metadata("licence", "none \"quoted\" \n ü");
  return writer.bytes();
}

void expect_damaged(const std::function<void()>& action, const std::string& what) {
  try {
    action();
    ADD_FAILURE() << what;
  } catch (const ModelError& error) {
    EXPECT_EQ(error.place().file, "crafted") << what;
    EXPECT_FALSE(error.hint().empty()) << what;
  }
}

TEST(Safetensors, ReadsWhatItWrites) {
  const Crafted file(written());
  const auto read = file.open();
  EXPECT_EQ(read->tensors().size(), 3u);
  const auto floats = read->floats("b/floats");
  EXPECT_EQ(std::vector<float>(floats.begin(), floats.end()), (std::vector<float>{1.5F, -2, 0}));
  const auto few = read->bytes("a/few");
  EXPECT_EQ(std::vector<int>(few.begin(), few.end()), (std::vector<int>{-128, 127, 5}));
  EXPECT_EQ(read->tensor("z/rows").shape, (std::vector<std::size_t>{2, 64}));
  EXPECT_EQ(read->bytes("z/rows")[100], static_cast<std::int8_t>(300));
  EXPECT_EQ(read->metadata("licence"), "none \"quoted\" \n ü");
  EXPECT_EQ(read->name(), "crafted");
  EXPECT_EQ(written(), written());
}

TEST(Safetensors, IntegersAndWhatIsReferredTo) {
  const std::vector<std::int64_t> integers{-1, std::int64_t{1} << 40, 7};
  const std::vector<float> floats{0.25F, 3};
  const std::vector<std::int8_t> odd{1};
  SafetensorsWriter writer, copying;
  for (SafetensorsWriter* each : {&writer, &copying}) {
    each->add("integers", std::span(integers), {3});
    each->add("odd", std::span(odd), {1});
  }
  writer.refer("floats", std::span(floats), {2});
  copying.add("floats", std::span(floats), {2});
  EXPECT_EQ(writer.bytes(), copying.bytes());
  const Crafted file(writer.bytes());
  const auto read = file.open();
  EXPECT_EQ(read->integers("integers"), integers);
  EXPECT_EQ(read->floats("floats")[1], 3.0F);
  expect_damaged([&] { read->integers("floats"); }, "floats are no integers");
}

// The published format allows no gap and no overlap: its own libraries refuse such a file.
TEST(Safetensors, LeavesNoGap) {
  const std::string bytes = written();
  const auto read = Crafted(bytes).open();
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  std::size_t sum = 0;
  const std::byte* first = read->tensor("z/rows").bytes.data();
  for (const auto& [name, tensor] : read->tensors()) {
    sum += tensor.bytes.size();
    EXPECT_GE(tensor.bytes.data(), first) << name;
  }
  EXPECT_EQ(sizeof length + length + sum, bytes.size());
  EXPECT_EQ((sizeof length + length) % 64, 0u) << "rows begin at a cache line";
}

TEST(Safetensors, ACutFileIsRefusedAtEveryByte) {
  const std::string whole = written();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    expect_damaged([&] { Crafted(std::string_view(whole).substr(0, size)).open(); }, std::to_string(size));
  }
}

TEST(Safetensors, AChangedByteIsRefusedOrReadWithinTheFile) {
  const std::string whole = written();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int change : {1, 16, 128}) {
      std::string other = whole;
      other[at] = static_cast<char>(other[at] ^ change);
      const Crafted file(other);
      try {
        int sum = 0;
        const auto read = file.open();
        for (const auto& [name, tensor] : read->tensors()) {
          for (const std::byte byte : tensor.bytes) sum += static_cast<int>(byte);
        }
        EXPECT_GE(sum, 0);
      } catch (const ModelError&) {
      }
    }
  }
}

TEST(Safetensors, WhatDoesNotFitIsRefused) {
  const auto tensor = [](const std::string& type, const std::string& shape, const std::string& offsets) {
    return R"({"t":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  EXPECT_EQ(Crafted(tensor("F32", "[2,2]", "[0,16]"), 16).open()->floats("t").size(), 4u);
  EXPECT_EQ(Crafted(tensor("I8", "[]", "[15,16]"), 16).open()->bytes("t").size(), 1u);
  EXPECT_EQ(Crafted(tensor("I8", "[0,18446744073709551615]", "[16,16]"), 16).open()->bytes("t").size(), 0u);
  for (const std::string& header : {
           tensor("F32", "[2,2]", "[0,15]"),
           tensor("F32", "[2,2]", "[16,0]"),
           tensor("F32", "[2,2]", "[4,20]"),
           tensor("F32", "[2,2]", "[-16,0]"),
           tensor("F32", "[2,2]", "[0]"),
           tensor("F32", "[2,2]", "[0,8,16]"),
           tensor("F32", "[2,2]", R"(["0","16"])"),
           tensor("F32", "[2,2]", "[0.0,16.0]"),
           tensor("F32", "[2,2]", "16"),
           tensor("F32", "[3]", "[1,13]"),
           tensor("F32", "[-4]", "[0,16]"),
           tensor("F32", "[1e1]", "[0,16]"),
           tensor("F32", "4", "[0,16]"),
           tensor("F32", "[4611686018427387905]", "[0,4]"),
           tensor("F32", "[4294967296,4294967296]", "[0,0]"),
           tensor("I8", "[18446744073709551615,2]", "[0,16]"),
           tensor("I8", "[99999999999999999999]", "[0,16]"),
           tensor("I8", "[18446744073709551615]", "[1,0]"),
           tensor("F64", "[2]", "[0,16]"),
           tensor("", "[16]", "[0,16]"),
           std::string(R"({"t":{"shape":[16],"data_offsets":[0,16]}})"),
           std::string(R"({"t":{"dtype":"I8","data_offsets":[0,16]}})"),
           std::string(R"({"t":{"dtype":"I8","shape":[16]}})"),
           std::string(R"({"t":{"dtype":8,"shape":[16],"data_offsets":[0,16]}})"),
           std::string(R"({"t":null})"),
           std::string(R"({"t":[0,16]})"),
           std::string(R"({"__metadata__":[]})"),
           std::string(R"({"__metadata__":{"a":1}})"),
           std::string(R"([])"),
           std::string(R"("t")"),
           std::string(R"({"t":)"),
           std::string(R"({} {})"),
           std::string(""),
           std::string("no JSON"),
           std::string("\xFF\xFE{}"),
           std::string(4000, '['),
           std::string(R"({"a":{"dtype":"I8","shape":[9],"data_offsets":[0,9]},)"
                       R"("b":{"dtype":"I8","shape":[8],"data_offsets":[8,16]}})"),
           std::string(R"({"a":{"dtype":"I8","shape":[16],"data_offsets":[0,16]},)"
                       R"("b":{"dtype":"I8","shape":[16],"data_offsets":[0,16]}})"),
       }) {
    expect_damaged([&] { Crafted(header, 16).open(); }, header);
  }
}

TEST(Safetensors, AHeaderLongerThanTheFileIsRefused) {
  std::string file = written();
  for (const std::uint64_t length : {file.size() - 7, std::size_t{1} << 40, ~std::size_t{0}, ~std::size_t{0} - 7}) {
    std::memcpy(file.data(), &length, sizeof length);
    expect_damaged([&] { Crafted(file).open(); }, std::to_string(length));
  }
}

TEST(Safetensors, SaysWhatIsNotThere) {
  const Crafted file(written());
  const auto read = file.open();
  EXPECT_TRUE(read->has("a/few"));
  EXPECT_FALSE(read->has("a/fe"));
  expect_damaged([&] { read->tensor("none"); }, "no such tensor");
  expect_damaged([&] { read->floats("a/few"); }, "bytes are no floats");
  expect_damaged([&] { read->bytes("b/floats"); }, "floats are no bytes");
  expect_damaged([&] { read->metadata("none"); }, "no such metadata");
}

TEST(Safetensors, OpensFilesAndNothingElse) {
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / ("affect-safetensors-" + std::to_string(getpid()));
  fs::create_directories(folder);
  const auto path = (folder / "model.safetensors").string();
  std::ofstream(path, std::ios::binary) << written();
  EXPECT_EQ(Safetensors::open(path)->floats("b/floats")[0], 1.5F);
  std::ofstream(path, std::ios::binary).flush();
  EXPECT_THROW(Safetensors::open(path), ModelError) << "empty";
  EXPECT_THROW(Safetensors::open(folder.string()), ModelError) << "a folder";
  EXPECT_THROW(Safetensors::open((folder / "none").string()), ModelError);
  EXPECT_THROW(Safetensors::open("/dev/zero"), ModelError);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace affect::model
