#include "affect/understand/corpus/shape_collection.h"

#include <fmt/format.h>

namespace affect::understand::corpus {
namespace {

constexpr std::size_t kFewestBins = 4, kMostBins = 100;

}  // namespace

ShapeCollection::ShapeCollection(const ShapeCollectionOptions& options) : options_(options) {
  const ShapeOptions& shape = options_.shape;
  if (shape.bins < kFewestBins || shape.bins > kMostBins) {
    throw ConfigError(fmt::format("--bins {}", shape.bins), {}, fmt::format("{} to {}", kFewestBins, kMostBins));
  }
  if (shape.components < 1) throw ConfigError("--components 0", {}, "1 or more");
  if (!(shape.band >= 0 && shape.band <= 1)) throw ConfigError(fmt::format("--band {}", shape.band), {}, "0 to 1");
  if (options_.fewest_scores < shape.bins) {
    throw ConfigError(fmt::format("--fewest {}: fewer scores than the {} bins", options_.fewest_scores, shape.bins), {},
                      "fewer --bins, or a larger --fewest");
  }
}

void ShapeCollection::add(PersonScores&& scores) {
  if (options_.dimension && scores.dimension != *options_.dimension) return;
  const Key key{scores.perspective, scores.target, scores.dimension, scores.scale.source};
  ShapeGroup& group = groups_[key];
  std::tie(group.perspective, group.target, group.dimension, group.source) = key;
  if (scores.series.size() < options_.fewest_scores) {
    ++group.without_curve;
    return;
  }
  group.episodes.push_back(std::move(scores.episode));
  group.subjects.push_back(std::move(scores.subject));
  group.series.push_back(std::move(scores.series.scores));
}

std::vector<ShapeGroup> ShapeCollection::shapes() const {
  if (groups_.empty()) {
    throw InputError(options_.dimension ? "--dimension leaves no score" : "nothing here has a score", {},
                     options_.dimension ? "affect track FILE shows what there is" : "affect track FILE shows why");
  }
  std::vector<ShapeGroup> all;
  for (const auto& [key, group] : groups_) {
    ShapeGroup& shaped = all.emplace_back(group);
    std::map<std::string, std::size_t> numbers;
    std::vector<std::size_t> units;  // people of an episode depend on each other
    for (const std::string& episode : shaped.episodes) {
      units.push_back(numbers.try_emplace(episode, numbers.size()).first->second);
    }
    shaped.found = corpus_shapes(shaped.series, units, options_.shape);
  }
  return all;
}

}  // namespace affect::understand::corpus
