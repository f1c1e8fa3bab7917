/// What a stage says of a talk of a few turns.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"

namespace affect::test {

struct StageRecords : RecordSink {
  void accept(Record&& record) override {
    EXPECT_EQ(violation(record), std::nullopt);
    if (auto* track = std::get_if<Track>(&record.body)) tracks.push_back(std::move(*track));
    if (auto* subject = std::get_if<Subject>(&record.body)) subjects.push_back(*subject);
    if (auto* occurrence = std::get_if<Occurrence>(&record.body)) occurrences.push_back(*occurrence);
  }
  std::vector<Track> tracks;
  std::vector<Subject> subjects;
  std::vector<Occurrence> occurrences;
};

/// Speaker and text of each turn.
using Said = std::vector<std::pair<std::string, std::string>>;

inline void run_stage(const Engine& engine, const std::string& component, const Said& said,
                      const std::map<std::string, std::string>& options, const std::string& language,
                      StageRecords& out) {
  const auto stage = engine.make<Stage>(component, options);
  EpisodeInfo info;
  info.language = language;
  stage->push({"e", info, {}}, out);
  std::int64_t number = 0;
  for (const auto& [speaker, text] : said) {
    Turn turn;
    turn.turn = number++;
    turn.speaker = speaker;
    turn.text = text;
    stage->push({"e", turn, {}}, out);
  }
  stage->finish(out);
}

}  // namespace affect::test
