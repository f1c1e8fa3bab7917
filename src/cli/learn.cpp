#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/output.h"
#include "affect/learn/linear/emotion_text.h"
#include "cli/choices.h"
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
            {{"learn emotion_text -o emotion_text.safetensors --threads 2", Example::Needs::time}}};
  }

  void declare(CLI::App& app) override {
    offer(app.add_option("MODEL", model_, "what to train: emotion_text")->required(), {"emotion_text"});
    app.add_option("-o,--output", output_, "the model file")->type_name("OUT")->required();
    app.add_option("--work", work_, "folder that keeps what is found, so that an interrupted run goes on")
        ->type_name("FOLDER")
        ->configurable(false);
  }

  void run(const Invocation& invocation) override {
    if (model_ != kEmotionText) {
      throw ConfigError(fmt::format("there is no training of \"{}\"", model_), {}, fmt::format("try {}", kEmotionText));
    }
    learn::linear::EmotionTextTraining training{.data_root = data_folder(), .work_folder = work_};
    Progress progress("learning", shows_progress(invocation.common, false));
    training.progress = [&](const std::string& what) { progress.begin("learning " + what); };
    // Before the work: what cannot be written is better known now.
    const auto output = io::open_output(output_);
    output->write(learn::linear::train_emotion_text(invocation.engine, training));
    output->commit();
  }

 private:
  std::string model_, output_, work_;
};

}  // namespace

void register_learn(Engine& engine) {
  engine.add<Verb>(verb_entry("learn", "trains a model of models/ from the published data sets"),
                   [](const Engine&, const Options&) { return std::make_unique<LearnVerb>(); });
}

}  // namespace affect::cli
