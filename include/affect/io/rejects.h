/// The rejects file of --keep-going: a JSON object a line, {"file","line","column","what","hint","raw"},
/// what is not known left out.
///
///   RejectsWriter rejects("out.rejects.jsonl");
///   ReadContext context{.diagnostics = diagnostics, .reject = [&](const Reject& reject) { rejects.write(reject); }};
///   ...
///   rejects.commit();
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <memory>
#include <string>

#include "affect/io/output.h"
#include "affect/io/reader.h"

namespace affect::io {

class RejectsWriter {
 public:
  explicit RejectsWriter(std::string path) : path_(std::move(path)) {}
  /// Opens the file with the first reject: where nothing is rejected there is no file. Throws IoError.
  void write(const Reject& reject);
  /// The file is whole. Throws IoError.
  void commit();
  std::size_t count() const { return count_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::unique_ptr<Output> output_;
  std::string line_;
  std::size_t count_ = 0;
};

}  // namespace affect::io
