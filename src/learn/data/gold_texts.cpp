#include "affect/learn/data/gold_texts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/datasets/dataset.h"
#include "affect/io/sha256.h"

namespace affect::learn {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

class GoldSink : public RecordSink {
 public:
  explicit GoldSink(GoldTexts& gold) : gold_(gold) {}

  void accept(Record&& record) override {
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      row_of_turn_.clear();
      language_ = info->language;
    } else if (auto* turn = std::get_if<Turn>(&record.body)) {
      row_of_turn_[turn->turn] = gold_.size();
      gold_.ids.push_back(turn->id.empty() ? std::to_string(gold_.size()) : turn->id);
      gold_.texts.push_back(std::move(turn->text));
      gold_.people.push_back(turn->speaker);
      gold_.languages.push_back(language_);
      gold_.kinds.emplace_back();
    } else if (const auto* occurrence = std::get_if<Occurrence>(&record.body)) {
      const auto code = occurrence->attributes.find("code");
      if (occurrence->type == "genre" && occurrence->turn && code != occurrence->attributes.end()) {
        gold_.kinds[row_of_turn_.at(*occurrence->turn)] = code->second;
      }
    } else if (const auto* track = std::get_if<Track>(&record.body)) {
      take(*track);
    }
  }

 private:
  void take(const Track& track) {
    for (std::size_t row = 0; row < track.size(); ++row) {
      const auto found = row_of_turn_.find(track.turn(row));
      if (found == row_of_turn_.end()) continue;
      const AffectState state = track.state(row);
      for (const Label& label : state.labels) {
        const auto name = fmt::format("{}:{}", track.key.taxonomy, label.name);
        set(name, found->second, label.probability);
        if (label.intensity) set(name + ":intensity", found->second, *label.intensity);
      }
      for (const Dimension dimension : {Dimension::valence, Dimension::arousal, Dimension::dominance}) {
        const auto value = state.get(dimension);
        if (!value) continue;
        set(fmt::format("{}:{}", to_string(track.key.perspective), to_string(dimension)), found->second, *value);
      }
    }
  }

  void set(const std::string& name, std::size_t row, double value) {
    auto& column = gold_.columns[name];
    column.resize(std::max(column.size(), gold_.size()), kMissing);
    column[row] = value;
  }

  GoldTexts& gold_;
  std::string language_;
  std::map<std::int64_t, std::size_t> row_of_turn_;
};

}  // namespace

const std::vector<double>& GoldTexts::column(std::string_view name) const {
  const auto found = columns.find(name);
  if (found == columns.end()) throw ConfigError(fmt::format("the data have no column {}", name));
  return found->second;
}

GoldTexts GoldTexts::rows(const std::vector<std::size_t>& indices) const {
  GoldTexts part;
  for (const std::size_t i : indices) {
    part.texts.push_back(texts[i]);
    part.ids.push_back(ids[i]);
    part.people.push_back(people[i]);
    part.languages.push_back(languages[i]);
    part.kinds.push_back(kinds[i]);
  }
  for (const auto& [name, values] : columns) {
    std::vector<double> chosen;
    chosen.reserve(indices.size());
    for (const std::size_t i : indices) chosen.push_back(values[i]);
    if (std::any_of(chosen.begin(), chosen.end(), [](double v) { return !std::isnan(v); })) {
      part.columns.emplace(name, std::move(chosen));
    }
  }
  return part;
}

GoldTexts GoldTexts::only_language(std::string_view language) const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < size(); ++i) {
    if (languages[i] == language) indices.push_back(i);
  }
  return rows(indices);
}

GoldTexts joined(const GoldTexts& first, const GoldTexts& second) {
  GoldTexts both = first;
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(both.texts, second.texts);
  append(both.ids, second.ids);
  append(both.people, second.people);
  append(both.languages, second.languages);
  append(both.kinds, second.kinds);
  for (auto& [name, values] : both.columns) values.resize(both.size(), std::nan(""));
  for (const auto& [name, values] : second.columns) {
    auto& column = both.columns[name];
    column.resize(both.size(), std::nan(""));
    std::copy(values.begin(), values.end(), column.begin() + static_cast<std::ptrdiff_t>(first.size()));
  }
  return both;
}

GoldTexts read_gold_texts(const Engine& engine, const std::string& root, std::string_view set, std::string_view split) {
  GoldTexts gold;
  GoldSink sink(gold);
  Diagnostics diagnostics;
  const auto dataset = engine.make<io::Dataset>(set);
  io::read_dataset(*dataset, root, split, {.diagnostics = diagnostics}, sink);
  for (auto& [name, values] : gold.columns) values.resize(gold.size(), kMissing);
  return gold;
}

std::size_t fold_of(std::string_view key, std::size_t folds) {
  return std::stoull(io::sha256_hex(key).substr(0, 15), nullptr, 16) % folds;
}

}  // namespace affect::learn
