#include "affect/model/text/tokenizer.h"

#include <algorithm>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::model {
namespace {

void add_special(std::int32_t id, std::uint8_t type, Encoding& into) {
  into.ids.push_back(id);
  into.offsets.push_back({});
  into.special.push_back(1);
  into.types.push_back(type);
}

/// How many tokens of text may stay.
std::size_t room_beside(std::size_t framing, std::size_t max_tokens) {
  if (max_tokens == 0) return static_cast<std::size_t>(-1);
  if (max_tokens <= framing) {
    throw ConfigError(fmt::format("{} tokens leave no room for text", max_tokens), {},
                      fmt::format("give at least {}", framing + 1));
  }
  return max_tokens - framing;
}

}  // namespace

void Tokenizer::append(const Tokens& tokens, std::size_t most, Truncation::Keep keep, std::uint8_t type,
                       Encoding& into) const {
  const std::size_t size = tokens.ids.size();
  const std::size_t kept = std::min(size, most);
  const std::size_t head = keep == Truncation::Keep::head ? kept : keep == Truncation::Keep::tail ? 0 : (kept + 1) / 2;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const auto from = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
    into.ids.insert(into.ids.end(), tokens.ids.begin() + from, tokens.ids.begin() + to);
    into.offsets.insert(into.offsets.end(), tokens.offsets.begin() + from, tokens.offsets.begin() + to);
  };
  add(0, head);
  add(size - (kept - head), size);
  into.special.resize(into.ids.size(), 0);
  into.types.resize(into.ids.size(), type);
}

Encoding Tokenizer::encode(std::string_view utf8, const Truncation& truncation) const {
  const std::size_t most = room_beside(2, truncation.max_tokens);
  Tokens tokens;
  read(utf8, tokens);
  Encoding result;
  add_special(frame_.begin, 0, result);
  append(tokens, most, truncation.keep, 0, result);
  add_special(frame_.end, 0, result);
  result.second = result.size();
  return result;
}

Encoding Tokenizer::encode_pair(std::string_view first, std::string_view second, const Truncation& truncation) const {
  const std::size_t most = room_beside(frame_.doubled ? 4 : 3, truncation.max_tokens);
  Tokens a, b;
  read(first, a);
  read(second, b);
  // The longer one gets what the shorter one leaves, and at least half.
  const std::size_t shorter = std::min(a.ids.size(), b.ids.size());
  const std::size_t small = std::min(shorter, most / 2), large = most - small;
  const bool second_is_longer = b.ids.size() >= a.ids.size();

  Encoding result;
  add_special(frame_.begin, 0, result);
  append(a, second_is_longer ? small : large, truncation.keep, 0, result);
  add_special(frame_.end, 0, result);
  if (frame_.doubled) add_special(frame_.end, 0, result);
  result.second = result.size();
  append(b, second_is_longer ? large : small, truncation.keep, frame_.second_type, result);
  add_special(frame_.end, frame_.second_type, result);
  return result;
}

}  // namespace affect::model
