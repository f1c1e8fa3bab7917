/// A folder that is written aside and renamed by commit(): it is there whole, or not at all.
///
///   OutputFolder folder("out.convokit", "utterances.jsonl");
///   folder.open("utterances.jsonl").write(...);
///   folder.commit();
///
/// Thread-safety: none.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "affect/io/output.h"

namespace affect::io {

class OutputFolder {
 public:
  /// A folder that is there is replaced where it is empty or holds a file called `mark`. Throws IoError.
  OutputFolder(std::string path, const std::string& mark);
  ~OutputFolder();  ///< without commit(): what was written aside is removed
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// A new file in it.
  Output& open(const std::string& name);
  void commit();

 private:
  std::string path_, aside_;
  std::vector<std::unique_ptr<Output>> files_;
  bool committed_ = false;
};

}  // namespace affect::io
