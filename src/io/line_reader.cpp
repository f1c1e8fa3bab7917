#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "affect/io/reader.h"
#include "affect/io/source.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::size_t kChunk = 256u << 10;

/// Where `byte` first stands in [from, to), or `to`.
std::size_t find_byte(const std::string& text, char byte, std::size_t from, std::size_t to) {
  const void* found = std::memchr(text.data() + from, byte, to - from);
  return found == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

LineReader::LineReader(ByteSource& source, std::size_t max_line) : source_(source), max_line_(max_line) {}

LineReader::LineReader(ByteSource& source, const ReadContext& context)
    : source_(source), max_line_(kMaxLine), keep_going_(context.reject != nullptr) {}

std::size_t LineReader::pull(char* into, std::size_t size) {
  if (failure_) return 0;
  try {
    return source_.read(into, size);
  } catch (const InputError& error) {
    failure_ = error;
    return 0;
  }
}

bool LineReader::end_of_text() {
  if (failure_ && failure_->place().line == 0 && line_ > 0) {
    failure_ = InputError(failure_->message(), {name(), line_ + 1}, failure_->hint());
  }
  if (failure_ && !keep_going_) throw InputError(*failure_);
  return false;
}

void LineReader::finish(const ReadContext& context) const {
  if (failure_) context.fault(failure_->place(), failure_->message(), failure_->hint(), {}, 0);
}

void LineReader::find_encoding() {
  char bytes[4];
  while (raw_.size() < sizeof bytes) {
    const std::size_t got = pull(bytes, sizeof bytes - raw_.size());
    if (got == 0) break;
    raw_.append(bytes, got);
  }
  using std::string_view_literals::operator""sv;
  if (raw_.starts_with("\xFF\xFE\0\0"sv) || raw_.starts_with("\0\0\xFE\xFF"sv)) {
    throw InputError("is written in UTF-32", {name()}, "convert it: iconv -f UTF-32 -t UTF-8");
  }
  if (raw_.starts_with("\xFF\xFE") || raw_.starts_with("\xFE\xFF")) {
    encoding_ = raw_[0] == '\xFF' ? Encoding::utf16_le : Encoding::utf16_be;
    raw_.erase(0, 2);
    return;
  }
  encoding_ = Encoding::utf8;
  buffer_ = raw_.starts_with("\xEF\xBB\xBF") ? raw_.substr(3) : raw_;
  raw_.clear();
}

bool LineReader::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    line_feed_ -= std::min(line_feed_, begin_);
    begin_ = 0;
  }
  if (encoding_ == Encoding::unknown) {
    find_encoding();
    if (!buffer_.empty()) return true;
  }
  if (encoding_ != Encoding::utf8) return fill_utf16();
  const std::size_t old = buffer_.size();
  buffer_.resize(old + kChunk);
  const std::size_t got = pull(buffer_.data() + old, kChunk);
  buffer_.resize(old + got);
  at_end_ = got == 0;
  return !at_end_;
}

bool LineReader::fill_utf16() {
  const std::size_t old = raw_.size();
  raw_.resize(old + kChunk);
  const std::size_t got = pull(raw_.data() + old, kChunk);
  raw_.resize(old + got);
  at_end_ = got == 0;
  const std::size_t high = encoding_ == Encoding::utf16_be ? 0 : 1;
  const auto unit = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(raw_[i + high]) << 8 |
                                      static_cast<unsigned char>(raw_[i + 1 - high]));
  };
  std::size_t i = 0;
  for (; i + 1 < raw_.size(); i += 2) {
    const std::uint32_t code = unit(i);
    if (code < 0xD800 || code > 0xDFFF) {
      append_utf8(code, buffer_);
      continue;
    }
    if (code < 0xDC00 && i + 3 >= raw_.size() && !at_end_) break;  // the other half comes with the next piece
    const std::uint32_t second = code < 0xDC00 && i + 3 < raw_.size() ? unit(i + 2) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) {
      append_utf8(0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00), buffer_);
      i += 2;
    } else {
      buffer_ += '\xFF';
    }
  }
  raw_.erase(0, i);
  if (!at_end_) return true;
  if (raw_.empty()) return false;
  raw_.clear();
  buffer_ += '\xFF';
  return true;
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
  while (buffer_.size() - begin_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(begin_);
}

}  // namespace affect::io
