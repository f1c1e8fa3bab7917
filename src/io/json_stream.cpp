#include "io/json_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "io/json_check.h"
#include "io/json_value.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxKey = 64u << 10;
constexpr std::size_t kCheckedKeys = 1000;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

[[noreturn]] void not_a(std::string_view key, std::string_view what) {
  throw InputError(key.empty() ? fmt::format("a value is not {}", what) : fmt::format("\"{}\" is not {}", key, what));
}

/// Throws where an object names a member twice: nobody can tell which one is meant.
void check_keys(simdjson::dom::element element) {
  if (element.is_object()) {
    KeySet keys;
    for (const auto [key, value] : simdjson::dom::object(element)) {
      if (!keys.insert(key)) throw InputError(fmt::format("key \"{}\" stands twice", key));
      check_keys(value);
    }
  } else if (element.is_array()) {
    for (const auto item : simdjson::dom::array(element)) check_keys(item);
  }
}

bool hex4(std::string_view text, std::uint32_t& code) {
  if (text.size() < 4) return false;
  code = 0;
  for (const char c : text.substr(0, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return false;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return true;
}

/// "\ud83d" without its other half becomes "\ufffd". Gives how many there were.
std::size_t mend_surrogates(std::string& json) {
  std::size_t mended = 0;
  for (std::size_t i = 0; i + 1 < json.size(); ++i) {
    if (json[i] != '\\') continue;
    std::uint32_t code = 0, low = 0;
    if (json[i + 1] != 'u' || !hex4(std::string_view(json).substr(i + 2), code)) {
      ++i;
      continue;
    }
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && json.compare(i + 6, 2, "\\u") == 0 && hex4(std::string_view(json).substr(i + 8), low) &&
        low >= 0xDC00 && low < 0xE000) {
      i += 11;
      continue;
    }
    if (code >= 0xD800 && code < 0xE000) {
      json.replace(i + 2, 4, "fffd");
      ++mended;
    }
    i += 5;
  }
  return mended;
}

}  // namespace

std::string_view JsonView::string() const {
  std::string_view text;
  if (element_.get_string().get(text)) not_a({}, "a string");
  return text;
}

double JsonView::number() const {
  double value = 0;
  if (element_.get_double().get(value)) not_a({}, "a number");
  return value;
}

std::int64_t JsonView::integer() const {
  std::int64_t value = 0;
  if (element_.get_int64().get(value)) not_a({}, "a whole number");
  return value;
}

std::vector<JsonView> JsonView::items() const {
  simdjson::dom::array array;
  if (element_.get_array().get(array)) not_a({}, "an array");
  std::vector<JsonView> items;
  for (const auto item : array) items.emplace_back(item);
  return items;
}

std::vector<std::pair<std::string_view, JsonView>> JsonView::members() const {
  simdjson::dom::object object;
  if (element_.get_object().get(object)) not_a({}, "an object");
  std::vector<std::pair<std::string_view, JsonView>> members;
  for (const auto [key, value] : object) members.emplace_back(key, JsonView(value));
  return members;
}

std::optional<JsonView> JsonView::find(std::string_view key) const {
  simdjson::dom::object object;
  if (element_.get_object().get(object)) not_a({}, "an object");
  simdjson::dom::element value;
  if (object.at_key(key).get(value) || value.is_null()) return std::nullopt;
  return JsonView(value);
}

std::optional<JsonView> JsonView::object(std::string_view key) const {
  const auto value = find(key);
  if (value && !value->is_object()) not_a(key, "an object");
  return value;
}

std::string_view JsonView::text(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (!value->is_string()) not_a(key, "a string");
  return value->string();
}

std::optional<double> JsonView::number(std::string_view key) const {
  const auto value = find(key);
  if (!value) return std::nullopt;
  if (!value->is_number()) not_a(key, "a number");
  return value->number();
}

std::optional<std::int64_t> JsonView::integer(std::string_view key) const {
  const auto value = find(key);
  if (!value) return std::nullopt;
  std::int64_t whole = 0;
  if (value->element_.get_int64().get(whole)) not_a(key, "a whole number");
  return whole;
}

bool JsonView::flag(std::string_view key) const {
  const auto value = find(key);
  bool flag = false;
  if (value && value->element_.get_bool().get(flag)) not_a(key, "true or false");
  return flag;
}

std::vector<JsonView> JsonView::items(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (!value->is_array()) not_a(key, "an array");
  return value->items();
}

std::string JsonView::id(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (value->is_string()) return std::string(value->string());
  std::int64_t whole = 0;
  if (!value->element_.get_int64().get(whole)) return std::to_string(whole);
  std::uint64_t large = 0;
  if (!value->element_.get_uint64().get(large)) return std::to_string(large);
  not_a(key, "an id");
}

bool JsonStream::refill() {
  count_lines();
  if (!lines_.next_chunk(chunk_)) {
    chunk_ = {};
    at_ = counted_ = 0;
    return false;
  }
  at_ = counted_ = 0;
  return true;
}

void JsonStream::count_lines() {
  const std::size_t end = std::min(at_, chunk_.size());
  while (counted_ < end) {
    const void* found = std::memchr(chunk_.data() + counted_, '\n', end - counted_);
    if (found == nullptr) break;
    ++line_;
    column_ = 1;
    counted_ = static_cast<std::size_t>(static_cast<const char*>(found) - chunk_.data()) + 1;
  }
  column_ += end - counted_;
  counted_ = end;
}

void JsonStream::fail(std::string what, std::string hint) {
  count_lines();
  broken_ = true;
  throw InputError(std::move(what), {lines_.name(), line_, column_}, std::move(hint));
}

char JsonStream::skip_space() {
  for (;;) {
    const char c = current();
    if (c == '\0' && at_ >= chunk_.size()) return '\0';
    if (!is_space(c)) return c;
    ++at_;
  }
}

char JsonStream::peek() { return skip_space(); }

void JsonStream::begin_value() {
  if (skip_space() == '\0' && at_ >= chunk_.size()) {
    fail("the JSON text stops before it is complete", "the file was cut; export it again, or --keep-going");
  }
  count_lines();
  value_line_ = line_;
  value_column_ = column_;
  ++values_;
}

void JsonStream::open(char bracket) {
  begin_value();
  if (current() != bracket) fail(bracket == '{' ? "an object should stand here" : "an array should stand here");
  ++at_;
  first_ = true;
}

bool JsonStream::next_of(char close) {
  char c = skip_space();
  if (c == close) {
    ++at_;
    first_ = false;
    return false;
  }
  if (!std::exchange(first_, false)) {
    if (c == '\0')
      fail("the JSON text stops before it is complete", "the file was cut; export it again, or --keep-going");
    if (c != ',') fail(fmt::format("a comma or {} should stand here", close));
    ++at_;
    c = skip_space();
    if (c == close) fail(fmt::format("a comma stands before {}", close));
  }
  return true;
}

bool JsonStream::next_member(std::string& key, std::set<std::string>& keys) {
  if (!next_of('}')) return false;
  if (skip_space() != '"') fail("a key in quotes should stand here");
  std::string raw;
  pass_string(&raw);
  if (raw.size() > kMaxKey) fail("a key is longer than 64 KiB");
  try {
    key = unescape(std::string_view(raw).substr(1, raw.size() - 2));
  } catch (const JsonFault& fault) {
    fail(fault.what);
  }
  if (keys.size() < kCheckedKeys && !keys.insert(key).second) fail(fmt::format("key \"{}\" stands twice", key));
  if (skip_space() != ':') fail("a colon should stand here");
  ++at_;
  return true;
}

bool JsonStream::next_item() { return next_of(']'); }

void JsonStream::append(std::string* into, std::size_t from) {
  if (into == nullptr) return;
  into->append(chunk_, from, at_ - from);
  if (into->size() > kMaxValue) fail("one value is larger than 16 MiB", "is this the right file?");
}

void JsonStream::pass_string(std::string* into) {
  std::size_t from = at_;
  ++at_;
  for (bool escaped = false;;) {
    while (at_ < chunk_.size()) {
      const char c = chunk_[at_++];
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        append(into, from);
        return;
      }
    }
    append(into, from);
    from = 0;
    if (!refill()) fail("a string is not closed", "the file was cut; export it again, or --keep-going");
  }
}

void JsonStream::pass_value(std::string* into) {
  const char first = current();
  if (first == '"') return pass_string(into);
  if (first != '{' && first != '[') {
    std::size_t from = at_;
    for (;;) {
      while (at_ < chunk_.size() && std::strchr(",]}: \t\r\n", chunk_[at_]) == nullptr) ++at_;
      append(into, from);
      if (at_ < chunk_.size()) break;
      from = 0;
      if (!refill()) break;
    }
    return;
  }
  std::size_t depth = 0;
  std::size_t from = at_;
  for (;;) {
    while (at_ < chunk_.size()) {
      const char c = chunk_[at_];
      if (c == '"') {
        append(into, from);
        pass_string(into);
        from = at_;
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') {
        ++depth;
        if (into != nullptr && depth > static_cast<std::size_t>(kMaxDepth)) fail("nested deeper than 64");
      } else if (c == '}' || c == ']') {
        if (--depth == 0) {
          append(into, from);
          return;
        }
      }
    }
    append(into, from);
    from = 0;
    if (!refill())
      fail("the JSON text stops before it is complete", "the file was cut; export it again, or --keep-going");
  }
}

simdjson::error_code JsonStream::parse(simdjson::dom::element& element) {
  raw_.reserve(raw_.size() + simdjson::SIMDJSON_PADDING);
  return parser_.parse(raw_.data(), raw_.size(), false).get(element);
}

JsonView JsonStream::take() {
  begin_value();
  raw_.clear();
  pass_value(&raw_);
  simdjson::dom::element element;
  auto error = parse(element);
  if (error == simdjson::UTF8_ERROR) {
    std::string clean;
    append_clean_utf8(raw_, clean);
    raw_ = std::move(clean);
    context_.diagnostics.add("bad_encoding", "bytes that are not UTF-8 became U+FFFD", place());
    error = parse(element);
  }
  if (error == simdjson::STRING_ERROR) {
    if (mend_surrogates(raw_) > 0) {
      context_.diagnostics.add("lone_surrogate", "half a surrogate pair became U+FFFD", place());
      error = parse(element);
    }
  }
  if (error) {
    const bool nan = raw_.find("NaN") != std::string::npos || raw_.find("Infinity") != std::string::npos;
    throw InputError(json_error(error), place(), nan ? "JSON has no NaN and no Infinity" : "");
  }
  check_keys(element);
  return JsonView(element);
}

void JsonStream::skip() {
  begin_value();
  pass_value(nullptr);
}

void JsonStream::finish() {
  if (skip_space() != '\0' || at_ < chunk_.size()) fail("text follows the end of the JSON text");
}

void JsonStream::lose_piece(const InputError& error) {
  if (!broken_) return context_.fault(place(), error.message(), error.hint(), raw());
  if (context_.ledger != nullptr) context_.ledger->reject(error.message());
  throw error;
}

}  // namespace affect::io
