/// The models of the manifest that are a BERT, as what nets are put on.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "affect/engine.h"
#include "affect/model/graph/bert.h"
#include "affect/model/graph/weights.h"
#include "model/encoder/bert_runner.h"

namespace affect::model {

inline constexpr const char* kMiniLm = "all-minilm-l6-v2";
inline constexpr const char* kE5 = "multilingual-e5-small";

struct BertTrunk {
  BertConfig config;
  std::shared_ptr<const Weights> weights;
  bool of_words = false;  ///< nets on it take word vectors, which parts.words gives
  BertParts parts;        ///< all but the net
};

/// kMiniLm or kE5. Throws ModelError where its files are missing, or for another name.
BertTrunk open_trunk(const Engine& engine, std::string_view name);

}  // namespace affect::model
