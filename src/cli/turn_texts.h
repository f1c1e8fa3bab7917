/// The words of every turn that goes by, for verbs that look at all of them together.
///
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "affect/record.h"

namespace affect::cli {

struct TurnText {
  std::string episode;
  std::int64_t turn = 0;
  std::string speaker;

  std::string place() const;  ///< "call:12"
};

/// Turns without words are left out.
class TurnTexts : public RecordSink {
 public:
  void accept(Record&& record) override;

  const std::vector<TurnText>& turns() const { return turns_; }
  /// As many as turns.
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<TurnText> turns_;
  std::vector<std::string> texts_;
};

}  // namespace affect::cli
