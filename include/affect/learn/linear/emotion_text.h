/// Trains models/emotion_text.safetensors: emotion of texts in 28 languages and French, and which language a text is
/// in.
///
///   affect learn emotion_text -o models/emotion_text.safetensors --work build/learn
///
/// Freely licensed sets only: GoEmotions, EmoBank (train), XED (four fifths by hash), SemEval-2025 Task 11 (train),
/// Empathic Reactions. What is chosen how: docs/perceive/emotion.md. Systems 032, 040, 065, 082.
/// Errors: InputError where a set is missing. Thread-safety: one call, one thread; it uses `threads` of its own.
#pragma once
#include <functional>
#include <string>

#include "affect/engine.h"

namespace affect::learn::linear {

struct EmotionTextTraining {
  std::string data_root;
  std::string work_folder = {};  ///< where solutions are kept, so that an interrupted run goes on; empty: nowhere
  std::function<void(const std::string&)> progress = {};
};

/// The model file's bytes: the same data, settings and build give the same bytes.
std::string train_emotion_text(const Engine& engine, const EmotionTextTraining& training);

/// XED has no split: a fifth of its texts, by hash, is never trained on.
bool held_out_of_xed(const std::string& text);

}  // namespace affect::learn::linear
