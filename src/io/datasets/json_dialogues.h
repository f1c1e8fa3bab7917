/// Dialogues of a JSON text, each read whole and then written: what is wrong with one is one fault, and
/// nothing of it is written.
#pragma once
#include <optional>

#include "io/json_stream.h"

namespace affect::io {

/// `parse(JsonView)` throws InputError or gives what `write(parsed, place)` writes.
template <class Parse, class Write>
void read_dialogue(JsonStream& json, const ReadContext& context, Parse&& parse, Write&& write) {
  const JsonView item = json.take();
  const auto parsed = [&]() -> decltype(std::optional(parse(item))) {
    try {
      return parse(item);
    } catch (const InputError& error) {
      context.piece();
      context.fault(json.place(), error.message(), error.hint(), json.raw());
      return std::nullopt;
    }
  }();
  if (parsed) write(*parsed, json.place());
}

}  // namespace affect::io
