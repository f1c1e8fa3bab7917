#include "io/message_layout.h"

#include <algorithm>
#include <utility>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::size_t kListedKeys = 40;

/// How JsonHead writes what lies in the messages of an array: "data.items[]."; nothing for lines.
std::string prefix_of(const MessageLayout& layout) { return layout.is_lines ? "" : layout.array + "[]."; }

/// The places where messages may lie: lines, or arrays of objects that lie in no other array.
std::vector<MessageLayout> places_in(const JsonHead& head) {
  std::vector<MessageLayout> places;
  for (const std::string& path : head.paths()) {
    if (!path.ends_with("[]") || path.find("[]") != path.size() - 2 || !head.begins(path, '{')) continue;
    MessageLayout place;
    place.array = path.substr(0, path.size() - 2);
    places.push_back(std::move(place));
  }
  if (head.top() == '{') {
    MessageLayout lines;
    lines.is_lines = true;
    places.insert(head.is_sequence() ? places.begin() : places.end(), std::move(lines));
  }
  return places;
}

/// Keys of a message, those of objects in it with a dot.
std::vector<std::string> keys_in(const JsonHead& head, const MessageLayout& layout) {
  const std::string prefix = prefix_of(layout);
  std::vector<std::string> keys;
  for (const std::string& path : head.paths()) {
    if (!path.starts_with(prefix)) continue;
    std::string key = path.substr(prefix.size());
    if (key.find("[]") == std::string::npos) keys.push_back(std::move(key));
  }
  return keys;
}

void find_known_keys(const JsonHead& head, MessageLayout& layout) {
  const std::string prefix = prefix_of(layout);
  std::vector<std::string> keys = keys_in(head, layout);
  for (const Column column : kColumns) {
    if (!layout.keys[column].empty()) continue;
    const bool may_nest = column == Column::text || column == Column::speaker;
    std::vector<std::string> names;
    for (const std::string& key : keys) {
      const bool nests = head.begins(prefix + key, '{') || head.begins(prefix + key, '[');
      const bool taken = std::find(layout.keys.begin(), layout.keys.end(), key) != layout.keys.end();
      names.push_back(taken || (nests && !may_nest) ? std::string() : lower(key));
    }
    if (const auto found = find_column(names, column)) layout.keys[column] = keys[*found];
  }
}

bool has_turns(const MessageLayout& layout) {
  return !layout.keys[Column::text].empty() && !layout.keys[Column::speaker].empty();
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kListedKeys; ++i)
    text += (i == 0 ? "" : ", ") + names[i].substr(0, 40);
  return text.empty() ? "nothing" : text;
}

/// A key that may be meant, in quotes: the longest text, or for a speaker the shortest.
std::string likely_key(const JsonHead& head, const MessageLayout& layout, Column column) {
  std::string best;
  std::size_t best_size = 0;
  for (const std::string& key : keys_in(head, layout)) {
    const std::string_view value = head.value(prefix_of(layout) + key);
    if (!value.starts_with('"') || std::find(layout.keys.begin(), layout.keys.end(), key) != layout.keys.end())
      continue;
    if (best.empty() || (column == Column::text ? value.size() > best_size : value.size() < best_size)) {
      best = key;
      best_size = value.size();
    }
  }
  return best.empty() ? "KEY" : '"' + best + '"';
}

MessageLayout mapped_place(const JsonHead& head, const std::string& array, const std::string& file) {
  MessageLayout place;
  place.array = array;
  if (head.has(array + "[]") || (head.is_cut() && !head.has(array))) return place;
  std::vector<std::string> arrays;
  for (const MessageLayout& other : places_in(head)) {
    if (!other.array.empty()) arrays.push_back(other.array);
  }
  throw InputError("no array of messages at \"" + array + "\"; arrays found: \"" + listed(arrays) + '"', {file, 1},
                   "say where they lie: --map messages=" + (arrays.empty() ? "PATH" : '"' + arrays.front() + '"'));
}

}  // namespace

std::string MessageLayout::path_in_head(Column column) const { return prefix_of(*this) + keys[column]; }

std::optional<MessageLayout> MessageLayout::find(const JsonHead& head) {
  for (MessageLayout& place : places_in(head)) {
    find_known_keys(head, place);
    if (has_turns(place)) return std::move(place);
  }
  return std::nullopt;
}

MessageLayout MessageLayout::find(const JsonHead& head, const std::map<std::string, std::string>& columns,
                                  bool needs_speaker, const std::string& file) {
  std::vector<MessageLayout> places = places_in(head);
  if (const auto mapped = columns.find("messages"); mapped != columns.end()) {
    places = {mapped_place(head, mapped->second, file)};
  }
  if (places.empty()) {
    throw InputError("no array of messages, and no message a line", {file, 1},
                     "messages are objects: [{\"speaker\": \"Ann\", \"text\": \"hi\"}]");
  }
  const auto is_there = [&](const MessageLayout& place, Column column) { return head.has(place.path_in_head(column)); };
  for (MessageLayout& place : places) {
    for (const Column column : kColumns) {
      if (const auto mapped = columns.find(std::string(to_string(column))); mapped != columns.end()) {
        place.keys[column] = mapped->second;
      }
    }
    find_known_keys(head, place);
  }
  const auto fit = [&](const MessageLayout& place) {
    return 2 * is_there(place, Column::text) + is_there(place, Column::speaker);
  };
  MessageLayout layout = *std::max_element(places.begin(), places.end(),
                                           [&](const auto& one, const auto& other) { return fit(one) < fit(other); });
  for (const Column column : kColumns) {
    const bool needed = column == Column::text || (column == Column::speaker && needs_speaker);
    const bool may_come = head.is_cut() && (!needed || !head.has(layout.array + "[]"));
    if (is_there(layout, column) || may_come || (layout.keys[column].empty() && !needed)) continue;
    const std::string ours(to_string(column));
    const std::string theirs = std::exchange(layout.keys[column], {});
    throw InputError((theirs.empty() ? "no key for the " + ours : "no key \"" + theirs + "\" for " + ours) +
                         "; found: \"" + listed(keys_in(head, layout)) + '"',
                     {file, 1},
                     "say which it is: --map " + ours + "=" + likely_key(head, layout, column) +
                         (column == Column::speaker ? ", or --subject NAME where one person wrote everything" : ""));
  }
  return layout;
}

}  // namespace affect::io
