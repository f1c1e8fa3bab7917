#include <CLI/App.hpp>

#include "cli/encoder_option.h"
#include "cli/flow.h"
#include "cli/turn_texts.h"
#include "cli/vectors_writer.h"

namespace affect::cli {
namespace {

class PerceiveVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"perceive [FILE...] [-o OUT.jsonl]",
            {"perceive examples/call.srt | affect understand | affect report -o call.html",
             "perceive examples/quarrel.txt -o quarrel.jsonl",
             "perceive --live < examples/quarrel.txt | affect understand --live",
             {"perceive examples/quarrel.txt --embed vectors.safetensors -o quarrel.jsonl", Example::Needs::models}}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.declare_records_output(app);
    flow_.declare_live(app);
    app.add_option("--embed", embed_, "vectors of the turns too, a row each, as safetensors")
        ->type_name("OUT.safetensors")
        ->configurable(false);
    encoder_.declare(app);
  }
  void run(const Invocation& invocation) override {
    if (embed_.empty()) return flow_.run(invocation);
    const auto encoder = encoder_.make(invocation.engine);
    flow_.refuse_output(embed_);
    TurnTexts turns;
    flow_.also_hand_to(turns);
    flow_.also_write(embed_);
    flow_.run(invocation);
    write_vectors(embed_, turns, *encoder);
  }

 private:
  Flow flow_{{"perceive/"}};
  EncoderOption encoder_;
  std::string embed_;
};

}  // namespace

void register_perceive(Engine& engine) {
  engine.add<Verb>(verb_entry("perceive", "adds tracks of affect to what it reads; writes records"),
                   [](const Engine&, const Options&) { return std::make_unique<PerceiveVerb>(); });
}

}  // namespace affect::cli
