/// The sinks that a flow ends in, behind one interface.
#pragma once
#include <memory>
#include <string>

#include "affect/record.h"
#include "cli/flow.h"

namespace affect::cli {

class Writer : public RecordSink {
 public:
  /// All records have come, and the output is whole. Throws IoError.
  virtual void commit() = 0;
};

/// To the file or folder `path`, or "-".
std::unique_ptr<Writer> make_writer(Form form, const std::string& path, const Invocation& invocation, bool names);

/// Each record at once to standard output, which is a terminal or gets records.
std::unique_ptr<Writer> make_live_writer(Form form, const Invocation& invocation);

}  // namespace affect::cli
