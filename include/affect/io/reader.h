/// Reads one kind of file into records. A new format is one file src/io/<format>.cpp with register_<format>.
///
///   Diagnostics diagnostics;
///   ReadContext context{.diagnostics = diagnostics};
///   read_file(engine, "call.srt", context, sink);
///
/// Thread-safety: a Reader is immutable; one source, context and sink, one thread.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "affect/diagnostics.h"
#include "affect/engine.h"
#include "affect/io/source.h"
#include "affect/record.h"

namespace affect::io {

/// A piece of input that could not be read, for the rejects file.
struct Reject {
  Place place;
  std::string what;
  std::string hint;
  std::string raw;  ///< the input's own bytes, at most 4 KiB
};

struct ReadContext {
  Diagnostics& diagnostics;
  /// Where set, what cannot be read is handed over and skipped (--keep-going); else it throws InputError.
  std::function<void(const Reject&)> reject = {};
  std::string format = {};                          ///< a reader's name; empty: found by content, then by file name
  std::string episode = {};                         ///< the episode's id; empty: the file's stem
  std::map<std::string, std::string> columns = {};  ///< our name -> the file's column: {"speaker", "from"}
  std::string subject = {};                         ///< whose signal or diary it is, where the file does not say

  /// Reports a fault of the input: hands it over and counts it ("rejected"), or throws InputError.
  void fault(const Place& place, std::string what, std::string hint, std::string_view raw) const;
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// How sure this reader is that the head of a file (decoded, up to 64 KiB) is its own: 0 no .. 1 certain.
  /// `name` is the file name, for what content alone cannot tell.
  virtual double recognises(std::string_view head, std::string_view name) const = 0;
  /// Reads one episode or more, each from EpisodeInfo to End, in constant memory where the format allows.
  virtual void read(LineReader& lines, const ReadContext& context, RecordSink& out) const = 0;
};

/// Opens, finds the reader, reads. Throws InputError (nothing recognises it, nothing in it), IoError, ConfigError.
void read_file(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out);
/// The same from an open source.
void read_source(const Engine& engine, ByteSource& source, const ReadContext& context, RecordSink& out);

}  // namespace affect::io
