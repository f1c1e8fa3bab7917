#include <algorithm>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "affect/io/reader.h"
#include "affect/io/source.h"
#include "io/ascii.h"
#include "io/encodings.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::size_t kChunk = 256u << 10;
/// What UTF-16 without a mark shows itself in, and what tells other encodings apart.
constexpr std::size_t kFirst = 64, kFirstUtf16 = 4u << 10, kWindow = 64u << 10;

std::size_t find_high(std::string_view bytes) {
  return static_cast<std::size_t>(std::find_if(bytes.begin(), bytes.end(), is_high) - bytes.begin());
}

/// Where `byte` first stands in [from, to), or `to`.
std::size_t find_byte(const std::string& text, char byte, std::size_t from, std::size_t to) {
  const void* found = std::memchr(text.data() + from, byte, to - from);
  return found == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

LineReader::LineReader(ByteSource& source, std::size_t max_line) : source_(source), max_line_(max_line) {}

LineReader::LineReader(ByteSource& source, const ReadContext& context)
    : source_(source),
      max_line_(kMaxLine),
      keep_going_(context.reject != nullptr),
      live_(context.live),
      wanted_(context.encoding) {
  if (!wanted_.empty()) wanted_ = Decoder(wanted_).name();
}

LineReader::~LineReader() = default;

std::size_t LineReader::pull(std::string& into) {
  const std::size_t old = into.size();
  into.resize(old + kChunk);
  std::size_t got = 0;
  try {
    if (!failure_) got = source_.read(into.data() + old, kChunk);
  } catch (const InputError& error) {
    failure_ = error;
  } catch (...) {
    into.resize(old);
    throw;
  }
  into.resize(old + got);
  if (consumed_ == 0) peeked_.append(into, old, got);
  source_ended_ = got == 0;
  return got;
}

bool LineReader::end_of_text() {
  if (failure_ && failure_->place().line == 0 && line_ > 0) {
    failure_ = InputError(failure_->message(), {name(), line_ + 1}, failure_->hint());
  }
  if (failure_ && !keep_going_) throw InputError(*failure_);
  return false;
}

const std::string& LineReader::encoding() const {
  static const std::string utf8 = "UTF-8";
  return decoder_ ? decoder_->name() : utf8;
}

void LineReader::lose_rest(const ReadContext& context, const InputError& error, std::string_view raw, std::size_t taken,
                           bool is_counted) {
  if (!context.reject) throw InputError(error);
  std::string kept(raw);  // reading on takes what it may lie in
  for (std::string_view chunk; next_chunk(chunk);) taken += chunk.size();
  const InputError& cause = failure_ ? *failure_ : error;
  rest_is_lost_ = true;
  if (!is_counted) context.piece();
  if (context.ledger != nullptr) context.ledger->lose(taken);
  Place place = cause.place().line > 0 ? cause.place() : error.place();
  if (place.line == 0) place = {name(), std::max<std::size_t>(line_, 1)};
  const std::string rest = taken > 0 ? fmt::format("the rest of the file, {} bytes, is not read: ", taken)
                                     : "the file is not read to its end: ";
  context.fault(place, rest + cause.message(), cause.hint(), kept);
}

void LineReader::finish(const ReadContext& context) {
  if (guessed_) {
    context.diagnostics.add("encoding_found", "read as " + encoding(), {name()},
                            "--encoding NAME where that is wrong, and letters look odd");
  }
  if (source_.has_grown()) {
    context.diagnostics.add("grew", "the file grew while it was read: what came later is left out", {name()});
  }
  if (context.ledger != nullptr) context.ledger->encoding(encoding());
  if (failure_ && !rest_is_lost_) lose_rest(context, InputError(*failure_));
}

void LineReader::decode(const std::string& encoding) {
  stage_ = encoding == "UTF-8" ? Stage::utf8 : Stage::decoded;
  if (stage_ == Stage::decoded) decoder_ = std::make_unique<Decoder>(encoding);
}

void LineReader::begin() {
  // What goes on may be shorter for hours.
  const auto shows_line = [&] { return live_ && raw_.find('\n') != std::string::npos; };
  while (raw_.size() < kFirst && !shows_line() && pull(raw_) > 0) {
  }
  struct Mark {
    std::string_view bytes, encoding;
  };
  using std::string_view_literals::operator""sv;
  static constexpr Mark kMarks[] = {{"\xEF\xBB\xBF"sv, "UTF-8"},
                                    {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                    {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                    {"\xFF\xFE"sv, "UTF-16LE"},
                                    {"\xFE\xFF"sv, "UTF-16BE"}};
  for (const Mark& mark : kMarks) {
    if (!raw_.starts_with(mark.bytes)) continue;
    raw_.erase(0, mark.bytes.size());
    return decode(std::string(mark.encoding));
  }
  if (!wanted_.empty()) return decode(wanted_);
  stage_ = Stage::ascii;
  if (raw_.substr(0, kFirst).find('\0') == std::string::npos) return;
  while (raw_.size() < kFirstUtf16 && pull(raw_) > 0) {
  }
  const std::string_view utf16 = guess_utf16(std::string_view(raw_).substr(0, kFirstUtf16));
  if (utf16.empty()) return;
  guessed_ = true;
  decode(std::string(utf16));
}

/// Whether the encoding is found: raw_ begins with the first byte that is not ASCII.
bool LineReader::settle() {
  const std::string_view window = std::string_view(raw_).substr(0, kWindow);
  const auto line_end = window.find_first_of("\r\n");
  if (line_end != std::string_view::npos && is_utf8(window.substr(0, line_end))) {
    stage_ = Stage::utf8;
    return true;
  }
  if (window.size() < kWindow && !source_ended_) return false;
  decode(guess_encoding(window));
  guessed_ = decoder_ != nullptr;
  return true;
}

/// Moves from raw_ to buffer_ what can be decoded.
void LineReader::take_raw() {
  if (stage_ == Stage::ascii) {
    const std::size_t ascii = find_high(raw_);
    buffer_.append(raw_, 0, ascii);
    raw_.erase(0, ascii);
    if (raw_.empty() || !settle()) return;
  }
  if (stage_ == Stage::utf8) {
    buffer_ += raw_;
  } else {
    decoder_->decode(raw_, source_ended_, buffer_);
  }
  raw_.clear();
}

void LineReader::as_bytes() {
  buffer_ = peeked_.starts_with("\xEF\xBB\xBF") ? peeked_.substr(3) : peeked_;
  raw_.clear();
  decoder_.reset();
  guessed_ = false;
  stage_ = Stage::utf8;
  begin_ = scanned_ = line_feed_ = 0;
}

bool LineReader::fill() {
  if (consumed_ > 0) peeked_ = {};
  if (at_end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    line_feed_ -= std::min(line_feed_, begin_);
    begin_ = 0;
  }
  const std::size_t old = buffer_.size();
  if (stage_ == Stage::start) begin();
  for (;;) {
    take_raw();
    if (buffer_.size() > old) return true;
    at_end_ = source_ended_;
    if (at_end_) return false;
    pull(stage_ == Stage::utf8 ? buffer_ : raw_);
  }
}

bool LineReader::is_too_long(std::size_t size) {
  if (size <= max_line_) return false;
  failure_ = InputError("line is longer than " + std::to_string(max_line_) + " bytes", {name(), line_ + 1},
                        "is this a text file?");
  buffer_.clear();
  begin_ = scanned_ = line_feed_ = 0;
  at_end_ = true;
  return true;
}

bool LineReader::give(std::string_view& line, std::size_t end, std::size_t next_begin) {
  if (is_too_long(end - begin_)) return end_of_text();
  line = std::string_view(buffer_).substr(begin_, end - begin_);
  offset_ = consumed_;
  consumed_ += next_begin - begin_;
  begin_ = scanned_ = next_begin;
  ++line_;
  return true;
}

bool LineReader::next(std::string_view& line) {
  for (;;) {
    if (skip_line_feed_ && begin_ < buffer_.size()) {
      skip_line_feed_ = false;
      if (buffer_[begin_] == '\n') {
        ++consumed_;
        scanned_ = ++begin_;
      }
    }
    const std::size_t size = buffer_.size();
    line_feed_ = std::max(line_feed_, scanned_);
    if (line_feed_ < size && buffer_[line_feed_] != '\n') {
      line_feed_ = find_byte(buffer_, '\n', line_feed_, size);
    }
    const std::size_t end = find_byte(buffer_, '\r', scanned_, line_feed_);
    if (end < size) {
      if (buffer_[end] == '\n') return give(line, end, end + 1);
      if (end + 1 < size) return give(line, end, end + (buffer_[end + 1] == '\n' ? 2 : 1));
      skip_line_feed_ = true;
      return give(line, end, end + 1);
    }
    scanned_ = size;
    if (is_too_long(size - begin_)) return end_of_text();
    if (fill()) continue;
    end_of_text();
    return begin_ < buffer_.size() && give(line, buffer_.size(), buffer_.size());
  }
}

bool LineReader::next_text(std::string_view& line, Diagnostics& diagnostics) {
  if (!next(line)) return false;
  const bool nul = std::memchr(line.data(), '\0', line.size()) != nullptr;
  const bool valid = is_utf8(line);
  if (valid && !nul) return true;
  clean_.clear();
  const std::size_t first = append_clean_utf8(line, clean_);
  if (nul) diagnostics.add("nul_byte", "NUL bytes became U+FFFD", place(line.find('\0') + 1));
  if (!valid) {
    diagnostics.add("bad_encoding", "bytes that are not UTF-8 became U+FFFD", place(first + 1),
                    "convert the file: iconv -f WINDOWS-1252 -t UTF-8");
  }
  line = clean_;
  return true;
}

bool LineReader::next_chunk(std::string_view& text) {
  while (begin_ == buffer_.size()) {
    if (!fill()) return end_of_text();
  }
  text = std::string_view(buffer_).substr(begin_);
  consumed_ += text.size();
  begin_ = scanned_ = line_feed_ = buffer_.size();
  return true;
}

std::string_view LineReader::peek(std::size_t size) {
  // A stream that goes on shows a line; its next one may be hours away.
  const auto shows_line = [&] { return buffer_.find('\n', begin_) != std::string::npos; };
  while (buffer_.size() - begin_ < size && !(live_ && shows_line()) && fill()) {
  }
  return std::string_view(buffer_).substr(begin_);
}

}  // namespace affect::io
