/// Makes a stream of documents from the records of episodes: a document a turn, or a document an episode.
///
///   DocumentSink sink(DocumentUnit::turn, cut_words);
///   io::read_path(engine, "diary.md", context, sink);
///   const DocumentStream stream = sink.take();
///
/// Times are those of calendars; seconds of different media are no common time, so that a stream with one such document
/// stays in the order of the input. Memory: counts of words. Thread-safety: none.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "affect/record.h"
#include "affect/understand/corpus/document_stream.h"

namespace affect::understand::corpus {

enum class DocumentUnit { turn, episode };

/// Calls back with each word of a text, lower-cased as words are to be counted.
using WordCutter = std::function<void(std::string_view text, const std::function<void(std::string_view word)>& word)>;

class DocumentSink : public RecordSink {
 public:
  DocumentSink(DocumentUnit unit, WordCutter cut) : unit_(unit), cut_(std::move(cut)) {}
  /// Throws InputError as DocumentStream::add.
  void accept(Record&& record) override;
  /// In order; all records have come.
  DocumentStream take();

 private:
  struct Open {
    bool calendar = false;
    std::optional<Seconds> time;
    std::unordered_map<std::string, std::uint64_t> counts;
  };

  void add(const std::string& episode, const Turn& turn);
  void end(const std::string& episode);

  DocumentUnit unit_;
  WordCutter cut_;
  std::map<std::string, Open> open_;
  DocumentStream stream_;
};

}  // namespace affect::understand::corpus
