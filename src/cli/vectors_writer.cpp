#include "cli/vectors_writer.h"

#include <utility>

#include <fmt/format.h>

#include "affect/io/output.h"
#include "affect/model/store/safetensors.h"
#include "io/json_text.h"

namespace affect::cli {

void write_vectors(const std::string& path, const TurnTexts& turns, const model::TextEncoder& encoder) {
  std::string rows = "[";
  for (const TurnText& turn : turns.turns()) {
    rows += rows.size() > 1 ? ",[" : "[";
    io::append_string(rows, turn.episode);
    rows += fmt::format(",{}]", turn.turn);
  }
  rows += ']';
  model::SafetensorsWriter file;
  file.metadata("encoder", encoder.description());
  file.metadata("rows", std::move(rows));
  file.add("turns", encoder.sentences(turns.texts()), {turns.turns().size(), encoder.width()});
  const auto output = io::open_output(path);
  output->write(file.bytes());
  output->commit();
}

}  // namespace affect::cli
