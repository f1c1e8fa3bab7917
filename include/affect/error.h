/// Errors that a user can act on. Each says what happened, where in the input, and what to try.
///
///   throw InputError("speaker is missing", {"call.csv", 3, 7}, "name the column with --map speaker=COLUMN");
///   // call.csv:3:7: speaker is missing (name the column with --map speaker=COLUMN)
///
/// Thread-safety: values. Mistakes of programmers are asserted, never thrown.
#pragma once
#include <cstddef>
#include <stdexcept>
#include <string>

namespace affect {

/// A place in an input. Lines and columns count from 1; 0 is "not known". Columns count bytes.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  std::string to_string() const;  ///< "file:line:col", without the parts that are not known
};

class Error : public std::runtime_error {
 public:
  Error(std::string message, Place place = {}, std::string hint = {});

  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const Place& place() const { return place_; }

 private:
  std::string message_;
  std::string hint_;
  Place place_;
};

/// What was read is wrong. The program exits with 2.
class InputError : public Error {
 public:
  using Error::Error;
};
/// An option or a configuration is wrong. The program exits with 2.
class ConfigError : public Error {
 public:
  using Error::Error;
};
/// The machine refused: a file cannot be opened, the disk is full. The program exits with 1.
class IoError : public Error {
 public:
  using Error::Error;
};
/// A model is missing, cut or of another shape. The program exits with 1.
class ModelError : public Error {
 public:
  using Error::Error;
};

}  // namespace affect
