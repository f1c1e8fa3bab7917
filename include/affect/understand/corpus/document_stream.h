/// Texts in the order of time, as counts of words: diary entries, letters, speeches, parts of a chat.
///
///   DocumentStream stream;
///   for (const auto& entry : diary) stream.add(entry.name, entry.time, counts_of(entry.text));
///   stream.put_in_order();
///   const DocumentStream joined = stream.joined(50, 1000);
///
/// Who adds a document says what its words are; the program cuts them as `affect dict` does. Memory: a number and a
/// count a different word of a document. Thread-safety: as a standard container.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "affect/clock.h"

namespace affect::understand::corpus {

struct Document {
  std::string name;
  std::optional<Seconds> time;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;  ///< number and count, numbers rising
  std::uint64_t length = 0;                                    ///< words, each time they stand
};

class DocumentStream {
 public:
  static constexpr std::size_t kMostDocuments = 1'000'000;
  static constexpr std::size_t kMostWords = 4'000'000;  ///< different ones

  using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

  /// A document without words is left out, and counted. Throws InputError above the limits.
  void add(std::string name, std::optional<Seconds> time, const Counts& counts);
  /// By time where every document has one, equal times as they came; else all stay as they came.
  void put_in_order();
  /// Neighbours put together until each has `least_words` (a last one that has fewer joins the one before) and there
  /// are at most `most_documents` >= 1; named and dated as their first.
  DocumentStream joined(std::size_t least_words, std::size_t most_documents) const;

  std::size_t size() const { return documents_.size(); }
  const Document& operator[](std::size_t i) const { return documents_[i]; }
  const std::vector<Document>& documents() const { return documents_; }
  const std::vector<std::string>& vocabulary() const { return vocabulary_; }
  std::optional<std::uint32_t> find_word(std::string_view word) const;
  bool all_dated() const;
  std::size_t empty_documents() const { return empty_; }

 private:
  std::vector<Document> documents_;
  std::vector<std::string> vocabulary_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::size_t empty_ = 0;
};

}  // namespace affect::understand::corpus
