/// What `affect novelty` writes: a row a figure of the stream, of a document, or of a word.
#pragma once
#include <cstddef>
#include <string>

#include "affect/understand/corpus/document_sink.h"
#include "affect/understand/corpus/stream_analysis.h"
#include "cli/flow.h"

namespace affect::cli {

struct NoveltyRun {
  understand::corpus::DocumentUnit unit = understand::corpus::DocumentUnit::turn;
  std::size_t least_words = 50;
  std::size_t most_documents = 1000;
  understand::corpus::StreamOptions options;
};

/// Throws IoError.
void write_novelty(const NoveltyRun& run, const understand::corpus::DocumentStream& stream, Form form,
                   const std::string& path);

}  // namespace affect::cli
