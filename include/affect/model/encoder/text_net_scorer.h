/// What a trained net of texts says of texts: the values of its heads, before they are calibrated.
///
///   const TextNetScorer scorer(engine, TextNetFile::open("emotion_small.safetensors"), options);
///   const auto logits = scorer.score(texts).at("goemotions");        // texts x labels
///   scorer.file().heads()[0].probability(label, logits[i])
///
/// A text that is longer than what the net reads at once is read in windows that share 32 tokens; its values are their
/// mean, weighted by the tokens that each owns. Errors: ModelError where a file is missing or wrong. Thread-safety:
/// const members may be called by many.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "affect/engine.h"
#include "affect/model/graph/text_net_file.h"
#include "affect/options.h"

namespace affect::model {

class BertRunner;

class TextNetScorer {
 public:
  /// `options` as text_net_options() describes them.
  TextNetScorer(const Engine& engine, TextNetFile file, const Options& options);
  TextNetScorer(TextNetScorer&&) noexcept;
  TextNetScorer& operator=(TextNetScorer&&) noexcept;
  ~TextNetScorer();

  std::map<std::string, std::vector<float>> score(std::span<const std::string> texts) const;
  const TextNetFile& file() const { return file_; }
  /// What a record of a run names: "emotion_small, int8, 1 thread".
  std::string description() const;

 private:
  TextNetFile file_;
  std::unique_ptr<const BertRunner> runner_;
};

/// precision: what linear layers run in.
std::vector<OptionSpec> text_net_options();

}  // namespace affect::model
