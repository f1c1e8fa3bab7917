/// Where bytes go. A file is written aside and renamed by commit(), so that nothing is ever half-written.
///
///   const auto output = open_output("out.jsonl");
///   RecordWriter writer(*output);
///   ...
///   output->commit();
///
/// Thread-safety: one output, one thread; discard_unfinished_outputs() from anywhere.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace affect::io {

class Output {
 public:
  virtual ~Output() = default;  ///< without commit(): what was written aside is removed, what is there stays
  /// Throws IoError (disk full) or OutputClosed. Buffered.
  virtual void write(std::string_view bytes) = 0;
  /// Hands on what is buffered. Throws as write().
  virtual void flush() = 0;
  /// The output is whole: flush, sync and rename. Throws IoError; then the file that was there before stays.
  virtual void commit() = 0;
};

/// A path, or "-" for standard output. Files are written aside in the same folder, so that an output may be an input
/// too; pipes, devices and /dev/stdout are written directly. Throws IoError.
std::unique_ptr<Output> open_output(const std::string& path);
/// A file that its owner alone may read. Throws IoError.
std::unique_ptr<Output> open_private_output(const std::string& path);
/// Appends to `into` at once.
std::unique_ptr<Output> string_output(std::string& into);

/// Removes what is being written aside; for a signal handler (only async-signal-safe calls).
void discard_unfinished_outputs() noexcept;

/// Thrown when the reader of our output went away (EPIPE): the program ends quietly.
struct OutputClosed {};

}  // namespace affect::io
