#include "affect/understand/corpus/document_stream.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::understand::corpus {

void DocumentStream::add(std::string name, std::optional<Seconds> time, const Counts& counts) {
  if (documents_.size() == kMostDocuments) {
    throw InputError(fmt::format("more than {} documents", kMostDocuments), {name}, "read a part of the stream");
  }
  Document document{.name = std::move(name), .time = time, .words = {}, .length = 0};
  for (const auto& [word, count] : counts) {
    if (count == 0) continue;
    const auto [at, is_new] = numbers_.try_emplace(word, static_cast<std::uint32_t>(vocabulary_.size()));
    if (is_new) {
      if (vocabulary_.size() == kMostWords) {
        throw InputError(fmt::format("more than {} different words", kMostWords), {document.name},
                         "is this a text? read a part of the stream");
      }
      vocabulary_.push_back(word);
    }
    document.words.emplace_back(at->second, static_cast<std::uint32_t>(count));
    document.length += count;
  }
  if (document.length == 0) {
    ++empty_;
    return;
  }
  std::sort(document.words.begin(), document.words.end());
  documents_.push_back(std::move(document));
}

bool DocumentStream::all_dated() const {
  return std::all_of(documents_.begin(), documents_.end(),
                     [](const Document& document) { return document.time.has_value(); });
}

void DocumentStream::put_in_order() {
  if (!all_dated()) return;
  std::stable_sort(documents_.begin(), documents_.end(),
                   [](const Document& a, const Document& b) { return *a.time < *b.time; });
}

std::optional<std::uint32_t> DocumentStream::find_word(std::string_view word) const {
  const auto found = numbers_.find(std::string(word));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

namespace {

void merge(Document& into, const Document& from) {
  std::map<std::uint32_t, std::uint32_t> counts(into.words.begin(), into.words.end());
  for (const auto& [word, count] : from.words) counts[word] += count;
  into.words.assign(counts.begin(), counts.end());
  into.length += from.length;
}

}  // namespace

DocumentStream DocumentStream::joined(std::size_t least_words, std::size_t most_documents) const {
  DocumentStream result;
  result.vocabulary_ = vocabulary_;
  result.numbers_ = numbers_;
  result.empty_ = empty_;
  for (const Document& document : documents_) {
    if (!result.documents_.empty() && result.documents_.back().length < least_words) {
      merge(result.documents_.back(), document);
    } else {
      result.documents_.push_back(document);
    }
  }
  auto& joined = result.documents_;
  if (joined.size() > 1 && joined.back().length < least_words) {
    merge(joined[joined.size() - 2], joined.back());
    joined.pop_back();
  }
  if (joined.size() <= most_documents) return result;
  const std::size_t each = (joined.size() + most_documents - 1) / most_documents;
  std::vector<Document> groups;
  for (std::size_t i = 0; i < joined.size(); ++i) {
    if (i % each == 0) {
      groups.push_back(std::move(joined[i]));
    } else {
      merge(groups.back(), joined[i]);
    }
  }
  joined = std::move(groups);
  return result;
}

}  // namespace affect::understand::corpus
