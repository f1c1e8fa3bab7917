/// Passes records on, and can close the episodes that a source left open where it broke off.
#pragma once
#include <set>
#include <string>

#include "affect/record.h"

namespace affect::io {

class OpenEpisodes final : public RecordSink {
 public:
  explicit OpenEpisodes(RecordSink& out) : out_(out) {}
  void accept(Record&& record) override;
  void close();
  /// Whether any episode has come.
  bool any() const { return any_; }

 private:
  RecordSink& out_;
  std::set<std::string> open_;
  bool any_ = false;
};

}  // namespace affect::io
