/// What `affect perceive --embed` writes: a matrix of vectors, one a turn, as safetensors.
#pragma once
#include <string>

#include "affect/model/text/text_encoder.h"
#include "cli/turn_texts.h"

namespace affect::cli {

/// The array "turns" [turns, width], f32; of the header's "__metadata__" `rows`, JSON [["call", 0], ...], says which
/// turn each row is, `encoder` what made it. Throws IoError.
void write_vectors(const std::string& path, const TurnTexts& turns, const model::TextEncoder& encoder);

}  // namespace affect::cli
