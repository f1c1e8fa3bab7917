#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "affect/io/output.h"
#include "cli/program.h"

namespace {

constexpr int kSignalExit = 128;

void leave(int signal) {
  affect::io::discard_unfinished_outputs();
  _exit(kSignalExit + signal);
}

/// A file that is opened where a standard descriptor was closed would get what is meant for that one: warnings would
/// stand in a report. Reading standard input and writing standard output fail as they would have.
void occupy_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
  }
}

}  // namespace

int main(int count, char** arguments) {
  occupy_standard_descriptors();
  // A reader that goes away shows as EPIPE where we write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, leave);
  return affect::cli::run_program(count, arguments);
}
