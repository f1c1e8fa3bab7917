/// Where bytes come from: a file, packed or not, standard input, or memory; read in pieces, in constant memory.
///
/// Thread-safety: none; one source, one thread.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "affect/diagnostics.h"
#include "affect/error.h"

namespace affect::io {

struct ReadContext;

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `size` bytes into `into`; 0 at the end. Throws IoError; InputError where what it reads is cut or damaged,
  /// after all that came before.
  virtual std::size_t read(char* into, std::size_t size) = 0;
  /// As messages show it: "call.srt", "standard input".
  virtual const std::string& name() const = 0;
  /// The file's path as given by the user; empty for standard input and memory.
  virtual std::string_view path() const { return {}; }
  /// Whether more stands in it than when it was opened, which is not read.
  virtual bool has_grown() const { return false; }
};

/// A path, or "-" for standard input; what gzip or zstd packed comes unpacked. Throws InputError with the reason:
/// missing, a directory, not readable. A named pipe that nobody writes to is given up after 10 seconds.
std::unique_ptr<ByteSource> open_source(const std::string& path);
/// Borrows `bytes`, which are given as they are.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::string name = "memory");

class Decoder;

/// Lines of a source, without their ends (LF, CRLF, CR), a byte order mark dropped, as UTF-8: what is written in
/// another encoding is found and converted (docs/io/formats.md has the rule); what is no character there becomes the
/// byte FF, which no UTF-8 has.
class LineReader {
 public:
  static constexpr std::size_t kMaxLine = 64u << 20;

  explicit LineReader(ByteSource& source, std::size_t max_line = kMaxLine);
  /// In the context's encoding, where it names one (ConfigError where there is none of that name). Under --keep-going,
  /// where nothing more can be read of the source (a cut archive, a line over the limit), its text ends there, and
  /// finish() reports it.
  LineReader(ByteSource& source, const ReadContext& context);
  ~LineReader();
  /// The next line, byte for byte, valid until the next call. False at the end. Throws InputError for a line over the
  /// limit.
  bool next(std::string_view& line);
  /// The next line as text: what is not UTF-8, and NUL, becomes U+FFFD and is counted ("bad_encoding", "nul_byte").
  bool next_text(std::string_view& line, Diagnostics& diagnostics);
  /// Number of the line that next() gave, from 1.
  std::size_t line() const { return line_; }
  /// Bytes before that line, after decoding.
  std::size_t offset() const { return offset_; }
  const std::string& name() const { return source_.name(); }
  std::string_view path() const { return source_.path(); }
  /// A place in the line that next() gave; columns count bytes from 1.
  Place place(std::size_t column = 0) const { return {name(), line_, column}; }
  /// Decoded text as it comes, whatever its lines, valid until the next call; for formats that are not read by lines.
  /// False at the end.
  bool next_chunk(std::string_view& text);
  /// At least `size` bytes, or all there are, of what is not yet consumed, decoded: what detection looks at. Of a live
  /// stream (ReadContext::live) what a pipe gave at once, once that holds a line.
  std::string_view peek(std::size_t size);
  /// Gives the bytes as they are, not decoded; before anything but peek(). For mail, whose parts have encodings of
  /// their own.
  void as_bytes();
  /// What stopped the text before its end, under --keep-going.
  const std::optional<InputError>& failure() const { return failure_; }
  /// What the text is written in, as far as it was read: "UTF-8", "windows-1252".
  const std::string& encoding() const;
  /// `error` ends the reading: throws it, or, under --keep-going, passes over what is left of the text and rejects it,
  /// as one piece of the ledger. `taken`: bytes at its begin that were consumed already; `is_counted`: the piece at
  /// hand is a part of it. Where the text itself was stopped (failure()), that is the error.
  void lose_rest(const ReadContext& context, const InputError& error, std::string_view raw = {}, std::size_t taken = 0,
                 bool is_counted = false);
  /// All is read: reports what stopped it, and the encoding where it was guessed ("encoding_found").
  void finish(const ReadContext& context);

 private:
  /// ascii: nothing else has come, and it does not matter yet.
  enum class Stage { start, ascii, utf8, decoded };

  bool fill();
  void begin();
  void decode(const std::string& encoding);
  void take_raw();
  bool settle();
  bool give(std::string_view& line, std::size_t end, std::size_t next_begin);
  std::size_t pull(std::string& into);
  bool is_too_long(std::size_t size);
  /// Nothing more comes: throws what stopped the text, or gives false.
  bool end_of_text();

  ByteSource& source_;
  std::size_t max_line_;
  bool keep_going_ = false, live_ = false;
  std::optional<InputError> failure_;
  bool rest_is_lost_ = false;  ///< and reported
  std::string buffer_;
  std::size_t begin_ = 0;      ///< of what is not yet consumed
  std::size_t scanned_ = 0;    ///< no line end in [begin_, scanned_)
  std::size_t line_feed_ = 0;  ///< no LF in [scanned_, line_feed_)
  std::size_t line_ = 0;
  std::size_t offset_ = 0;
  std::size_t consumed_ = 0;
  bool at_end_ = false;
  bool skip_line_feed_ = false;  ///< the last line ended with a CR that may be half of CRLF
  Stage stage_ = Stage::start;
  std::string wanted_;  ///< the encoding that the user names
  std::unique_ptr<Decoder> decoder_;
  bool guessed_ = false;
  bool source_ended_ = false;
  std::string raw_;     ///< bytes that are not yet decoded
  std::string peeked_;  ///< all bytes, until something is read
  std::string clean_;   ///< the mended line of next_text()
};

}  // namespace affect::io
