/// What is kept of a trained TextNet: the weights that differ from its trunk's, in 8 bits, and what its labels need.
///
///   const auto file = TextNetFile::open("models/emotion_small.safetensors");
///   const auto weights = file.over(trunk_weights);         // as the net wants them
///   file.heads()[0].labels[3], file.heads()[0].threshold[3]
///
/// The trunk's weights come from its own model of the manifest, file.trunk(). Errors: ModelError where the file is
/// missing, cut or none of these. Thread-safety: immutable once open.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "affect/model/graph/text_net.h"
#include "affect/model/graph/weights.h"
#include "affect/model/store/safetensors.h"

namespace affect::model {

/// A head of labels, independent of one another, whose values are logits.
struct LabelHead {
  std::string name;  ///< of the head and of the taxonomy: "goemotions"
  std::vector<std::string> labels;
  std::vector<float> slope, offset;  ///< probability = 1 / (1 + exp(-offset - slope * logit)) (Platt 1999)
  std::vector<float> threshold;      ///< the probability from which a label is given

  double probability(std::size_t label, double logit) const;
};

class TextNetFile {
 public:
  static TextNetFile open(const std::string& path);
  static TextNetFile of(std::shared_ptr<const Safetensors> file);

  const std::string& name() const { return name_; }    ///< "emotion_small", as it was trained
  const std::string& trunk() const { return trunk_; }  ///< a model of the manifest
  std::size_t length() const { return length_; }       ///< tokens of a text, with its frame, that it learnt from
  const std::vector<LabelHead>& heads() const { return heads_; }
  /// The net's heads.
  std::vector<TextHead> text_heads() const;
  /// This file's weights, and the trunk's where it has none.
  std::shared_ptr<const Weights> over(std::shared_ptr<const Weights> trunk) const;

 private:
  std::shared_ptr<const Safetensors> file_;
  std::string name_, trunk_;
  std::size_t length_ = 0;
  std::vector<LabelHead> heads_;
};

/// Adds all but the weights.
void add_text_net(SafetensorsWriter& writer, const std::string& name, const std::string& trunk, std::size_t length,
                  const std::vector<LabelHead>& heads);

}  // namespace affect::model
