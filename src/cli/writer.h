/// The sinks that a flow ends in, behind one interface.
#pragma once
#include <memory>

#include "affect/io/output.h"
#include "affect/record.h"
#include "cli/flow.h"

namespace affect::cli {

class Writer : public RecordSink {
 public:
  /// All records have come.
  virtual void close() = 0;
};

std::unique_ptr<Writer> make_writer(Form form, io::Output& output, const Invocation& invocation, bool names);

}  // namespace affect::cli
