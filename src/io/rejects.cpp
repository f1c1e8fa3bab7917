#include "affect/io/rejects.h"

#include "io/json_text.h"
#include "io/utf8.h"

namespace affect::io {

void RejectsWriter::write(const Reject& reject) {
  if (!output_) output_ = open_output(path_);
  ++count_;
  line_.clear();
  JsonWriter json(line_);
  std::string clean;
  const auto text = [&](std::string_view key, std::string_view value) {
    clean.clear();
    append_clean_utf8(value, clean);
    json.text(key, clean);
  };
  json.open('{');
  text("file", reject.place.file);
  if (reject.place.line != 0) json.integer("line", static_cast<std::int64_t>(reject.place.line));
  if (reject.place.column != 0) json.integer("column", static_cast<std::int64_t>(reject.place.column));
  text("what", reject.what);
  text("hint", reject.hint);
  text("raw", reject.raw);
  json.close('}');
  line_ += '\n';
  output_->write(line_);
}

void RejectsWriter::commit() {
  if (output_) output_->commit();
}

}  // namespace affect::io
