#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/measure/normal_distribution.h"
#include "affect/understand/trajectory/partial_pooling.h"
#include "affect/understand/trajectory/score_series.h"
#include "understand/trajectory/finding_of.h"
#include "understand/trajectory/raw_input.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kPooledDimensions{Dimension::valence, Dimension::arousal, Dimension::dominance};
constexpr double kBaselineLevel = 0.95;
constexpr double kHighestPooledPhi = 0.9;

/// What people who are compared share: who scored them, seen how, towards whom.
using PooledGroup = std::tuple<std::string, Perspective, std::string, Dimension>;

struct Baseline {
  const Track* track;
  std::vector<double> scores;
  double mean = 0;
};

/// Spread of one score within people, and how alike neighbours are: all people together.
struct WithinPeople {
  double variance = 0, phi = 0;

  explicit WithinPeople(const std::vector<Baseline>& people) {
    double square = 0, product = 0, freedom = 0, neighbours = 0;
    for (const Baseline& person : people) {
      for (std::size_t i = 0; i < person.scores.size(); ++i) {
        const double off = person.scores[i] - person.mean;
        square += off * off;
        if (i > 0) product += off * (person.scores[i - 1] - person.mean);
      }
      freedom += static_cast<double>(person.scores.size()) - 1;
      neighbours += static_cast<double>(person.scores.size()) - 1;
    }
    if (!(freedom > 0) || !(square > 0)) return;
    variance = square / freedom;
    const auto rows = freedom + static_cast<double>(people.size());
    const double raw = product / neighbours / (square / rows);
    // Marriott and Pope (1954), with the mean length of a person's scores.
    phi = std::clamp(raw + (1 + 3 * std::max(raw, 0.0)) * static_cast<double>(people.size()) / rows, 0.0,
                     kHighestPooledPhi);
  }
  double variance_of_mean(std::size_t scores) const {
    return variance / static_cast<double>(scores) * (1 + phi) / (1 - phi);
  }
};

class BaselinesStage : public Stage {
 public:
  BaselinesStage(const Engine& engine, Source source) : input_(engine, RowWords::dropped), source_(std::move(source)) {}

  void push(const Record& record, RecordSink& /*out*/) override { input_.push(record); }

  void finish(RecordSink& out) override {
    std::map<PooledGroup, std::vector<Baseline>> groups;
    for (const Track& track : input_.tracks()) {
      for (const Dimension dimension : kPooledDimensions) {
        if (track.values(dimension).empty()) continue;
        auto scores = own_scores(track, dimension, input_.clock(), {}).scores;
        if (scores.empty()) continue;
        double mean = 0;
        for (const double score : scores) mean += score / static_cast<double>(scores.size());
        groups[{track.key.source.to_string(), track.key.perspective, track.key.target, dimension}].push_back(
            {&track, std::move(scores), mean});
      }
    }
    for (const auto& [group, people] : groups) pool(std::get<Dimension>(group), people, out);
  }

 private:
  void pool(Dimension dimension, const std::vector<Baseline>& people, RecordSink& out) const {
    const WithinPeople within(people);
    std::vector<double> means, variances;
    for (const Baseline& person : people) {
      means.push_back(person.mean);
      variances.push_back(within.variance_of_mean(person.scores.size()));
    }
    const auto pooled = within.variance > 0 ? partial_pooling(means, variances) : std::nullopt;
    const double reach = measure::normal_quantile((1 + kBaselineLevel) / 2);
    for (std::size_t i = 0; i < people.size(); ++i) {
      const Track& track = *people[i].track;
      Finding finding = finding_of(track, std::string(to_string(dimension)));
      finding.type = "baseline";
      finding.source = source_;
      if (!pooled) {
        finding.status = people.size() < kFewestToPool ? Status::too_short : Status::not_estimable;
        finding.reason = people.size() < kFewestToPool
                             ? fmt::format("{} people; {} are needed", people.size(), kFewestToPool)
                             : "scores do not vary within people";
        out.accept({input_.episode(), std::move(finding), {}});
        continue;
      }
      const PooledLevel& level = pooled->levels[i];
      finding.measure = "baseline";
      finding.value = level.level;
      finding.low = level.level - reach * level.standard_error;
      finding.high = level.level + reach * level.standard_error;
      finding.confidence = kBaselineLevel;
      finding.method =
          fmt::format("mean {:.3f} of {} scores, weight {:.2f}; the rest of the mean {:.3f} of {} people",
                      people[i].mean, people[i].scores.size(), level.share_of_own, pooled->mean, people.size());
      out.accept({input_.episode(), std::move(finding), {}});
    }
  }

  RawInput input_;
  Source source_;
};

}  // namespace

void register_baselines(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "baselines";
  entry.room = "understand/trajectory";
  entry.what = "each person's usual level, drawn to that of all as far as few scores leave it open";
  entry.units = "value, low, high: in the scale of the scores";
  entry.source = "Morris 1983 (empirical Bayes)";
  entry.references = {"morris1983empirical", "marriott1954bias"};
  entry.methods =
      "Each person's mean was drawn to the mean of all people of the episode by empirical Bayes, with the variance of "
      "one "
      "score and the autocorrelation of neighbours taken from all people together; 95 % intervals allow for the "
      "estimated "
      "spread between people.";
  entry.minimum = "4 people";
  entry.cost = "O(n)";
  engine.add<Stage>(entry, [name = entry.name, version = entry.version](const Engine& owner, const Options& options) {
    return std::make_unique<BaselinesStage>(owner, Source{name, version, options.hash()});
  });
}

}  // namespace affect::understand::trajectory
