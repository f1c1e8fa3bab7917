#include <csignal>

#include <unistd.h>

#include "affect/io/output.h"
#include "cli/program.h"

namespace {

constexpr int kSignalExit = 128;

void leave(int signal) {
  affect::io::discard_unfinished_outputs();
  _exit(kSignalExit + signal);
}

}  // namespace

int main(int count, char** arguments) {
  // A reader that goes away shows as EPIPE where we write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, leave);
  return affect::cli::run_program(count, arguments);
}
