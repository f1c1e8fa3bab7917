#include "affect/evaluate/perceived_texts.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "affect/pipeline.h"

namespace affect::evaluate {

std::vector<PerceivedColumn> perceive_texts(const Engine& engine, const std::vector<std::string>& stages,
                                            const StageSettings& settings, const std::vector<std::string>& texts) {
  std::vector<TurnName> turns;
  turns.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) turns.push_back({fmt::format("text {}", i + 1), 0});
  TurnValues values(turns);
  Pipeline pipeline(engine, stages, settings, values);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Turn turn;
    turn.text = texts[i];
    pipeline.accept({turns[i].episode, EpisodeInfo{}, {}});
    pipeline.accept({turns[i].episode, std::move(turn), {}});
    pipeline.accept({turns[i].episode, End{}, {}});
  }
  pipeline.close();
  return values.columns();
}

TurnValues::TurnValues(const std::vector<TurnName>& turns) : seen_(turns.size()) {
  for (std::size_t i = 0; i < turns.size(); ++i) rows_[turns[i]].push_back(i);
}

std::vector<double>& TurnValues::column(const TrackKey& key, const std::string& name, bool is_label) {
  PerceivedColumn wanted{.source = key.source.to_string(),
                         .perspective = std::string(to_string(key.perspective)),
                         .taxonomy = is_label ? key.taxonomy : "",
                         .name = name,
                         .is_label = is_label,
                         .values = {}};
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const PerceivedColumn& column) {
    return column.scorer() == wanted.scorer() && column.name == name && column.is_label == is_label;
  });
  if (found != columns_.end()) return found->values;
  wanted.values.assign(seen_.size(), Track::kAbsent);
  return columns_.emplace_back(std::move(wanted)).values;
}

void TurnValues::accept(Record&& record) {
  if (const auto* turn = std::get_if<Turn>(&record.body)) {
    const auto found = rows_.find({record.episode, turn->turn});
    if (found == rows_.end() || turn->text.empty()) return;
    for (const std::size_t row : found->second) seen_[row] = true;
  }
  const auto* track = std::get_if<Track>(&record.body);
  if (track == nullptr || !track->key.target.empty()) return;
  for (std::size_t i = 0; i < track->size(); ++i) {
    const auto found = rows_.find({record.episode, track->turn(i)});
    if (found == rows_.end()) continue;
    const auto put = [&](const std::string& name, bool is_label, double value) {
      auto& values = column(track->key, name, is_label);
      for (const std::size_t row : found->second) values[row] = value;
    };
    for (const Dimension dimension : kDimensions) {
      const auto values = track->values(dimension);
      if (!values.empty()) put(std::string(to_string(dimension)), false, values[i]);
    }
    for (std::size_t label = 0; label < track->labels.size(); ++label) {
      const auto values = track->probabilities(label);
      if (!values.empty()) put(track->labels[label], true, values[i]);
    }
  }
}

}  // namespace affect::evaluate
