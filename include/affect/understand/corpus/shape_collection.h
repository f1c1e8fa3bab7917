/// Gathers the curves of a corpus, one a person and episode, and finds their shapes in each dimension.
///
///   ShapeCollection collection({});
///   PersonScoresReader reader(engine, {}, [&](PersonScores&& scores) { collection.add(std::move(scores)); });
///   for (const ShapeGroup& group : collection.shapes()) use(group.found);
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "affect/understand/corpus/corpus_shapes.h"
#include "affect/understand/corpus/person_scores.h"

namespace affect::understand::corpus {

struct ShapeCollectionOptions {
  ShapeOptions shape;
  std::optional<Dimension> dimension;  ///< only this one
  std::size_t fewest_scores = 20;      ///< of a person in an episode; at least as many as bins
};

/// The curves of one perspective, target, dimension and source.
struct ShapeGroup {
  Perspective perspective = Perspective::expressed;
  std::string target;
  Dimension dimension = Dimension::valence;
  std::string source;
  std::vector<std::string> episodes, subjects;  ///< by curve
  std::vector<std::vector<double>> series;      ///< raw scores by curve
  std::size_t without_curve = 0;                ///< people in an episode with too few scores
  CorpusShapes found;
};

class ShapeCollection {
 public:
  /// Throws ConfigError: an option out of its range.
  explicit ShapeCollection(const ShapeCollectionOptions& options);
  void add(PersonScores&& scores);
  /// Throws InputError without scores.
  std::vector<ShapeGroup> shapes() const;

 private:
  using Key = std::tuple<Perspective, std::string, Dimension, std::string>;
  ShapeCollectionOptions options_;
  std::map<Key, ShapeGroup> groups_;
};

}  // namespace affect::understand::corpus
