#include "affect/report/figure.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "cli/figure_writer.h"
#include "cli/flow.h"

namespace affect::cli {
namespace {

class FigureVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"figure FILE... [-o OUT.svg|OUT.png|OUT.csv]",
            {"figure examples/call.srt -o fig1.svg",
             "figure examples/quarrel.txt --names --subject Mara --width-mm 85 -o fig2.svg --data fig2.csv",
             "figure examples/quarrel.txt --with emotion --show plane -o fig3.svg"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("--show", show_, "trajectory (default), plane, labels or shape")->type_name("WHAT");
    flow_.declare_input(app);
    subject_ = app.get_option("--subject")
                   ->description("only this person; of a signal, diary or table without speakers: whose it is");
    app.add_option("--column", form_.options.column,
                   "only this: valence, arousal, eda.eda; of labels a taxonomy: ekman")
        ->type_name("NAME");
    app.add_option("--width-mm", form_.style.width_mm, "85 a column of a journal, 180 two (180)")->type_name("MM");
    app.add_option("--font", form_.style.font, "the first font to be used")->type_name("NAME");
    app.add_option("--dpi", form_.dpi, "dots an inch of a PNG (300)")
        ->type_name("N")
        ->check(CLI::Range(72, 1200).description(""));
    app.add_option("--data", form_.data, "the table of what is drawn, beside the figure")->type_name("CSV");
    app.add_flag("--names", form_.options.names, "people by name, not as P1, P2");
    flow_.declare_stages(app);
    flow_.run_where_nothing_is_scored();
    flow_.declare_figure_output(app);
  }
  void run(const Invocation& invocation) override {
    form_.options.show = report::figure_kind(show_);
    if (subject_->count() > 0) form_.options.subject = subject_->as<std::string>();
    flow_.also_write(form_.data);
    flow_.write_with(
        [&](Form /*form*/, const std::string& path) { return std::make_unique<FigureWriter>(path, form_); });
    flow_.run(invocation);
  }

 private:
  Flow flow_{{"perceive/", "understand/"}};
  FigureForm form_;
  CLI::Option* subject_ = nullptr;
  std::string show_ = "trajectory";
};

}  // namespace

void register_figure(Engine& engine) {
  engine.add<Verb>(verb_entry("figure", "draws a figure for a paper, and the table of what it shows"),
                   [](const Engine&, const Options&) { return std::make_unique<FigureVerb>(); });
}

}  // namespace affect::cli
