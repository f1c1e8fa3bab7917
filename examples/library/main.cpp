/// Prints each turning point of a conversation: turning_points FILE
#include <cstdio>
#include <variant>

#include <affect/affect.h>
#include <affect/io/reader.h>
#include <affect/pipeline.h>

/// Takes the records of the episode as they come; looks at findings only.
class Print : public affect::RecordSink {
  void accept(affect::Record&& record) override {
    const auto* finding = std::get_if<affect::Finding>(&record.body);
    if (finding == nullptr || finding->type != "turning_point" || finding->status != affect::Status::given) return;
    std::printf("%s turns %s at turn %lld, p = %.3f\n", finding->subject.c_str(),
                finding->direction == affect::Direction::up ? "up" : "down",
                static_cast<long long>(finding->turn.value_or(-1)), finding->p.value_or(1));
  }
};

int main(int count, char** arguments) {
  if (count != 2) return std::fprintf(stderr, "usage: turning_points FILE\n"), 2;
  try {
    affect::Engine engine;
    affect::register_all(engine);
    Print print;
    affect::Pipeline pipeline(engine, {"lexicon", "turning_points"}, {}, print);
    affect::Diagnostics diagnostics;
    affect::io::read_path(engine, arguments[1], {.diagnostics = diagnostics}, pipeline);
    pipeline.close();
  } catch (const affect::Error& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 2;
  }
}
