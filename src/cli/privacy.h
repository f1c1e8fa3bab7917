/// What --redact means for a run: one dictionary for its records, its warnings, its rejects and its errors, and the
/// key.
#pragma once
#include <memory>
#include <string>

#include "affect/diagnostics.h"
#include "affect/io/output.h"
#include "affect/io/redaction.h"
#include "affect/io/rejects.h"

namespace affect::cli {

class Privacy {
 public:
  /// Reads the key where there is one. `key` may be empty: none is kept. `out` is the output's path, as messages name
  /// it.
  Privacy(const std::string& key, std::string out);

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
  std::string out_;
};

}  // namespace affect::cli
