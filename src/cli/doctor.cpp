#include <CLI/App.hpp>

#include "cli/account.h"
#include "cli/checkup.h"
#include "cli/input_options.h"
#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class DoctorVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"doctor [FILE]",
            {"doctor", "doctor examples/quarrel.txt", "doctor examples/meetings --zone Europe/Berlin --json"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "a file or folder to examine: what is kept, what is skipped and why")->type_name("");
    app.add_flag("--redact", redact_, "pseudonyms for the file and its speakers");
    input_.declare(app);
    app.add_flag("--json", json_, "JSON on standard output");
    app.add_flag("--keep-going", keep_going_, "examine past what cannot be read, as is always done here");
  }
  void run(const Invocation& invocation) override {
    if (file_.empty()) {
      const Checkup checkup = check_up(invocation.engine, invocation.common.config);
      return print(json_ ? checkup_as_json(checkup) : checkup_as_text(checkup));
    }
    input_.prepare();
    const Account account = examine(invocation.engine);
    print(json_ ? account.json : account.text);
    if (!account.balances) {
      throw Error("what was kept, skipped and rejected is not what was read", {redact_ ? std::string() : file_},
                  "this is a bug of the program, not of the file: please report it");
    }
  }

 private:
  Account examine(const Engine& engine) const {
    if (!redact_) return account_for(engine, file_, input_, nullptr);
    Privacy privacy({}, {});
    try {
      return account_for(engine, file_, input_, &privacy);
    } catch (const Error& error) {
      privacy.rethrow(error);
    }
  }

  InputOptions input_;
  std::string file_;
  bool redact_ = false, keep_going_ = true, json_ = false;
};

}  // namespace

void register_doctor(Engine& engine) {
  engine.add<Verb>(verb_entry("doctor", "what is built and found here; with a FILE, what is kept of it and why"),
                   [](const Engine&, const Options&) { return std::make_unique<DoctorVerb>(); });
}

}  // namespace affect::cli
