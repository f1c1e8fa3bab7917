/// Encoders that are a BERT: all-MiniLM-L6-v2 and multilingual-e5-small.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "affect/engine.h"
#include "affect/model/net/net.h"
#include "affect/model/text/text_encoder.h"
#include "affect/model/text/tokenizer.h"
#include "affect/options.h"

namespace affect::model {

struct BertParts {
  std::string model;  ///< its name in the manifest
  std::unique_ptr<const Tokenizer> tokenizer;
  std::unique_ptr<const Net> net;  ///< outputs "tokens" and "sentence"; inputs "attention_mask" and what words() gives
  /// The net's input of so many rows of ids, padded to one length: numbers, or their vectors.
  std::function<std::pair<std::string, Array>(const std::vector<std::int32_t>& ids, std::size_t rows)> words;
  std::size_t width = 0;
  std::size_t longest = 512;  ///< tokens that the net reads at once
  std::string prefix;         ///< stands before every text: "query: "
};

std::unique_ptr<TextEncoder> make_bert_encoder(BertParts parts);

/// --set NAME.precision: what the net runs in.
std::vector<OptionSpec> encoder_options();
NetOptions net_options(const Engine& engine, const Options& options);

}  // namespace affect::model
