/// The way that track, perceive, understand and report share: read, run components, write.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "affect/record.h"
#include "cli/input_options.h"
#include "cli/stage_options.h"
#include "cli/verb.h"

namespace affect::cli {

enum class Form { terminal, records, csv, html, figure, convokit, folder };

/// By extension: none is for people, .jsonl, .csv, .html, .svg or .png, .convokit (a folder). Throws ConfigError for
/// another.
Form form_of(const std::string& path);

class Privacy;
class Writer;

class Flow {
 public:
  /// Runs the default components below these folders: {"perceive/"}.
  explicit Flow(std::vector<std::string> rooms) : stages_(std::move(rooms)) {}

  /// FILE, the input options, --redact, --redact-key, --keep-going.
  void declare_input(CLI::App& app);
  /// --set, --with, --without.
  void declare_stages(CLI::App& app) { stages_.declare(app); }
  /// -o for records alone.
  void declare_records_output(CLI::App& app);
  /// -o for what loses nothing: records, a corpus.
  void declare_lossless_output(CLI::App& app);
  /// --live: each record as it comes, on standard output.
  void declare_live(CLI::App& app);
  /// -o for every form, --json, --names.
  void declare_output(CLI::App& app);
  /// -o for a table of the verb's own, --json: terminal, csv, and records for JSON lines.
  void declare_table_output(CLI::App& app);
  /// --json alone: text or JSON on standard output.
  void declare_standard_output(CLI::App& app);
  /// -o for a figure or the table of what it shows; nothing: SVG on standard output.
  void declare_figure_output(CLI::App& app);
  /// -o for a folder, which must be named.
  void declare_folder_output(CLI::App& app, const std::string& holds);
  /// What runs runs only over episodes that bring no scores of their own; the others are written as they are.
  void run_where_nothing_is_scored() { only_unscored_ = true; }
  /// Writes with what `make` gives for the form and the path ("-" is standard output), where it is set.
  using MakeWriter = std::function<std::unique_ptr<Writer>(Form form, const std::string& path)>;
  void write_with(MakeWriter make) { make_writer_ = std::move(make); }
  /// The verb writes this file too: it must be none of the inputs.
  void also_write(std::string path) { also_ = std::move(path); }
  /// The records must not go to this file. Throws ConfigError.
  void refuse_output(const std::string& path) const;
  /// What is written goes there too, record by record.
  void also_hand_to(RecordSink& sink) { listener_ = &sink; }
  /// A file before those that the command line names.
  void read_first(std::string path) { files_.insert(files_.begin(), std::move(path)); }
  /// Input must be records.
  void read_records_only() { input_.read_only("records"); }
  /// The form where no -o says it.
  void write_by_default(Form form) { default_form_ = form; }

  void run(const Invocation& invocation);

 private:
  void run(const Invocation& invocation, Privacy* privacy);
  std::vector<std::string> inputs() const;
  Form form() const;

  StageOptions stages_;
  InputOptions input_;
  std::vector<std::string> files_;
  std::string out_, also_, redact_key_;
  MakeWriter make_writer_;
  RecordSink* listener_ = nullptr;
  bool table_ = false, figure_ = false;
  bool keep_going_ = false, redact_ = false, json_ = false, names_ = false, lossless_ = false;
  bool folder_ = false, only_unscored_ = false, live_ = false;
  Form default_form_ = Form::terminal;
};

}  // namespace affect::cli
