/// What --redact means for a run: one dictionary for its records, its warnings, its rejects and its errors, and the
/// key.
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "affect/diagnostics.h"
#include "affect/io/output.h"
#include "affect/io/redaction.h"
#include "affect/io/rejects.h"

namespace affect::cli {

class Privacy {
 public:
  /// The paths of the key and of the output, as messages name them. Where `key` is empty none is kept.
  Privacy(std::string key, std::string out) : key_path_(std::move(key)), out_(std::move(out)) {}
  /// Reads the key where there is one. Throws ConfigError, IoError, InputError.
  void open();

  io::Redaction& redaction() { return redaction_; }
  /// "affect track --redact": what may be shown of what was typed.
  static std::string command(const std::string& typed);
  Diagnostics cover(const Diagnostics& diagnostics);
  io::Reject cover(const io::Reject& reject);
  /// Throws the same kind of error without what it tells of the input.
  [[noreturn]] void rethrow(const Error& error);
  /// Writes the key. Throws IoError.
  void commit();

 private:
  Place cover(Place place);

  io::Redaction redaction_;
  std::unique_ptr<io::Output> key_;
  std::string key_path_, out_;
};

}  // namespace affect::cli
