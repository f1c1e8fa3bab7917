/// A program that runs beside this one, started without a shell; what it prints comes through a pipe.
///
///   ChildProgram child({"curl", "--config", "-"}, "url = ...", "apt-get install curl");
///   while (const std::size_t size = child.read(block.data(), block.size())) ...
///   const auto end = child.finish();
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace affect::model {

class ChildProgram {
 public:
  struct End {
    int status = 0;    ///< exit status; 128 and the signal that ended it
    std::string said;  ///< on standard error
  };

  /// `words`: the program, which PATH has, and its arguments; `input` is its standard input. Throws IoError with `hint`
  /// where it cannot be started.
  ChildProgram(const std::vector<std::string>& words, std::string_view input, const std::string& hint);
  ~ChildProgram();  ///< ends it where it still runs
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  /// Up to `size` bytes of its standard output; 0 at the end.
  std::size_t read(char* into, std::size_t size);
  /// All that is left of it, up to `limit` bytes.
  std::string read_all(std::size_t limit);
  /// Waits for its end.
  End finish();

 private:
  pid_t child_ = 0;
  int output_ = -1, said_ = -1;
};

}  // namespace affect::model
