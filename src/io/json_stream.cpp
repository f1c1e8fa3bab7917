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

constexpr std::size_t kMaxJsonKey = 64u << 10;
constexpr std::size_t kCheckedKeys = 1000;
/// Where a number, true, false or null ends.
constexpr std::string_view kJsonScalarEnds = ",]}:\" \t\r\n";
constexpr std::string_view kJsonCut = "the JSON text stops before it is complete";
constexpr std::string_view kBrokenHint = "mend it there, or export it again, or --keep-going";
constexpr std::string_view kJsonCutHint = "the file was cut; export it again, or --keep-going";

bool is_json_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

[[noreturn]] void not_json_type(std::string_view key, std::string_view what) {
  throw InputError(key.empty() ? fmt::format("a value is not {}", what) : fmt::format("\"{}\" is not {}", key, what));
}

std::string stands_twice(std::string_view key) {
  return key.size() <= 40 ? fmt::format("key \"{}\" stands twice", key) : "a key stands twice";
}

/// Throws where an object names a member twice: nobody can tell which one is meant.
void check_keys(simdjson::dom::element element) {
  if (element.is_object()) {
    KeySet keys;
    for (const auto [key, value] : simdjson::dom::object(element)) {
      if (!keys.insert(key)) throw InputError(stands_twice(key));
      check_keys(value);
    }
  } else if (element.is_array()) {
    for (const auto item : simdjson::dom::array(element)) check_keys(item);
  }
}

bool take_hex(std::string_view text, std::size_t digits, std::uint32_t& code) {
  if (text.size() < digits) return false;
  code = 0;
  for (const char c : text.substr(0, digits)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return false;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return true;
}

/// What was mended in the strings of a text.
struct MendedJson {
  std::size_t surrogates = 0, nuls = 0, controls = 0;
};

/// Copies `json` with "\ud83d" without its other half and "\u0000" as "\ufffd", and bare control characters in strings
/// as escapes, as well as "\x1F", which Telegram writes.
MendedJson mend_strings(std::string_view json, std::string& out) {
  MendedJson mended;
  bool inside = false;
  for (std::size_t i = 0; i < json.size();) {
    const char c = json[i];
    if (c == '"') inside = !inside;
    if (inside && static_cast<unsigned char>(c) < 0x20) {
      ++(c == '\0' ? mended.nuls : mended.controls);
      out += c == '\0' ? "\\ufffd" : fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      ++i;
      continue;
    }
    std::size_t size = inside && c == '\\' && i + 1 < json.size() ? 2 : 1;
    const std::string_view code_text = json.substr(std::min(i + 2, json.size()));
    std::uint32_t code = 0, low = 0;
    if (size == 2 && json[i + 1] == 'u' && take_hex(code_text, 4, code)) {
      size = 6;
      const bool high = code >= 0xD800 && code < 0xDC00;
      if (high && json.substr(i + 6, 2) == "\\u" && take_hex(json.substr(i + 8), 4, low) && low >= 0xDC00 &&
          low < 0xE000) {
        size = 12;
      } else if (code == 0 || (code >= 0xD800 && code < 0xE000)) {
        ++(code == 0 ? mended.nuls : mended.surrogates);
        out += "\\ufffd";
        i += size;
        continue;
      }
    } else if (size == 2 && json[i + 1] == 'x' && take_hex(code_text, 2, code)) {
      ++(code == 0 ? mended.nuls : mended.controls);
      out += code == 0 ? "\\ufffd" : fmt::format("\\u{:04x}", code);
      i += 4;
      continue;
    }
    out += json.substr(i, size);
    i += size;
  }
  return mended;
}

/// Whether NaN or Infinity stands where a value should.
bool has_nan(std::string_view json) {
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (inside && json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      inside = !inside;
    } else if (!inside && (json[i] == 'N' || json[i] == 'I')) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view JsonView::string() const {
  std::string_view text;
  if (element_.get_string().get(text)) not_json_type({}, "a string");
  return text;
}

double JsonView::number() const {
  double value = 0;
  if (element_.get_double().get(value)) not_json_type({}, "a number");
  return value;
}

std::int64_t JsonView::integer() const {
  std::int64_t value = 0;
  if (element_.get_int64().get(value)) not_json_type({}, "a whole number");
  return value;
}

std::string JsonView::id() const {
  if (is_string()) return std::string(string());
  std::int64_t whole = 0;
  if (!element_.get_int64().get(whole)) return std::to_string(whole);
  std::uint64_t large = 0;
  if (!element_.get_uint64().get(large)) return std::to_string(large);
  not_json_type({}, "an id");
}

std::vector<JsonView> JsonView::items() const {
  simdjson::dom::array array;
  if (element_.get_array().get(array)) not_json_type({}, "an array");
  std::vector<JsonView> items;
  for (const auto item : array) items.emplace_back(item);
  return items;
}

std::vector<std::pair<std::string_view, JsonView>> JsonView::members() const {
  simdjson::dom::object object;
  if (element_.get_object().get(object)) not_json_type({}, "an object");
  std::vector<std::pair<std::string_view, JsonView>> members;
  for (const auto [key, value] : object) members.emplace_back(key, JsonView(value));
  return members;
}

std::optional<JsonView> JsonView::find(std::string_view key) const {
  simdjson::dom::object object;
  if (element_.get_object().get(object)) not_json_type({}, "an object");
  simdjson::dom::element value;
  if (object.at_key(key).get(value) || value.is_null()) return std::nullopt;
  return JsonView(value);
}

std::optional<JsonView> JsonView::object(std::string_view key) const {
  const auto value = find(key);
  if (value && !value->is_object()) not_json_type(key, "an object");
  return value;
}

std::string_view JsonView::text(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (!value->is_string()) not_json_type(key, "a string");
  return value->string();
}

std::optional<double> JsonView::number(std::string_view key) const {
  const auto value = find(key);
  if (!value) return std::nullopt;
  if (!value->is_number()) not_json_type(key, "a number");
  return value->number();
}

std::optional<std::int64_t> JsonView::integer(std::string_view key) const {
  const auto value = find(key);
  if (!value) return std::nullopt;
  std::int64_t whole = 0;
  if (value->element_.get_int64().get(whole)) not_json_type(key, "a whole number");
  return whole;
}

bool JsonView::flag(std::string_view key) const {
  const auto value = find(key);
  bool flag = false;
  if (value && value->element_.get_bool().get(flag)) not_json_type(key, "true or false");
  return flag;
}

std::vector<JsonView> JsonView::items(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (!value->is_array()) not_json_type(key, "an array");
  return value->items();
}

std::string JsonView::json() const { return simdjson::minify(element_); }

std::string JsonView::id(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (!value->is_string() && !value->is_number()) not_json_type(key, "an id");
  return value->id();
}

bool JsonStream::refill() {
  count_lines();
  at_ = counted_ = 0;
  chunk_offset_ += chunk_.size();
  chunk_ = {};
  broken_ = true;  // where the source throws
  const bool more = lines_.next_chunk(chunk_);
  broken_ = false;
  return more;
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
  if (hint.empty()) hint = kBrokenHint;
  throw InputError(std::move(what), {lines_.name(), line_, column_}, std::move(hint));
}

char JsonStream::skip_space() {
  while (is_json_space(current())) ++at_;
  return current();
}

char JsonStream::peek() { return skip_space(); }

char JsonStream::need() {
  const char c = skip_space();
  if (at_end()) fail(std::string(kJsonCut), std::string(kJsonCutHint));
  return c;
}

void JsonStream::find_value() {
  raw_.clear();
  const char c = need();
  if (c == ',' || c == ']' || c == '}' || c == ':') fail("a value should stand here");
  count_lines();
  value_line_ = line_;
  value_column_ = column_;
  value_offset_ = chunk_offset_ + at_;
}

void JsonStream::open(char bracket) {
  find_value();
  if (current() != bracket) {
    throw InputError(bracket == '{' ? "an object should stand here" : "an array should stand here", place());
  }
  ++values_;
  ++at_;
  first_ = true;
}

bool JsonStream::next_of(char close) {
  raw_.clear();
  const char c = need();
  const bool first = std::exchange(first_, false);
  if (c == close) {
    ++at_;
    return false;
  }
  if (first) return true;
  if (c != ',') {
    if (!context_.reject || c != '{' || close != ']') fail(fmt::format("a comma or {} should stand here", close));
    count_lines();
    context_.fault({lines_.name(), line_, column_}, "a comma is missing before this", std::string(kBrokenHint), {}, 0);
    return true;
  }
  ++at_;
  if (need() == close) fail(fmt::format("a comma stands before {}", close));
  return true;
}

bool JsonStream::next_member(std::string& key, std::set<std::string>& keys) {
  if (!next_of('}')) return false;
  if (need() != '"') fail("a key in quotes should stand here");
  count_lines();
  value_line_ = line_;
  value_column_ = column_;
  std::string raw;
  pass_string(&raw);
  if (raw.size() > kMaxJsonKey) fail("a key is longer than 64 KiB");
  mend(raw);
  try {
    key = unescape(std::string_view(raw).substr(1, raw.size() - 2));
  } catch (const JsonFault& fault) {
    fail(fault.what);
  }
  if (keys.size() < kCheckedKeys && !keys.insert(key).second) fail(stands_twice(key));
  if (need() != ':') fail("a colon should stand here");
  ++at_;
  return true;
}

void JsonStream::append(std::string* into, std::size_t from) {
  if (into == nullptr || !refused_.empty()) return;
  if (into->size() + (at_ - from) > kMaxValue) {
    refused_ = "one value is larger than 16 MiB";
    return;
  }
  into->append(chunk_, from, at_ - from);
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
    if (!refill()) fail("a string is not closed", std::string(kJsonCutHint));
  }
}

void JsonStream::pass_value(std::string* into) {
  in_value_ = true;
  pass_text(into);
  in_value_ = false;
}

void JsonStream::pass_text(std::string* into) {
  const char first = current();
  if (first == '"') return pass_string(into);
  std::size_t from = at_;
  if (first != '{' && first != '[') {
    for (;;) {
      while (at_ < chunk_.size() && kJsonScalarEnds.find(chunk_[at_]) == std::string_view::npos) ++at_;
      append(into, from);
      from = 0;
      if (at_ < chunk_.size() || !refill()) return;
    }
  }
  std::uint64_t squares = 0;  // which of the open brackets are square, the innermost lowest
  bool is_deep = false;       // too deep to know
  for (std::size_t depth = 0;;) {
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
        if (++depth > kMaxDepth) {
          refused_ = "nested deeper than 64";
          is_deep = true;
        }
        squares = squares << 1 | static_cast<std::uint64_t>(c == '[');
      } else if (c == '}' || c == ']') {
        // What closes nothing makes this value no JSON, but is not its end.
        if (!is_deep && (c == ']') != ((squares & 1) != 0)) continue;
        squares >>= 1;
        if (--depth == 0) {
          append(into, from);
          return;
        }
      }
    }
    append(into, from);
    from = 0;
    if (!refill()) fail(std::string(kJsonCut), std::string(kJsonCutHint));
  }
}

simdjson::error_code JsonStream::parse(simdjson::dom::element& element) {
  raw_.reserve(raw_.size() + simdjson::SIMDJSON_PADDING);
  return parser_.parse(raw_.data(), raw_.size(), false).get(element);
}

bool JsonStream::mend(std::string& json) {
  std::string clean;
  const bool valid = is_utf8(json);
  if (!valid) {
    append_clean_utf8(json, clean);
    json = std::exchange(clean, {});
    context_.diagnostics.add("bad_encoding", "bytes that are not UTF-8 became U+FFFD", place());
  }
  const MendedJson mended = mend_strings(json, clean);
  json = std::move(clean);
  if (mended.nuls > 0) context_.diagnostics.add("nul_byte", "NUL became U+FFFD", place());
  if (mended.surrogates > 0) {
    context_.diagnostics.add("lone_surrogate", "half a surrogate pair became U+FFFD", place());
  }
  if (mended.controls > 0) {
    context_.diagnostics.add("bare_control", "a string holds control characters that JSON wants escaped in another way",
                             place());
  }
  return !valid || mended.nuls + mended.surrogates + mended.controls > 0;
}

JsonView JsonStream::take() {
  find_value();
  ++values_;
  pass_value(&raw_);
  if (!refused_.empty()) throw InputError(std::exchange(refused_, {}), place(), "is this the right file?");
  return parsed();
}

JsonView JsonStream::take_line(std::string_view line) {
  value_line_ = lines_.line();
  value_column_ = 1;
  raw_ = line.substr(0, kMaxValue + 1);
  if (raw_.size() > kMaxValue) throw InputError("one value is larger than 16 MiB", place(), "is this the right file?");
  return parsed();
}

JsonView JsonStream::parsed() {
  if (raw_.find("\\u0000") != std::string::npos) mend(raw_);
  simdjson::dom::element element;
  auto error = parse(element);
  if (error && mend(raw_)) error = parse(element);
  if (error) throw InputError(json_error(error), place(), has_nan(raw_) ? "JSON has no NaN and no Infinity" : "");
  check_keys(element);
  return JsonView(element);
}

void JsonStream::skip() {
  find_value();
  ++values_;
  pass_value(nullptr);
  refused_.clear();
}

void JsonStream::finish() {
  raw_.clear();
  skip_space();
  if (!at_end()) fail("text follows the end of the JSON text");
}

void JsonStream::lose(const InputError& error, std::size_t pieces) {
  if (!broken_) {
    const Place& where = error.place().line > 0 ? error.place() : place();
    return context_.fault(where, error.message(), error.hint(), raw(), pieces);
  }
  in_piece_ = in_piece_ || pieces > 0;
  throw error;
}

void JsonStream::lose_rest(const InputError& error) {
  const std::size_t end = chunk_offset_ + chunk_.size();
  const std::size_t from = in_value_ ? value_offset_ : chunk_offset_ + std::min(at_, chunk_.size());
  at_ = chunk_.size();
  const InputError placed =
      error.place().line > 0 ? InputError(error) : InputError(error.message(), place(), error.hint());
  lines_.lose_rest(context_, placed, raw(), end - from, in_piece_);
}

}  // namespace affect::io
