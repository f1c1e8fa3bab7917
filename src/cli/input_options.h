/// What the user says about an input beyond its path: options that every verb which reads shares.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/io/reader.h"

namespace CLI {
class App;
}

namespace affect::cli {

class InputOptions {
 public:
  /// --format, --map, --mapping, --subject, --zone, --date-order, --encoding; nothing where only one format is read.
  void declare(CLI::App& app);
  void read_only(std::string_view format) { format_ = format; }
  /// Before the first context: checks the names, and reads the mapping. Throws ConfigError, InputError.
  void prepare();
  io::ReadContext context(Diagnostics& diagnostics) const;

 private:
  std::vector<std::string> maps_;
  std::string format_, mapping_, subject_, zone_, date_order_, encoding_;
  std::map<std::string, std::string> columns_;
};

/// "a=b" -> {a, b}. Throws ConfigError.
std::pair<std::string, std::string> halves(const std::string& text, const std::string& option, const std::string& form);

}  // namespace affect::cli
