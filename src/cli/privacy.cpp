#include "cli/privacy.h"

#include <filesystem>

#include "affect/io/source.h"

namespace affect::cli {
namespace {

constexpr std::size_t kLargestKey = 256u << 20;

std::string read_whole(const std::string& path) {
  const auto source = io::open_source(path);
  std::string text, block(64u << 10, '\0');
  while (const std::size_t size = source->read(block.data(), block.size())) {
    text.append(block, 0, size);
    if (text.size() > kLargestKey) throw ConfigError("is too large for a key", {path}, "name another file");
  }
  return text;
}

}  // namespace

void Privacy::open() {
  if (key_path_.empty()) return;
  if (key_path_ == "-" || key_path_ == out_) {
    throw ConfigError("the key needs a file of its own", {}, "--redact-key FILE");
  }
  if (std::filesystem::exists(key_path_)) redaction_.read_key(read_whole(key_path_), key_path_);
  key_ = io::open_private_output(key_path_);
}

std::string Privacy::command(const std::string& typed) {
  const auto verb = typed.find(' ');
  const auto end = verb == std::string::npos ? verb : typed.find(' ', verb + 1);
  return typed.substr(0, end) + " --redact";
}

Place Privacy::cover(Place place) {
  if (place.file.empty() || place.file == "standard input") return place;
  if (place.file == out_) {
    place.file = "the output";
  } else if (place.file == key_path_) {
    place.file = "the key";
  } else {
    place.file = redaction_.file(place.file);
  }
  return place;
}

Diagnostics Privacy::cover(const Diagnostics& diagnostics) {
  Diagnostics covered;
  for (const Diagnostic& kind : diagnostics.kinds()) {
    const std::string message = redaction_.message(kind.message), hint = redaction_.message(kind.hint);
    const Place place = cover(kind.place);
    for (std::size_t i = 0; i < kind.count; ++i) covered.add(kind.code, message, place, hint);
  }
  return covered;
}

io::Reject Privacy::cover(const io::Reject& reject) {
  return {cover(reject.place), redaction_.message(reject.what), redaction_.message(reject.hint), {}};
}

void Privacy::rethrow(const Error& error) {
  const std::string message = redaction_.message(error.message()), hint = redaction_.message(error.hint());
  const Place place = cover(error.place());
  if (dynamic_cast<const InputError*>(&error) != nullptr) throw InputError(message, place, hint);
  if (dynamic_cast<const ConfigError*>(&error) != nullptr) throw ConfigError(message, place, hint);
  throw IoError(message, place, hint);
}

void Privacy::commit() {
  if (!key_) return;
  key_->write(redaction_.key());
  key_->commit();
}

}  // namespace affect::cli
