/// Feeds bytes to one reader and checks what it promises: an episode from EpisodeInfo to End, values that hold their
/// invariants, a ledger that balances, and no exception but the library's own.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "affect/io/folder.h"
#include "affect/io/reader.h"

namespace affect::io {
void register_all(Engine& engine);
}

namespace affect::fuzz {

class CheckingSink : public RecordSink {
 public:
  void accept(Record&& record) override {
    if (violation(record)) std::abort();
    const bool begins = std::holds_alternative<EpisodeInfo>(record.body);
    if (begins == open_) std::abort();
    open_ = !std::holds_alternative<End>(record.body);
  }
  bool open() const { return open_; }

 private:
  bool open_ = false;
};

/// Calls `read` with an engine, a context for `format` (empty: it is detected) and a sink, and checks what is promised.
template <class Read>
int check_reading(std::string_view format, Read&& read) {
  static Engine* const engine = [] {
    auto* made = new Engine;
    io::register_all(*made);
    return made;
  }();
  Diagnostics diagnostics;
  io::ReadContext context{.diagnostics = diagnostics, .reject = [](const io::Reject&) {}};
  context.format = format;
  io::Ledger ledger;
  context.ledger = &ledger;
  CheckingSink sink;
  try {
    read(*engine, context, sink);
    if (sink.open() || !ledger.balances()) std::abort();
  } catch (const Error&) {
  }
  return 0;
}

inline int read(std::string_view format, const std::uint8_t* data, std::size_t size) {
  const auto source = io::memory_source({reinterpret_cast<const char*>(data), size});
  return check_reading(format, [&](const Engine& engine, const io::ReadContext& context, RecordSink& out) {
    io::read_source(engine, *source, context, out);
  });
}

inline int read_folder(std::string_view format, const io::Folder& folder) {
  return check_reading(format, [&](const Engine& engine, const io::ReadContext& context, RecordSink& out) {
    io::read_folder(engine, folder, context, out);
  });
}

}  // namespace affect::fuzz
