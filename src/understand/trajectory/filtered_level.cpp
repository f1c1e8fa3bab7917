#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/level_filter.h"
#include "understand/trajectory/track_name.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kFiltered{Dimension::valence, Dimension::arousal, Dimension::dominance};

class FilteredLevelStage : public Stage {
 public:
  FilteredLevelStage(const Engine& engine, Source source) : engine_(engine), source_(std::move(source)) {}

  void push(const Record& record, RecordSink& out) override {
    const auto* track = std::get_if<Track>(&record.body);
    if (track == nullptr || engine_.has(track->key.source.name, "understand/")) return;
    if (std::all_of(kFiltered.begin(), kFiltered.end(), [&](auto d) { return track->values(d).empty(); })) return;
    Track chunk;
    chunk.key = track->key;
    chunk.key.source = source_;
    chunk.key.input = track->key.source;
    chunk.key.taxonomy.clear();
    chunk.scale = track->scale;
    auto& filters = filters_of(track->key);
    for (std::size_t row = 0; row < track->size(); ++row) {
      chunk.append(track->turn(row), track->time(row), state(*track, row, filters));
    }
    out.accept({record.episode, std::move(chunk), {}});
  }

  void finish(RecordSink& /*out*/) override {}

 private:
  using Filters = std::array<LevelFilter, kFiltered.size()>;

  Filters& filters_of(const TrackKey& key) {
    const auto filter = [&](Dimension dimension) {
      const CorpusPrior prior = corpus_prior(key.source.name, dimension);
      return LevelFilter(prior.level_variance, prior.noise_variance);
    };
    return filters_
        .try_emplace(track_name(key), Filters{filter(kFiltered[0]), filter(kFiltered[1]), filter(kFiltered[2])})
        .first->second;
  }

  static AffectState state(const Track& track, std::size_t row, Filters& filters) {
    AffectState state;
    const std::array levels{&state.valence, &state.arousal, &state.dominance};
    const bool is_given = track.statuses().empty() || track.statuses()[row] == Status::given;
    bool has_any = false;
    for (std::size_t d = 0; d < kFiltered.size(); ++d) {
      const auto values = track.values(kFiltered[d]);
      if (values.empty()) continue;
      const auto errors = track.standard_errors(kFiltered[d]);
      std::optional<double> variance;
      if (!errors.empty() && errors[row] > 0) variance = errors[row] * errors[row];
      filters[d].push(is_given ? values[row] : Track::kAbsent, variance);
      if (!filters[d].has_level()) continue;
      has_any = true;
      *levels[d] = std::clamp(filters[d].level(), -1.0, 1.0);
      state.standard_error[d] = filters[d].standard_error();
    }
    if (!has_any) state.status = Status::abstained;
    return state;
  }

  const Engine& engine_;
  Source source_;
  std::map<TrackName, Filters> filters_;
};

}  // namespace

void register_filtered_level(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "filtered_level";
  entry.room = "understand/trajectory";
  entry.what = "a person's level as far as earlier turns tell it, with standard errors; for display only";
  entry.units = "as the input";
  entry.source = "Durbin & Koopman 2012 (Kalman filter)";
  entry.causal = true;
  entry.references = {"durbin2012state"};
  entry.methods =
      "Levels were filtered for display by a Kalman filter of a random walk a turn, with the variances of a corpus "
      "prior "
      "or the perceiver's own standard errors; no statistic is computed on filtered levels.";
  entry.minimum = "1 score";
  entry.cost = "O(1) a score";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<FilteredLevelStage>(owner, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
