/// Runs the program on a terminal of its own.
#pragma once
#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/screen.h"
#include "support/place.h"

namespace affect::test {

/// A bash command line on a new terminal, of which $affect is the program.
class Terminal {
 public:
  Terminal(const std::string& command, unsigned short rows, unsigned short columns) : screen_(rows, columns) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ < 0) throw std::runtime_error("no terminal");
    if (child_ > 0) return;
    unsetenv("COLUMNS");
    unsetenv("LINES");
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm-256color", 1);
    setenv("affect", test::program().c_str(), 1);
    // The program alone gets what is typed, and its exit status is that of the line.
    execlp("bash", "bash", "-c", ("exec " + command).c_str(), nullptr);
    _exit(127);
  }
  ~Terminal() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(terminal_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Takes what comes until the screen is as it is waited for. False where that is not so within half a minute.
  bool wait_for(const std::function<bool(const Screen&)>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds(screen_)) {
      if (std::chrono::steady_clock::now() > end || !take(100)) return holds(screen_);
    }
    return true;
  }
  bool wait_for(const std::string& text) {
    return wait_for([&](const Screen& screen) { return screen.count(text) > 0; });
  }
  void type(const std::string& keys) {
    if (::write(terminal_, keys.data(), keys.size()) < 0) throw std::runtime_error("not typed");
  }
  void resize(unsigned short rows, unsigned short columns) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    ioctl(terminal_, TIOCSWINSZ, &size);
    screen_ = Screen(rows, columns);
  }
  /// What the program ends with, once it does; it is ended where it does not within half a minute.
  int status() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (take(100)) {
      if (std::chrono::steady_clock::now() > end) kill(child_, SIGKILL);
    }
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  const Screen& screen() const { return screen_; }
  std::size_t bytes() const { return bytes_; }

 private:
  /// False at the end.
  bool take(int milliseconds) {
    pollfd readable{terminal_, POLLIN, 0};
    if (poll(&readable, 1, milliseconds) == 0) return true;
    char buffer[4096];
    const auto size = ::read(terminal_, buffer, sizeof buffer);
    if (size <= 0) return false;  // EIO: nobody holds the terminal any more
    bytes_ += static_cast<std::size_t>(size);
    pending_.append(buffer, static_cast<std::size_t>(size));
    // A sequence or a sign that is cut comes with the next read.
    std::size_t end = pending_.rfind('\n');
    const std::size_t escape = pending_.rfind("\x1b[?7h");
    if (escape != std::string::npos && (end == std::string::npos || escape + 4 > end)) end = escape + 4;
    if (end == std::string::npos) return true;
    screen_.write(std::string_view(pending_).substr(0, end + 1));
    pending_.erase(0, end + 1);
    return true;
  }

  int terminal_ = -1;
  pid_t child_ = 0;
  Screen screen_;
  std::string pending_;
  std::size_t bytes_ = 0;
};

}  // namespace affect::test
