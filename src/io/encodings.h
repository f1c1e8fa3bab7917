/// Text in other encodings than UTF-8, decoded as it comes.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace affect::io {

/// What `bytes` are written in, as text of people is: "UTF-8" where most of what is not ASCII is valid in it, else the
/// encoding of the script that the letters make likeliest, else "windows-1252". docs/io/formats.md has the rule.
std::string guess_encoding(std::string_view bytes);
/// "UTF-16LE" or "UTF-16BE" where `bytes`, from the first one of a text, are that without a byte order mark; else "".
std::string_view guess_utf16(std::string_view bytes);

class Decoder {
 public:
  /// Any name that IANA or ICU knows. Throws ConfigError for another.
  explicit Decoder(const std::string& encoding);
  ~Decoder();
  /// Appends as UTF-8; what is no character becomes the byte FF. `last`: nothing follows.
  void decode(std::string_view bytes, bool last, std::string& out);
  /// As IANA calls it: "windows-1252".
  const std::string& name() const { return name_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string name_;
};

}  // namespace affect::io
