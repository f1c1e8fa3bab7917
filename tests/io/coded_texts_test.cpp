#include "affect/io/coded_texts.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace affect::io {
namespace {

class CodedTextFiles : public ::testing::Test {
 protected:
  CodedTextFiles() {
    std::string pattern = (std::filesystem::temp_directory_path() / "affect-coded-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~CodedTextFiles() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& text) const {
    const auto path = folder_ / "codes.csv";
    std::ofstream(path) << text;
    return path.string();
  }
  CodedTexts read(const std::string& text, const CodedTextColumns& columns = {}) const {
    return read_coded_texts(file(text), columns);
  }
  InputError fault(const std::string& text, const CodedTextColumns& columns = {}) const {
    try {
      read(text, columns);
    } catch (const InputError& error) {
      return error;
    }
    ADD_FAILURE() << "nothing is wrong with " << text;
    return InputError("");
  }

  std::filesystem::path folder_;
};

TEST_F(CodedTextFiles, ColumnsAreFoundByName) {
  const auto coded = read("Text,Valence,emotion,joy,person,note\n\"so, glad\",0.5,joy,1,p,x\nsad,NA,,0,q,\n");
  EXPECT_EQ(coded.texts, (std::vector<std::string>{"so, glad", "sad"}));
  EXPECT_DOUBLE_EQ(coded.values.at("valence")[0], 0.5);
  EXPECT_TRUE(std::isnan(coded.values.at("valence")[1]));
  EXPECT_EQ(coded.labels, (std::vector<std::string>{"joy", ""}));
  EXPECT_EQ(coded.persons, (std::vector<std::string>{"p", "q"}));
  EXPECT_EQ(coded.shares.size(), 1u);
  EXPECT_EQ(coded.shares.at("joy"), (std::vector<double>{1, 0}));
  EXPECT_EQ(coded.places[1].line, 3u);
}

TEST_F(CodedTextFiles, ColumnsMayBeNamed) {
  const auto coded = read(
      "words,pleasant,by,where\nhi,7,p,north\n",
      {.text = "words", .group = "where", .person = "by", .values = {{"valence", "pleasant"}}, .low = 1, .high = 9});
  EXPECT_DOUBLE_EQ(coded.values.at("valence")[0], 7);
  EXPECT_EQ(coded.groups, std::vector<std::string>{"north"});
  EXPECT_EQ(coded.persons, std::vector<std::string>{"p"});
}

TEST_F(CodedTextFiles, TurnsStandForTexts) {
  const auto coded = read("episode,turn,valence\na,0,1\na,12,-1\n", {.by_turn = true});
  EXPECT_EQ(coded.turns, (std::vector<std::int64_t>{0, 12}));
  EXPECT_EQ(coded.episodes.at(1), "a");
  EXPECT_EQ(fault("turn,valence\n1,0\nx,0\n", {.by_turn = true}).place().line, 3u);
  EXPECT_EQ(fault("turn,valence\n-1,0\n", {.by_turn = true}).place().line, 2u);
}

TEST_F(CodedTextFiles, WhatIsWrongIsSaidWithItsPlace) {
  EXPECT_EQ(fault("text,valence\nhi,much\n").place().line, 2u);
  const auto outside = fault("text,valence\nhi,0\nho,3\n");
  EXPECT_EQ(outside.place().line, 3u);
  EXPECT_NE(outside.hint().find("--scale"), std::string::npos);
  EXPECT_EQ(fault("text,valence\n,0\n").place().line, 2u);
  EXPECT_EQ(fault("text,valence,person\nhi,0,\n").place().line, 2u);
  EXPECT_NE(fault("text,mood\nhi,good\n").message().find("found: text, mood"), std::string::npos);
  EXPECT_NE(fault("words,valence\nhi,0\n").message().find("no column \"text\""), std::string::npos);
  EXPECT_NE(fault("text,valence\nhi,0\n", {.group = "where"}).message().find("where"), std::string::npos);
  EXPECT_THROW(read("text,valence\nhi,inf\n"), InputError);
}

TEST_F(CodedTextFiles, TextsWithoutCodesNeedNone) {
  const auto more = read_uncoded_texts(file("text,person\nhi,p\n"), {});
  EXPECT_EQ(more.texts, std::vector<std::string>{"hi"});
  EXPECT_EQ(more.persons, std::vector<std::string>{"p"});
}

}  // namespace
}  // namespace affect::io
