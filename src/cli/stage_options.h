/// Which components run, and what they are told: --with, --without, --set.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "affect/engine.h"

namespace CLI {
class App;
}

namespace affect::cli {

class StageOptions {
 public:
  /// The default components below these folders run: {"perceive/"}.
  explicit StageOptions(std::vector<std::string> rooms) : rooms_(std::move(rooms)) {}

  void declare(CLI::App& app);
  /// --live: of those that understand only what is causal runs, and rows leave one by one.
  void set_live(bool live) { live_ = live; }
  /// A page shows what dynamics, arcs and dyads say: they run too.
  void set_page(bool page) { page_ = page; }
  /// In the order of the catalogue, but what understands on request comes last. Throws ConfigError where a component is
  /// not known, or does not run anyway.
  std::vector<std::string> chosen(const Engine& engine) const;
  /// By component. Throws ConfigError where one does not run.
  std::map<std::string, std::map<std::string, std::string>> settings(const Engine& engine,
                                                                     const std::vector<std::string>& stages) const;

 private:
  std::vector<std::string> rooms_, settings_, with_, without_;
  bool live_ = false, page_ = false;
};

}  // namespace affect::cli
