#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/gold_writer.h"

namespace affect::io {
namespace {

const GoldScheme kDailyEmotion{.taxonomy = "dailydialog",
                               .labels = {"neutral", "anger", "disgust", "fear", "happiness", "sadness", "surprise"}};
constexpr std::array<std::string_view, 4> kDailyActs{"inform", "question", "directive", "commissive"};

std::vector<std::string_view> daily_turns(std::string_view line) {
  constexpr std::string_view kEnd = "__eou__";
  std::vector<std::string_view> turns;
  while (!trim(line).empty()) {
    const auto end = line.find(kEnd);
    turns.push_back(trim(line.substr(0, end)));
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + kEnd.size());
  }
  return turns;
}

/// Numbers of a line, each below `end`.
std::vector<std::size_t> daily_numbers(std::string_view line, std::size_t begin, std::size_t end, const Place& place) {
  std::vector<std::size_t> numbers;
  for (line = trim(line); !line.empty(); line = trim(line)) {
    const auto stop = line.find(' ');
    const std::string_view word = line.substr(0, stop);
    const bool is = word.size() == 1 && is_digit(word.front());
    const std::size_t number = is ? static_cast<std::size_t>(word.front() - '0') : end;
    if (number < begin || number >= end) {
      throw InputError(fmt::format("a label is no number of {} to {}", begin, end - 1), place);
    }
    numbers.push_back(number);
    line.remove_prefix(word.size());
  }
  return numbers;
}

/// One of the three files of a split, line by line.
class DailyFile {
 public:
  DailyFile(const DatasetInput& input, std::size_t file)
      : source_(input.files.open(input.file(file))), lines_(*source_, input.context), context_(input.context) {}
  bool next(std::string_view& line) { return lines_.next_text(line, context_.diagnostics); }
  void finish() { lines_.finish(context_); }
  Place place() const { return lines_.place(); }

 private:
  std::unique_ptr<ByteSource> source_;
  LineReader lines_;
  const ReadContext& context_;
};

void write_daily_dialogue(const DatasetInput& input, GoldWriter& gold, const std::vector<std::string_view>& turns,
                          const std::vector<std::size_t>& emotions, const std::vector<std::size_t>& acts,
                          const Place& place) {
  gold.open(input.episode(std::to_string(place.line - 1)));
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::string speaker = i % 2 == 0 ? "A" : "B";
    const auto turn = gold.utterance({.speaker = speaker, .text = std::string(turns[i])}, place);
    if (!turn) continue;
    if (i < emotions.size()) gold.label(kDailyEmotion, speaker, *turn, emotions[i]);
    if (i < acts.size()) gold.code("act", *turn, kDailyActs[acts[i] - 1]);
  }
  gold.close();
}

void read_dailydialog(const DatasetInput& input, RecordSink& out) {
  DailyFile texts(input, 0), emotion_lines(input, 1), act_lines(input, 2);
  GoldWriter gold(input, input.file(), out);
  for (std::string_view text, emotion, act; texts.next(text);) {
    const bool has_labels = emotion_lines.next(emotion) && act_lines.next(act);
    const auto turns = daily_turns(text);
    if (turns.empty()) continue;
    std::vector<std::size_t> emotions, acts;
    try {
      if (!has_labels) throw InputError("a dialogue has no labels", texts.place());
      emotions = daily_numbers(emotion, 0, kDailyEmotion.labels.size(), emotion_lines.place());
      acts = daily_numbers(act, 1, kDailyActs.size() + 1, act_lines.place());
    } catch (const InputError& error) {
      input.context.piece();
      input.context.fault(error.place(), error.message(), error.hint(), text);
      continue;
    }
    if (emotions.size() != turns.size()) {
      input.context.diagnostics.add("turns_and_labels", "a dialogue has not as many labels as turns", texts.place());
    }
    write_daily_dialogue(input, gold, turns, emotions, acts, texts.place());
  }
  for (DailyFile* file : {&texts, &emotion_lines, &act_lines}) file->finish();
}

DatasetSplit daily_split(const std::string& name, std::vector<DatasetCount> published) {
  const auto file = [&](std::string_view what) { return fmt::format("{0}.zip/{0}/dialogues_{1}{0}.txt", name, what); };
  return {name, {file(""), file("emotion_"), file("act_")}, std::move(published)};
}

}  // namespace

void register_dailydialog(Engine& engine) {
  add_dataset(engine,
              {.name = "dailydialog",
               .folder = "text/dailydialog",
               .title = "DailyDialog: emotion and act of turns of everyday dialogues",
               .paper = "Li et al. 2017, IJCNLP",
               .licence = "CC BY-NC-SA 4.0",
               .licence_class = LicenceClass::non_commercial,
               .languages = {"en"},
               .gold = {{.what = "emotion of the turn",
                         .taxonomy = "dailydialog",
                         .ekman = {{"anger", "anger"},
                                   {"disgust", "disgust"},
                                   {"fear", "fear"},
                                   {"happiness", "joy"},
                                   {"sadness", "sadness"},
                                   {"surprise", "surprise"}}}},
               .splits = {daily_split("train", {{"episodes", 11118}, {"rows", 87171}, {"act", 87170}}),
                          daily_split("validation", {{"episodes", 1000}, {"rows", 8069}}),
                          daily_split("test", {{"episodes", 1000},
                                               {"rows", 7740},
                                               {"dailydialog:neutral", 6321},
                                               {"dailydialog:anger", 118},
                                               {"dailydialog:disgust", 47},
                                               {"dailydialog:fear", 17},
                                               {"dailydialog:happiness", 1019},
                                               {"dailydialog:sadness", 102},
                                               {"dailydialog:surprise", 116}})},
               .traps = "149 of 1,000 test dialogues stand verbatim in train; reccon is cut from it; speakers are "
                        "called A and B in turn; one dialogue of train has a turn without labels; topics are of an "
                        "unsplit file and are not read"},
              read_dailydialog);
}

}  // namespace affect::io
