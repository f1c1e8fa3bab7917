/// Encoders that are a BERT: all-MiniLM-L6-v2 and multilingual-e5-small.
#pragma once
#include <memory>

#include "affect/model/text/text_encoder.h"
#include "model/encoder/bert_runner.h"

namespace affect::model {

/// Of a net with the outputs "tokens" and "sentence", `width` numbers each.
std::unique_ptr<TextEncoder> make_bert_encoder(BertParts parts, std::size_t width);

}  // namespace affect::model
