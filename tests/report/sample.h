/// A small constructed episode for the tests of the reports.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "affect/episode.h"

namespace affect::test {

/// Ann's valence falls from +0.6 to -0.6 at turn 6 of 12; Bo speaks once and is not scored.
inline Episode sample_episode() {
  Episode episode;
  episode.id = "sample";
  episode.info.title = "A sample";
  episode.subjects = {Subject{.name = "Ann"}, Subject{.name = "Bo"}};
  Track track;
  track.key = {.subject = "Ann", .perspective = Perspective::expressed, .source = {"lexicon", "1", ""}};
  for (int i = 0; i < 12; ++i) {
    const bool late = i >= 6;
    const std::string word = late ? "bad" : "good";
    episode.turns.push_back({.turn = i, .speaker = "Ann", .text = "a " + word + " thing, Bo"});
    AffectState state;
    state.valence = (late ? -0.6 : 0.6) + (i % 2 == 0 ? 0.05 : -0.05);
    const std::array words{WordWeight{word, {2, 2 + word.size()}, late ? -0.55 : 0.65}};
    track.append(i, std::nullopt, state, words);
  }
  episode.turns.push_back({.turn = 12, .speaker = "Bo", .text = "Hm."});
  episode.tracks.push_back(track);
  episode.findings.push_back({.type = "turning_point",
                              .subject = "Ann",
                              .perspective = Perspective::expressed,
                              .source = {"turning_points", "1", ""},
                              .column = "valence",
                              .turn = 6,
                              .direction = Direction::down,
                              .before = 0.6,
                              .after = -0.6,
                              .size_sd = -1.9,
                              .p = 0.0004,
                              .grade = Grade::significant});
  episode.ended = true;
  return episode;
}

/// The sample with a smoothed level that falls evenly.
inline Episode smoothed_sample(double standard_error) {
  Episode episode = sample_episode();
  Track smooth;
  smooth.key = episode.tracks[0].key;
  smooth.key.source = {"state_space", "1", ""};
  smooth.key.input = episode.tracks[0].key.source;
  for (int i = 0; i < 12; ++i) {
    AffectState state;
    state.valence = 0.5 - 0.1 * i;
    state.standard_error[0] = standard_error;
    smooth.append(i, std::nullopt, state);
  }
  episode.tracks.push_back(smooth);
  return episode;
}

/// The sample with what dyads says of two people: who follows whom, how alike they are, and one refusal.
inline Episode dyads_episode() {
  Episode episode = sample_episode();
  const auto add = [&](const std::string& measure) -> Finding& {
    Finding finding;
    finding.type = "dyad";
    finding.subject = "Bob";
    finding.partner = "Ann";
    finding.source = {"dyads", "1", ""};
    finding.input = {"lexicon", "1", ""};
    finding.column = "valence";
    finding.measure = measure;
    finding.method = "Bob 1 turn after Ann";
    return episode.findings.emplace_back(finding);
  };
  Finding& effect = add("partner_effect");
  effect.value = 0.4;
  effect.low = 0.1;
  effect.high = 0.7;
  effect.p = 0.012;
  effect.grade = Grade::significant;
  Finding& back = add("partner_effect");
  std::swap(back.subject, back.partner);
  back.value = 0.05;
  back.p = 0.6;
  add("recurrence").value = 0.25;
  Finding& refused = add("negative_reciprocity");
  refused.status = Status::not_estimable;
  refused.reason = "Bob: 2 answers";
  return episode;
}

/// The sample with its dynamics: a measure with an interval, one without an upper bound, two refused, a transition.
inline Episode dynamics_episode() {
  Episode episode = sample_episode();
  const auto add = [&](const std::string& measure, const std::string& unit) -> Finding& {
    Finding finding;
    finding.type = "dynamics";
    finding.subject = "Ann";
    finding.perspective = Perspective::expressed;
    finding.source = {"dynamics", "1", ""};
    finding.input = {"lexicon", "1", ""};
    finding.column = "valence";
    finding.measure = measure;
    finding.unit = unit;
    return episode.findings.emplace_back(finding);
  };
  const auto give = [&](Finding& finding, std::optional<double> value, double low, std::optional<double> high) {
    finding.value = value;
    finding.low = low;
    finding.high = high;
    finding.confidence = 0.95;
    finding.method = "12 scores & a bootstrap";
  };
  give(add("relative_sd", ""), 0.4123, 0.3, 0.612);
  give(add("half_life", "turns"), std::nullopt, 3.14, std::nullopt);
  give(add("transition:negative>positive", ""), 0.25, 0.1, 0.5);
  for (const char* measure : {"tkeo", "inertia"}) {
    Finding& refused = add(measure, measure == std::string("inertia") ? "per turn" : "");
    refused.status = Status::not_estimable;
    refused.reason = "12 scores; 20 are needed";
  }
  return episode;
}

/// As many speakers as asked for, one scored turn each.
inline Episode crowd(int speakers) {
  Episode episode;
  episode.id = "crowd";
  for (int i = 0; i < speakers; ++i) {
    const std::string name = "S" + std::to_string(i);
    episode.turns.push_back({.turn = i, .speaker = name, .text = "fine"});
    Track track;
    track.key = {.subject = name, .source = {"lexicon", "1", ""}};
    AffectState state;
    state.valence = 0.2;
    track.append(i, std::nullopt, state);
    episode.tracks.push_back(track);
  }
  episode.ended = true;
  return episode;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace affect::test
