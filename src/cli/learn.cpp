#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/output.h"
#include "affect/learn/linear/emotion_text.h"
#include "cli/choices.h"
#include "cli/learn_program.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

constexpr const char* kEmotionText = "emotion_text";

class LearnVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"learn MODEL -o FILE",
            {{"learn emotion_text -o emotion_text.safetensors --threads 2", Example::Needs::time},
             {"learn emotion_small -o emotion_small.safetensors --work learning --threads 2", Example::Needs::time},
             {"learn --list", Example::Needs::time}}};
  }

  void declare(CLI::App& app) override {
    offer(app.add_option("MODEL", model_, "what to train: emotion_text, or a net of --list"),
          {kEmotionText, "emotion_small"});
    app.add_flag("--list", list_, "names the nets and their settings")->configurable(false);
    app.add_option("-o,--output", output_, "the model file")->type_name("OUT");
    app.add_option("--work", work_, "folder that keeps what is found, so that an interrupted run goes on")
        ->type_name("FOLDER")
        ->configurable(false);
    app.add_option("--set", settings_, "NAME=VALUE, a setting of a net's training")->type_name("NAME=VALUE");
  }

  void run(const Invocation& invocation) override {
    if (list_) start_learn_program({"--list"});
    if (model_.empty() || output_.empty()) {
      throw ConfigError("affect learn needs a MODEL and -o FILE", {}, "affect learn --help");
    }
    if (model_ == kEmotionText) return learn_emotion_text(invocation);
    start_learn_program(words_of(invocation.common));
  }

 private:
  std::vector<std::string> words_of(const CommonOptions& common) const {
    std::vector<std::string> words{model_, "--output", output_, "--data", data_folder()};
    if (!work_.empty()) words.insert(words.end(), {"--work", work_});
    words.insert(words.end(), {"--threads", std::to_string(common.threads), "--seed", std::to_string(common.seed)});
    for (const std::string& setting : settings_) words.insert(words.end(), {"--set", setting});
    if (common.quiet) words.emplace_back("--quiet");
    return words;
  }

  void learn_emotion_text(const Invocation& invocation) const {
    if (!settings_.empty()) throw ConfigError("emotion_text has no settings", {}, "leave --set out");
    learn::linear::EmotionTextTraining training{.data_root = data_folder(), .work_folder = work_};
    Progress progress("learning", shows_progress(invocation.common, false));
    training.progress = [&](const std::string& what) { progress.begin("learning " + what); };
    // Before the work: what cannot be written is better known now.
    const auto output = io::open_output(output_);
    output->write(learn::linear::train_emotion_text(invocation.engine, training));
    output->commit();
  }

  std::string model_, output_, work_;
  std::vector<std::string> settings_;
  bool list_ = false;
};

}  // namespace

void register_learn(Engine& engine) {
  engine.add<Verb>(verb_entry("learn", "trains a model of models/ from the published data sets"),
                   [](const Engine&, const Options&) { return std::make_unique<LearnVerb>(); });
}

}  // namespace affect::cli
