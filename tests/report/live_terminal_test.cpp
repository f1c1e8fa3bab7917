#include "report/live_terminal.h"

#include <gtest/gtest.h>

#include "report/cells.h"
#include "report/sample.h"
#include "report/screen.h"

namespace affect::report {
namespace {

using test::Screen;

/// Records of a chat as --live sends them: a turn, its score, its level.
class Chat {
 public:
  Chat(RecordSink& sink, std::vector<std::string> speakers) : sink_(sink), speakers_(std::move(speakers)) {
    sink_.accept({"chat", EpisodeInfo{.title = "A chat"}, {}});
  }
  void say(const std::string& text, double valence) {
    const std::string& who = speakers_[static_cast<std::size_t>(turn_) % speakers_.size()];
    sink_.accept({"chat", Turn{.turn = turn_, .speaker = who, .text = text}, {}});
    for (const char* source : {"lexicon", "filtered_level"}) {
      Track track;
      track.key = {.subject = who, .source = {source, "1", ""}};
      AffectState state;
      state.valence = valence;
      if (std::string(source) == "filtered_level") state.standard_error[0] = 0.1;
      track.append(turn_, std::nullopt, state);
      sink_.accept({"chat", std::move(track), {}});
    }
    ++turn_;
  }
  void change(const std::string& who, std::int64_t turn) {
    sink_.accept({"chat",
                  Finding{.type = "online_change",
                          .subject = who,
                          .column = "valence",
                          .turn = turn,
                          .direction = Direction::up,
                          .before = -0.4,
                          .after = 0.4,
                          .confidence = 0.95},
                  {}});
  }

 private:
  RecordSink& sink_;
  std::vector<std::string> speakers_;
  std::int64_t turn_ = 0;
};

class Live : public testing::Test {
 protected:
  /// Draws, and hands what was written to the screen.
  void draw(const LiveStyle& style) {
    live_.draw(style);
    screen_.write(text_);
    text_.clear();
  }

  std::string text_;
  std::unique_ptr<io::Output> output_ = io::string_output(text_);
  LiveTerminal live_{*output_};
  Screen screen_{24, 80};
};

TEST_F(Live, IsOnePictureHoweverOftenItIsDrawn) {
  Chat chat(live_, {"Ann", "Bo"});
  for (int i = 0; i < 200; ++i) {
    chat.say("turn number " + std::to_string(i), i % 3 == 0 ? 0.5 : -0.2);
    draw({});
  }
  EXPECT_EQ(screen_.count("A chat  200 turns, 2 speakers"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("Ann  valence, expressed"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("Bo: “turn number 199”"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("turn number 198"), 0u);
  EXPECT_EQ(screen_.count("turn 129"), 1u) << "the window holds the last 71 turns\n" << screen_.text();
  EXPECT_EQ(screen_.scrolled(), 0u) << "it is as high as the terminal at most";
  EXPECT_TRUE(screen_.unknown().empty());
  EXPECT_TRUE(screen_.wraps());
}

TEST_F(Live, TellsChangesAsTheyAreFound) {
  Chat chat(live_, {"Ann"});
  for (int i = 0; i < 12; ++i) chat.say("word", i < 6 ? -0.4 : 0.4);
  draw({});
  EXPECT_EQ(screen_.count("△"), 0u);
  chat.change("Ann", 6);
  draw({});
  EXPECT_EQ(screen_.count("△ turn 6  Ann valence: -0.40 to +0.40, confidence 0.95"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("△"), 2u) << "below the plot too\n" << screen_.text();
}

TEST_F(Live, FitsEveryTerminal) {
  Chat chat(live_, {"Ann", "Bo", "Cleo", "Dan", "Eve", "Flo", "Gus", "Hal", "Ida", "Jo", "Kim", "Lou"});
  for (int i = 0; i < 60; ++i)
    chat.say("感情がとても強いので、長い文になります。👩\u200D👧 そうです。" + std::string(200, 'x'), 0.1);
  for (int i = 0; i < 9; ++i) chat.change("Ann", i);
  for (const std::size_t rows : {8u, 12u, 24u, 60u}) {
    for (const std::size_t columns : {41u, 80u, 200u}) {
      Screen screen(rows, columns);
      live_.leave();
      live_.draw({{.columns = columns}, rows});
      screen.write(text_);
      text_.clear();
      EXPECT_EQ(screen.scrolled(), 0u) << rows << "x" << columns << "\n" << screen.text();
      EXPECT_GE(screen.count(": “"), 1u) << screen.text();
      for (const std::string& line : screen.lines()) EXPECT_LE(cells(line), columns) << line;
    }
  }
}

TEST_F(Live, ANarrowerTerminalGetsThePictureInTheSamePlace) {
  Chat chat(live_, {"Ann"});
  chat.say("hello", 0.3);
  draw({});
  draw({{.columns = 60}, 24});
  EXPECT_EQ(screen_.count("A chat"), 1u) << screen_.text();
  const std::string before = screen_.text();
  live_.draw({{.columns = 60}, 24});
  EXPECT_EQ(text_, "") << "nothing new";
  EXPECT_EQ(screen_.text(), before);
}

TEST_F(Live, InputCannotSteerTheTerminal) {
  const std::string evil =
      "\x1b[2J\x1b]0;owned\x07\xC2\x9B"
      "31m\x08\r\n\xff";
  Chat chat(live_, {"Ann" + evil});
  live_.accept({"chat", EpisodeInfo{.title = evil}, {}});
  chat.say(evil + "bad" + evil, -0.5);
  chat.change("Ann" + evil, 0);
  draw({});
  EXPECT_TRUE(screen_.unknown().empty()) << screen_.unknown().front();
  EXPECT_EQ(screen_.count("[2J]0;owned31m \uFFFDbad"), 1u) << screen_.text();
}

TEST_F(Live, ASignalIsDrawnToo) {
  live_.accept({"eda", EpisodeInfo{}, {}});
  for (int i = 0; i < 50; ++i) {
    live_.accept({"eda",
                  Series{.name = "eda", .rate_hz = 4, .start = i / 4.0, .channels = {{"eda", "uS", {0.3 + i * 0.01}}}},
                  {}});
  }
  draw({});
  EXPECT_EQ(screen_.count("eda.eda (uS)"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("last 0.79"), 1u) << screen_.text();
}

TEST_F(Live, EndsWithWhatItIsNot) {
  Chat chat(live_, {"Ann"});
  chat.say("hello", 0.3);
  draw({});
  live_.finish({});
  screen_.write(text_);
  EXPECT_EQ(screen_.count("A chat  1 turn"), 1u) << screen_.text();
  EXPECT_NE(screen_.lines().back().find("not a diagnosis"), std::string::npos) << screen_.text();
}

TEST_F(Live, MemoryHoldsWhatIsShown) {
  Chat chat(live_, {"Ann"});
  for (int i = 0; i < 100'000; ++i) chat.say("hello", 0.3);
  draw({});
  EXPECT_EQ(screen_.count("100000 turns"), 1u) << screen_.text();
  EXPECT_EQ(screen_.count("turn 99999"), 1u) << screen_.text();
}

}  // namespace
}  // namespace affect::report
