/// Where bytes go. A file is written aside and renamed by commit(), so that nothing is ever half-written.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace affect::io {

class Output {
 public:
  virtual ~Output() = default;  ///< without commit(): what was written aside is removed
  virtual void write(std::string_view bytes) = 0;
  virtual void flush() = 0;
  /// The output is whole: flush, sync and rename. Throws IoError (disk full).
  virtual void commit() = 0;
};

/// A path, or "-" for standard output. Pipes and devices are written directly. Throws IoError.
std::unique_ptr<Output> open_output(const std::string& path);
std::unique_ptr<Output> string_output(std::string& into);

/// Removes what is being written aside; for a signal handler (only async-signal-safe calls).
void discard_unfinished_outputs() noexcept;

/// Thrown when the reader of our output went away (EPIPE): the program ends quietly.
struct OutputClosed {};

}  // namespace affect::io
