#include "affect/io/datasets/emotionlines.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "support/data.h"

namespace affect::io {
namespace {

std::string one_line(const std::string& votes, const std::string& emotion, const std::string& text = "Hi.") {
  return R"([[{"speaker":"Ann","utterance":")" + text + R"(","emotion":")" + emotion + R"(","annotation":")" + votes +
         R"("}]])";
}

TEST(EmotionLines, KeepsSpeakerTextLabelAndVotes) {
  const auto dialogues = parse_emotionlines(one_line("1000130", "surprise"), "f.json");
  const EmotionLinesUtterance& line = dialogues.at(0).at(0);
  EXPECT_EQ(line.speaker, "Ann");
  EXPECT_EQ(line.text, "Hi.");
  EXPECT_EQ(kEmotionLinesLabels[line.emotion.value()], "surprise");
  EXPECT_EQ(line.votes, (std::array<int, 7>{1, 0, 0, 0, 1, 3, 0}));
  EXPECT_DOUBLE_EQ(line.soft_label()[5], 0.6);
}

TEST(EmotionLines, NonNeutralIsNoLabel) {
  EXPECT_FALSE(parse_emotionlines(one_line("0002120", "non-neutral"), "f.json")[0][0].emotion.has_value());
}

TEST(EmotionLines, NormalisesWindows1252) {
  const auto dialogues = parse_emotionlines(one_line("5000000", "neutral", "it\\u0092s \\u0097 \\u0085é"), "f");
  EXPECT_EQ(dialogues[0][0].text, "it’s — …é");
}

TEST(EmotionLines, RefusesWhatIsDamaged) {
  EXPECT_THROW(parse_emotionlines(one_line("100013", "surprise"), "f.json"), InputError);
  EXPECT_THROW(parse_emotionlines(one_line("1000140", "surprise"), "f.json"), InputError);
  EXPECT_THROW(parse_emotionlines(one_line("1000130", "hope"), "f.json"), InputError);
  EXPECT_THROW(parse_emotionlines("{}", "f.json"), InputError);
}

struct Expected {
  EmotionLinesSplit split;
  std::size_t dialogues, utterances, non_neutral, neutral;
};

TEST(EmotionLines, PublishedSplitsAreWhole) {
  AFFECT_NEEDS_DATA(folder, "text/emotionlines-friends");
  const std::string root = folder.substr(0, folder.size() - std::string("/text/emotionlines-friends").size());
  constexpr std::array expected{Expected{EmotionLinesSplit::train, 720, 10561, 2017, 4752},
                                Expected{EmotionLinesSplit::dev, 80, 1178, 214, 491},
                                Expected{EmotionLinesSplit::test, 200, 2764, 541, 1287}};
  for (const Expected& split : expected) {
    const EmotionLines data = read_emotionlines(root, split.split);
    EXPECT_EQ(data.dialogues.size(), split.dialogues);
    EXPECT_EQ(data.sha256.size(), 64u);
    std::map<std::string, std::size_t> labels;
    std::size_t utterances = 0, against_votes = 0, controls = 0;
    for (const auto& dialogue : data.dialogues) {
      for (const auto& line : dialogue) {
        ++utterances;
        ++labels[std::string(line.emotion ? kEmotionLinesLabels[*line.emotion] : kNonNeutral)];
        if (line.emotion) {
          for (const int votes : line.votes) against_votes += votes > line.votes[*line.emotion];
        }
        for (std::size_t i = 0; i + 1 < line.text.size(); ++i) {
          controls += line.text[i] == '\xC2' && static_cast<std::uint8_t>(line.text[i + 1]) < 0xA0;
        }
      }
    }
    EXPECT_EQ(utterances, split.utterances);
    EXPECT_EQ(labels["non-neutral"], split.non_neutral);
    EXPECT_EQ(labels["neutral"], split.neutral);
    EXPECT_EQ(against_votes, 0u) << "a label has fewer votes than another";
    EXPECT_EQ(controls, 0u) << "C1 controls are left";
  }
}

TEST(EmotionLines, SaysThatAFileIsMissing) {
  EXPECT_THROW(read_emotionlines("/nowhere", EmotionLinesSplit::dev), InputError);
}

}  // namespace
}  // namespace affect::io
