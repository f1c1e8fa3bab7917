/// The way that track, perceive, understand and report share: read, run components, write.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "affect/record.h"
#include "cli/verb.h"

namespace affect::cli {

enum class Form { terminal, records, csv, html, convokit };

/// By extension: none is for people, .jsonl, .csv, .html, .convokit (a folder). Throws ConfigError for another.
Form form_of(const std::string& path);

class Privacy;

class Flow {
 public:
  /// Runs the default components below these folders: {"perceive/"}.
  explicit Flow(std::vector<std::string> rooms) : rooms_(std::move(rooms)) {}

  /// FILE, --format, --map, --subject, --redact, --redact-key, --keep-going.
  void declare_input(CLI::App& app);
  /// --set, --with, --without.
  void declare_stages(CLI::App& app);
  /// -o for records alone.
  void declare_records_output(CLI::App& app);
  /// -o for what loses nothing: records, a corpus.
  void declare_lossless_output(CLI::App& app);
  /// -o for every form, --json, --names.
  void declare_output(CLI::App& app);
  /// Input must be records.
  void read_records_only() { format_ = "records"; }
  /// The form where no -o says it.
  void write_by_default(Form form) { default_form_ = form; }

  void run(const Invocation& invocation) const;

 private:
  void run(const Invocation& invocation, Privacy* privacy) const;
  std::vector<std::string> inputs() const;
  std::vector<std::string> chosen_stages(const Engine& engine) const;
  Form form() const;

  std::vector<std::string> rooms_;
  std::vector<std::string> files_, maps_, settings_, with_, without_;
  std::string format_, subject_, out_, redact_key_;
  bool keep_going_ = false, redact_ = false, json_ = false, names_ = false, lossless_ = false;
  Form default_form_ = Form::terminal;
};

}  // namespace affect::cli
