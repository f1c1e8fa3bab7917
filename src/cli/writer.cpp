#include "cli/writer.h"

#include "affect/io/convokit.h"
#include "affect/io/output.h"
#include "affect/io/records.h"
#include "affect/io/tidy_csv.h"
#include "affect/report/html.h"
#include "affect/report/terminal.h"
#include "cli/console.h"
#include "cli/figure_writer.h"
#include "cli/live_screen.h"
#include "cli/program.h"
#include "cli/weights_hash.h"

namespace affect::cli {
namespace {

/// A sink of a file that needs no closing.
template <class Sink>
class Plain : public Writer {
 public:
  explicit Plain(const std::string& path) : output_(io::open_output(path)), sink_(*output_) {}
  void accept(Record&& record) override { sink_.accept(std::move(record)); }
  void commit() override { output_->commit(); }

 private:
  std::unique_ptr<io::Output> output_;
  Sink sink_;
};

class Live : public Writer {
 public:
  void accept(Record&& record) override {
    sink_.accept(std::move(record));
    output_->flush();
  }
  void commit() override { output_->commit(); }

 private:
  std::unique_ptr<io::Output> output_ = io::open_output("-");
  io::RecordWriter sink_{*output_};
};

template <class Report>
class Reported : public Writer {
 public:
  template <class Make>
  Reported(const std::string& path, Make make) : output_(io::open_output(path)), report_(make(*output_)) {}
  void accept(Record&& record) override { report_->accept(std::move(record)); }
  void commit() override {
    report_->close();
    output_->commit();
  }

 private:
  std::unique_ptr<io::Output> output_;
  std::unique_ptr<Report> report_;
};

class Corpus : public Writer {
 public:
  explicit Corpus(const std::string& path) : sink_(path) {}
  void accept(Record&& record) override { sink_.accept(std::move(record)); }
  void commit() override { sink_.commit(); }

 private:
  io::ConvokitWriter sink_;
};

}  // namespace

std::unique_ptr<Writer> make_live_writer(Form form, const Invocation& invocation) {
  if (form == Form::terminal) return make_live_screen(invocation.common.colour);
  return std::make_unique<Live>();
}

std::unique_ptr<Writer> make_writer(Form form, const std::string& path, const Invocation& invocation, bool names) {
  switch (form) {
    case Form::records:
      return std::make_unique<Plain<io::RecordWriter>>(path);
    case Form::csv:
      return std::make_unique<Plain<io::TidyCsvWriter>>(path);
    case Form::html:
      return std::make_unique<Reported<report::HtmlReport>>(path, [&](io::Output& output) {
        return std::make_unique<report::HtmlReport>(
            invocation.engine, output,
            report::HtmlStyle{.names = names,
                              .program = program_version(),
                              .command = invocation.command,
                              .methods = {.version = AFFECT_VERSION, .model_hash = weights_hash(invocation.engine)}});
      });
    case Form::figure:
      return std::make_unique<FigureWriter>(path, FigureForm{.options = {.names = names}});
    case Form::convokit:
      return std::make_unique<Corpus>(path);
    case Form::terminal:
    case Form::folder:  // of verbs that write with what is their own
      break;
  }
  return std::make_unique<Reported<report::TerminalReport>>(path, [&](io::Output& output) {
    return std::make_unique<report::TerminalReport>(output, terminal_style(invocation.common.colour));
  });
}

}  // namespace affect::cli
