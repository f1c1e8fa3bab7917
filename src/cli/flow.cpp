#include "cli/flow.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>

#include <CLI/App.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "affect/io/reader.h"
#include "affect/io/redactor.h"
#include "affect/io/rejects.h"
#include "affect/pipeline.h"
#include "cli/console.h"
#include "cli/counted_input.h"
#include "cli/privacy.h"
#include "cli/progress.h"
#include "cli/writer.h"
#include "io/open_episodes.h"
#include "io/unscored_episodes.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardStream = "-";

void refuse_input_as_output(const std::vector<std::string>& inputs, const std::string& out) {
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (input != kStandardStream && (fs::is_regular_file(out, ignored) || fs::is_directory(out, ignored)) &&
        fs::equivalent(input, out, ignored)) {
      throw ConfigError("is read and written at once", {out}, "name another output with -o");
    }
  }
}

/// A name for each input that no other has: the files of two folders may share theirs.
class EpisodeNames {
 public:
  std::string name(const std::string& path) {
    const std::string stem = io::episode_name(path);
    std::string name = stem;
    for (int i = 2; !used_.insert(name).second; ++i) name = fmt::format("{}-{}", stem, i);
    return name;
  }

 private:
  std::set<std::string> used_;
};

/// Hands what comes to the writer, and a copy to a listener where there is one.
class Heard : public RecordSink {
 public:
  Heard(RecordSink& writer, RecordSink* listener) : writer_(writer), listener_(listener) {}
  void accept(Record&& record) override {
    if (listener_ != nullptr) listener_->accept(Record(record));
    writer_.accept(std::move(record));
  }

 private:
  RecordSink& writer_;
  RecordSink* listener_;
};

}  // namespace

Form form_of(const std::string& path) {
  if (path.empty()) return Form::terminal;
  const bool slash = path.size() > 1 && path.ends_with('/');
  const std::string extension = fs::path(slash ? path.substr(0, path.size() - 1) : path).extension().string();
  if (path == kStandardStream || extension == ".jsonl" || path.starts_with("/dev/")) return Form::records;
  if (extension == ".csv") return Form::csv;
  if (extension == ".html" || extension == ".htm") return Form::html;
  if (extension == ".svg" || extension == ".png") return Form::figure;
  if (extension == ".convokit") return Form::convokit;
  throw ConfigError("the extension does not say what to write", {path},
                    "use .jsonl, .csv or .html, .svg or .png; .convokit is a folder");
}

void Flow::declare_input(CLI::App& app) {
  app.add_option("FILE", files_, "what to read; - or nothing is standard input")->type_name("");
  input_.declare(app);
  app.add_flag("--redact", redact_,
               "pseudonyms for names, placeholders for mails, phones, links, numbers, in all that is written");
  app.add_option("--redact-key", redact_key_,
                 "file that says who is who: read where it is there, then written; --redact")
      ->type_name("FILE")
      ->configurable(false);
  app.add_flag("--keep-going", keep_going_, "skip what cannot be read; list it in OUT.rejects.jsonl");
}

void Flow::declare_records_output(CLI::App& app) {
  default_form_ = Form::records;
  app.add_option("-o,--output", out_, "file for the records, .jsonl; - or nothing is standard output")
      ->type_name("OUT");
}

void Flow::declare_lossless_output(CLI::App& app) {
  default_form_ = Form::records;
  lossless_ = true;
  app.add_option("-o,--output", out_, "OUT.jsonl records, OUT.convokit a folder for ConvoKit; nothing: standard output")
      ->type_name("OUT");
}

void Flow::declare_live(CLI::App& app) {
  app.add_flag("--live", live_,
               "of a stream that goes on, each record at once, or (track, on a terminal) a picture; only what needs no "
               "later turns runs");
}

void Flow::declare_output(CLI::App& app) {
  app.add_option("-o,--output", out_,
                 "OUT.html a page, OUT.jsonl records, OUT.csv a tidy table, OUT.svg a figure, OUT.convokit a corpus; "
                 "nothing: this "
                 "terminal")
      ->type_name("OUT");
  app.add_flag("--json", json_, "records on standard output");
  app.add_flag("--names", names_, "HTML: show speakers by name, not as P1, P2");
}

void Flow::declare_table_output(CLI::App& app) {
  table_ = true;
  app.add_option("-o,--output", out_, "OUT.csv a tidy table, OUT.jsonl JSON lines; nothing: this terminal")
      ->type_name("OUT");
  app.add_flag("--json", json_, "JSON lines on standard output");
}

void Flow::declare_figure_output(CLI::App& app) {
  figure_ = true;
  app.add_option("-o,--output", out_, "OUT.svg, OUT.png, or OUT.csv what is drawn; nothing: SVG on standard output")
      ->type_name("OUT");
}

void Flow::declare_standard_output(CLI::App& app) { app.add_flag("--json", json_, "JSON instead of text"); }

void Flow::declare_folder_output(CLI::App& app, const std::string& holds) {
  folder_ = true;
  app.add_option("-o,--output", out_, "folder for " + holds)->type_name("FOLDER");
}

void Flow::refuse_output(const std::string& path) const {
  const auto place = [](const std::string& named) { return fs::absolute(named).lexically_normal(); };
  if (!out_.empty() && out_ != kStandardStream && place(out_) == place(path)) {
    throw ConfigError("is written twice", {path}, "name two files");
  }
}

std::vector<std::string> Flow::inputs() const {
  if (!files_.empty()) return files_;
  if (isatty(STDIN_FILENO) != 0) {
    throw ConfigError("nothing to read: no FILE, and standard input is a terminal", {}, "name a file, or pipe one in");
  }
  return {std::string(kStandardStream)};
}

Form Flow::form() const {
  if (live_ && !out_.empty() && out_ != kStandardStream) {
    throw ConfigError("--live writes to standard output", {out_}, "write > FILE in place of -o");
  }
  if (live_) return json_ || default_form_ == Form::records || !moves_cursor() ? Form::records : Form::terminal;
  if (folder_ && (out_.empty() || out_ == kStandardStream)) {
    throw ConfigError("nothing says where to write", {}, "name a folder: -o FOLDER");
  }
  if (folder_) return Form::folder;
  if (figure_ && (out_.empty() || out_ == kStandardStream)) return Form::figure;
  const bool records_only = json_ || default_form_ == Form::records;
  if (out_.empty()) return records_only ? Form::records : default_form_;
  const Form form = form_of(out_);
  if (figure_ && form != Form::figure && form != Form::csv) {
    throw ConfigError("only a figure is written here", {out_}, "use .svg, .png or .csv");
  }
  if (table_ && (form == Form::html || form == Form::figure || form == Form::convokit)) {
    throw ConfigError("only a table is written here", {out_}, "use .csv or .jsonl");
  }
  if (records_only && form != Form::records && !(lossless_ && form == Form::convokit)) {
    if (lossless_) throw ConfigError("only records or a corpus are written here", {out_}, "use .jsonl or .convokit");
    throw ConfigError("only records are written here", {out_}, "use .jsonl, or affect track without --json");
  }
  return form;
}

void Flow::run(const Invocation& invocation) {
  // "tables/" is "tables": what is written beside it is named after it.
  while (folder_ && out_.size() > 1 && out_.ends_with('/')) out_.pop_back();
  if (!redact_ && redact_key_.empty()) return run(invocation, nullptr);
  Privacy privacy(redact_key_, out_);
  try {
    privacy.open();
    run({invocation.engine, invocation.common, privacy.command(invocation.command)}, &privacy);
  } catch (const Error& error) {
    privacy.rethrow(error);
  }
}

void Flow::run(const Invocation& invocation, Privacy* privacy) {
  const Engine& engine = invocation.engine;
  const Form form = this->form();
  stages_.set_live(live_);
  stages_.set_page(form == Form::html);
  const auto stages = stages_.chosen(engine);
  const auto options = stages_.settings(engine, stages);
  input_.prepare();
  const auto paths = inputs();
  refuse_input_as_output(paths, out_);
  refuse_input_as_output(paths, also_);
  refuse_input_as_output(paths, redact_key_);

  const std::string out = out_.empty() ? std::string(kStandardStream) : out_;
  const auto writer = live_          ? make_live_writer(form, invocation)
                      : make_writer_ ? make_writer_(form, out)
                                     : make_writer(form, out, invocation, names_ || privacy != nullptr);
  const bool to_file = !out_.empty() && out_ != kStandardStream;
  io::RejectsWriter rejects(out_ + ".rejects.jsonl");
  Heard heard(*writer, listener_);
  Pipeline pipeline(engine, stages, options, heard);
  std::optional<io::Redactor> redactor;
  io::UnscoredEpisodes unscored(heard, pipeline);
  RecordSink& first = only_unscored_ ? static_cast<RecordSink&>(unscored) : pipeline;
  if (privacy != nullptr) redactor.emplace(privacy->redaction(), first);
  io::OpenEpisodes sink(redactor ? static_cast<RecordSink&>(*redactor) : first);
  const bool streams = form == Form::records && !to_file;
  Progress progress("reading", !live_ && shows_progress(invocation.common, streams), bytes_to_read(paths));
  const auto warn_of = [&](const Diagnostics& diagnostics) {
    if (invocation.common.quiet) return;
    progress.aside([&] { warn(privacy == nullptr ? diagnostics : privacy->cover(diagnostics)); });
  };
  std::vector<Diagnostics> said_later;  // where they would stand in a picture that is drawn over itself
  EpisodeNames names;
  std::optional<InputError> failure;
  for (const std::string& path : paths) {
    Diagnostics diagnostics;
    io::ReadContext context = input_.context(diagnostics);
    context.live = live_;
    context.episode = names.name(path);
    if (keep_going_) {
      context.reject = [&](const io::Reject& reject) {
        if (to_file) rejects.write(privacy == nullptr ? reject : privacy->cover(reject));
      };
    }
    try {
      read_counted(engine, path, context, sink, [&](std::size_t bytes) { progress.add(bytes); });
    } catch (const InputError& error) {
      if (!keep_going_) throw;
      if (paths.size() == 1 && !sink.any()) {
        warn_of(diagnostics);  // what was skipped may be why the rest cannot be read
        throw;
      }
      sink.close();
      context.fault(error.place(), error.message(), error.hint(), {});
      if (!failure) failure = error;
    }
    if (live_) {
      said_later.push_back(std::move(diagnostics));
    } else {
      warn_of(diagnostics);
    }
  }
  if (failure && !sink.any()) throw InputError(*failure);
  if (redactor) redactor->close();
  pipeline.close();
  progress.stop();
  rejects.commit();
  // The key first: nothing is written that nobody can tell apart.
  if (privacy != nullptr) privacy->commit();
  writer->commit();
  for (const Diagnostics& diagnostics : said_later) warn_of(diagnostics);
}

}  // namespace affect::cli
