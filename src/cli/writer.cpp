#include "cli/writer.h"

#include "affect/io/records.h"
#include "affect/io/tidy_csv.h"
#include "affect/report/html.h"
#include "affect/report/terminal.h"
#include "cli/console.h"
#include "cli/program.h"

namespace affect::cli {
namespace {

/// A sink that needs no closing.
template <class Sink>
class Plain : public Writer {
 public:
  explicit Plain(io::Output& output) : sink_(output) {}
  void accept(Record&& record) override { sink_.accept(std::move(record)); }
  void close() override {}

 private:
  Sink sink_;
};

template <class Report, class Style>
class Reported : public Writer {
 public:
  Reported(io::Output& output, Style style) : report_(output, std::move(style)) {}
  void accept(Record&& record) override { report_.accept(std::move(record)); }
  void close() override { report_.close(); }

 private:
  Report report_;
};

}  // namespace

std::unique_ptr<Writer> make_writer(Form form, io::Output& output, const Invocation& invocation, bool names) {
  switch (form) {
    case Form::records:
      return std::make_unique<Plain<io::RecordWriter>>(output);
    case Form::csv:
      return std::make_unique<Plain<io::TidyCsvWriter>>(output);
    case Form::html:
      return std::make_unique<Reported<report::HtmlReport, report::HtmlStyle>>(
          output, report::HtmlStyle{.names = names, .program = program_version(), .command = invocation.command});
    case Form::terminal:
      break;
  }
  return std::make_unique<Reported<report::TerminalReport, report::TerminalStyle>>(
      output, report::TerminalStyle{.columns = terminal_columns(), .colour = use_colour(invocation.common.colour)});
}

}  // namespace affect::cli
