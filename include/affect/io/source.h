/// Where bytes come from: a file, standard input, or memory; read in pieces, in constant memory.
///
/// Thread-safety: none; one source, one thread.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace affect::io {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `size` bytes into `into`; 0 at the end. Throws IoError.
  virtual std::size_t read(char* into, std::size_t size) = 0;
  /// As messages show it: "call.srt", "standard input".
  virtual const std::string& name() const = 0;
};

/// A path, or "-" for standard input. Throws IoError with the reason: missing, a directory, not readable.
std::unique_ptr<ByteSource> open_source(const std::string& path);
/// Borrows `bytes`.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::string name = "memory");

/// Lines of a source, without their ends (LF, CRLF, CR), a UTF-8 BOM dropped. UTF-16 with a BOM is converted.
class LineReader {
 public:
  static constexpr std::size_t kMaxLine = 64u << 20;

  explicit LineReader(ByteSource& source, std::size_t max_line = kMaxLine);
  /// The next line, valid until the next call. False at the end. Throws InputError for a line over the limit.
  bool next(std::string_view& line);
  /// Number of the line that next() gave, from 1.
  std::size_t line() const { return line_; }
  /// Bytes before that line, after decoding.
  std::size_t offset() const { return offset_; }
  const std::string& name() const { return source_.name(); }
  /// The first bytes, decoded, without consuming them: what detection looks at.
  std::string_view peek(std::size_t size);

 private:
  bool fill();

  ByteSource& source_;
  std::size_t max_line_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;
  std::size_t line_ = 0;
  std::size_t offset_ = 0;
  std::size_t consumed_ = 0;
  bool at_end_ = false;
  bool skip_lf_ = false;
  enum class Encoding { unknown, utf8, utf16_le, utf16_be } encoding_ = Encoding::unknown;
  std::string raw_;  ///< UTF-16 bytes not yet converted
};

}  // namespace affect::io
