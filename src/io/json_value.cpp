#include "io/json_value.h"

#include <cmath>

namespace affect::io {
namespace {

std::string_view trimmed(std::string_view token) { return token.substr(0, token.find_last_not_of(" \t\r\n") + 1); }

}  // namespace

std::string json_error(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "text is not UTF-8";
    case simdjson::UNESCAPED_CHARS:
      return "a control character stands in a string";
    case simdjson::UNCLOSED_STRING:
      return "a string is not closed";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "the line stops before its object is closed, or goes on after it";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "the line is too long";
    default:
      return "not valid JSON";
  }
}

std::string_view raw_key(simdjson::ondemand::raw_json_string key) {
  const char* const begin = key.raw();
  const char* end = begin;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return {begin, static_cast<std::size_t>(end - begin)};
}

const char* JsonValue::at() { return value_.raw_json_token().data(); }

void JsonValue::fail(std::string what, std::string hint) { throw JsonFault{std::move(what), at(), std::move(hint)}; }

void JsonValue::wrong(std::string_view expected) {
  const auto token = trimmed(value_.raw_json_token());
  const bool is_number = !token.empty() && (token.front() == '-' || (token.front() >= '0' && token.front() <= '9'));
  std::string hint;
  if (token == "NaN" || token.ends_with("Infinity")) hint = "JSON has no such number; write null for what is absent";
  if (is_number) hint = "it is " + std::string(token.substr(0, 40));
  fail(std::string(name_) + " must be " + std::string(expected), hint);
}

void JsonValue::broken(simdjson::error_code error) { fail(json_error(error)); }

bool JsonValue::is_null() {
  bool null = false;
  return value_.is_null().get(null) == simdjson::SUCCESS && null;
}

std::optional<std::string_view> JsonValue::inside() {
  const auto token = trimmed(value_.raw_json_token());
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') {
    if (is_null()) return std::nullopt;
    wrong("a string");
  }
  return token.substr(1, token.size() - 2);
}

bool JsonValue::read(std::string& into) {
  const auto text = inside();
  if (!text) return false;
  if (text->find('\\') == std::string_view::npos) {
    into = *text;
  } else {
    into = unescape(*text);
  }
  return true;
}

bool JsonValue::read(std::string_view& into, std::list<std::string>& decoded) {
  const auto text = inside();
  if (!text) return false;
  into = text->find('\\') == std::string_view::npos ? *text : std::string_view(decoded.emplace_back(unescape(*text)));
  return true;
}

bool JsonValue::read(double& into) {
  if (value_.get_double().get(into) == simdjson::SUCCESS) return true;
  if (is_null()) return false;
  wrong("a finite number");
}

bool JsonValue::read(std::int64_t& into) {
  if (value_.get_int64().get(into) == simdjson::SUCCESS) return true;
  if (is_null()) return false;
  wrong("a whole number");
}

bool JsonValue::read_time(Seconds& into) {
  if (value_.get_double().get(into) == simdjson::SUCCESS) return true;
  const auto token = value_.raw_json_token();
  if (token.empty() || token.front() != '"') {
    if (is_null()) return false;
    wrong("a time");
  }
  std::string text;
  read(text);
  const auto time = parse_iso_time(text);
  if (!time) {
    fail(std::string(name_) + " must be a time",
         "seconds, or ISO 8601 as in \"2024-05-01\" or \"2024-05-01T18:30:00Z\"");
  }
  into = *time;
  return true;
}

bool JsonValue::read_time(std::optional<Seconds>& into) {
  Seconds time = 0;
  if (!read_time(time)) return false;
  into = time;
  return true;
}

bool JsonValue::begin(simdjson::ondemand::array& array) {
  const auto error = value_.get_array().get(array);
  if (!error) return true;
  if (is_null()) return false;
  if (error != simdjson::INCORRECT_TYPE) broken(error);
  wrong("an array");
}

bool JsonValue::begin(simdjson::ondemand::object& object) {
  const auto error = value_.get_object().get(object);
  if (!error) return true;
  if (is_null()) return false;
  if (error != simdjson::INCORRECT_TYPE) broken(error);
  wrong("an object");
}

void JsonValue::keep(std::string_view raw_key, std::string& extra) {
  std::string_view raw = value_.raw_json_token();
  if (raw.starts_with('{')) {
    simdjson::ondemand::object object;
    if (const auto error = value_.get_object().get(object)) broken(error);
    if (const auto error = object.raw_json().get(raw)) broken(error);
  } else if (raw.starts_with('[')) {
    simdjson::ondemand::array array;
    if (const auto error = value_.get_array().get(array)) broken(error);
    if (const auto error = array.raw_json().get(raw)) broken(error);
  }
  if (!extra.empty()) extra += ',';
  extra += '"';
  extra += raw_key;
  extra += "\":";
  append_minified(extra, raw, depth_);
}

}  // namespace affect::io
