#include "affect/model/text/windows.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::model {
namespace {

/// Tokens [begin, end) of `from`, added.
void copy_tokens(const Encoding& from, std::size_t begin, std::size_t end, Encoding& into) {
  const auto add = [&](const auto& values, auto& result) {
    result.insert(result.end(), values.begin() + static_cast<std::ptrdiff_t>(begin),
                  values.begin() + static_cast<std::ptrdiff_t>(end));
  };
  add(from.ids, into.ids);
  add(from.offsets, into.offsets);
  add(from.special, into.special);
  add(from.types, into.types);
}

}  // namespace

std::vector<Window> windows(const Encoding& encoding, std::size_t length, std::size_t overlap) {
  assert(encoding.second == encoding.size());
  const auto plain = [](std::uint8_t special) { return special == 0; };
  const auto& special = encoding.special;
  const auto head = static_cast<std::size_t>(std::find_if(special.begin(), special.end(), plain) - special.begin());
  const auto tail =
      head == special.size()
          ? 0
          : static_cast<std::size_t>(std::find_if(special.rbegin(), special.rend(), plain) - special.rbegin());
  const std::size_t frame = head + tail;
  if (length <= frame || length - frame <= overlap) {
    throw ConfigError(fmt::format("windows of {} tokens leave no room beside a frame of {} and an overlap of {}",
                                  length, frame, overlap),
                      {}, fmt::format("give at least {}", frame + overlap + 1));
  }
  const std::size_t text_end = encoding.size() - tail;
  const std::size_t room = length - frame;
  std::vector<Window> result;
  for (std::size_t begin = head, owned = head;; begin += room - overlap) {
    const std::size_t end = std::min(begin + room, text_end);
    const bool last = end == text_end;
    Window window;
    copy_tokens(encoding, 0, head, window.tokens);
    copy_tokens(encoding, begin, end, window.tokens);
    copy_tokens(encoding, text_end, encoding.size(), window.tokens);
    window.tokens.second = window.tokens.size();
    window.first = begin;
    window.own_begin = head + (owned - begin);
    owned = last ? end : end - overlap / 2;
    window.own_end = head + (owned - begin);
    result.push_back(std::move(window));
    if (last) return result;
  }
}

}  // namespace affect::model
