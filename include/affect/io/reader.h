/// Reads one kind of file into records. A new format is one file src/io/formats/<format>.cpp with register_<format>.
///
///   Diagnostics diagnostics;
///   ReadContext context{.diagnostics = diagnostics};
///   read_path(engine, "call.srt", context, sink);
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
#include "affect/io/folder.h"
#include "affect/io/ledger.h"
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

/// How a date of three numbers is meant.
enum class DateOrder { unknown, day_month_year, month_day_year, year_month_day };

struct ReadContext {
  Diagnostics& diagnostics;
  /// Where set, what cannot be read is handed over and skipped (--keep-going); else it throws InputError.
  std::function<void(const Reject&)> reject = {};
  std::string format = {};                          ///< a reader's name; empty: found by content, then by file name
  std::string episode = {};                         ///< the episode's id; empty: the file's stem
  std::map<std::string, std::string> columns = {};  ///< our name -> the file's column or path: {"speaker", "from"}
  std::string subject = {};                         ///< whose signal or diary it is, where the file does not say
  std::string zone = {};                            ///< IANA name: where times without a zone were written
  std::string encoding = {};                        ///< of text; empty: found
  DateOrder date_order = DateOrder::unknown;        ///< unknown: found over the whole file, and said
  bool live = false;         ///< the format is what the first bytes of a pipe say: more may be long in coming
  Ledger* ledger = nullptr;  ///< where set, every piece is accounted for

  // What becomes of a piece (see Ledger); each does nothing where there is no ledger.
  void piece(std::size_t pieces = 1) const;
  void keep(std::size_t pieces = 1) const;
  /// The piece at hand is left out: counted in the ledger by `code`'s message, and as a diagnostic.
  void skip(std::string code, std::string message, const Place& place, std::string hint = {}) const;
  /// Reports a fault of the input: hands it over and counts it ("rejected"), or throws InputError. `pieces` of the
  /// ledger are lost by it: 0 where what is wrong is only a part of a piece that is kept.
  void fault(const Place& place, std::string what, std::string hint, std::string_view raw,
             std::size_t pieces = 1) const;
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// How sure this reader is that the head of a file (decoded, up to 64 KiB) is its own: 0 no .. 1 certain.
  /// `name` is the file name without an ending of compression, for what content alone cannot tell.
  virtual double recognises(std::string_view head, std::string_view name) const = 0;
  /// A short input in the format's true shape, for `affect formats`.
  virtual std::string_view example() const = 0;
  /// Reads one episode or more, each from EpisodeInfo to End, in constant memory where the format allows.
  virtual void read(LineReader& lines, const ReadContext& context, RecordSink& out) const = 0;
};

/// Reads a folder that is one export as a whole: a Slack workspace, a ConvoKit corpus.
class FolderReader {
 public:
  virtual ~FolderReader() = default;
  /// How sure this reader is, from the names in the folder and the heads of its files: 0 no .. 1 certain.
  virtual double recognises(const Folder& folder) const = 0;
  /// The folder's layout, for `affect formats`.
  virtual std::string_view example() const = 0;
  virtual void read(const Folder& folder, const ReadContext& context, RecordSink& out) const = 0;
};

/// What the episode of an input is called where nobody says: "call" of "talks/call.csv.gz", "stdin" of "-".
std::string episode_name(const std::string& path);

/// A file, "-", a folder or a zip archive. Throws InputError (nothing recognises it, nothing in it, it cannot be
/// opened), IoError, ConfigError.
///
/// A folder that no FolderReader knows is a corpus: each of its files is read as an episode
/// `<folder>/<path without its ending>`, the only text in a zip archive as `<archive>`. What is no text at all is left
/// out and counted ("left_out"); a file that cannot be read is an error that names it, or, under --keep-going, rejected
/// as one piece, with its episode closed.
void read_path(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out);
/// One file or "-".
void read_file(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out);
/// The same from an open source.
void read_source(const Engine& engine, ByteSource& source, const ReadContext& context, RecordSink& out);
/// The same from an open folder.
void read_folder(const Engine& engine, const Folder& folder, const ReadContext& context, RecordSink& out);

}  // namespace affect::io
