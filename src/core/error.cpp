#include "affect/error.h"

#include <algorithm>
#include <utility>

namespace affect {
namespace {

std::string line_for_user(const std::string& message, const Place& place, const std::string& hint) {
  std::string text = place.to_string();
  if (!text.empty()) text += ": ";
  text += message;
  if (!hint.empty()) text += " (" + hint + ")";
  std::replace(text.begin(), text.end(), '\0', ' ');  // what() would end there
  return text;
}

}  // namespace

std::string Place::to_string() const {
  std::string text = file;
  if (line > 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(line);
    if (column > 0) text += ':' + std::to_string(column);
  }
  return text;
}

Error::Error(std::string message, Place place, std::string hint)
    : std::runtime_error(line_for_user(message, place, hint)),
      message_(std::move(message)),
      hint_(std::move(hint)),
      place_(std::move(place)) {}

}  // namespace affect
