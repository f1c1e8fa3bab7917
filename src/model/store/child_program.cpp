#include "model/store/child_program.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::model {
namespace {

/// A file in memory. Beside pipes that nobody reads meanwhile a program would wait for ever.
int scratch_file(std::string_view content) {
  const int file = memfd_create("affect", MFD_CLOEXEC);
  if (file < 0) throw IoError(std::strerror(errno));
  while (!content.empty()) {
    const auto written = ::write(file, content.data(), content.size());
    if (written <= 0) {
      const int error = errno;
      ::close(file);
      throw IoError(std::strerror(error));
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

ChildProgram::ChildProgram(const std::vector<std::string>& words, std::string_view input, const std::string& hint) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  std::transform(copies.begin(), copies.end(), std::back_inserter(arguments), [](auto& word) { return word.data(); });
  arguments.push_back(nullptr);

  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw IoError(std::strerror(errno));
  const int given = scratch_file(input);
  output_ = pipe[0];
  said_ = scratch_file({});

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, given, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, said_, STDERR_FILENO);
  // It ends when this program does, and nobody reads its pipe any more.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t standard;
  sigemptyset(&standard);
  sigaddset(&standard, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int failed = posix_spawnp(&child_, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(given);
  ::close(pipe[1]);
  if (failed == 0) return;
  ::close(output_);
  ::close(said_);
  throw IoError(fmt::format("cannot be run: {}", std::strerror(failed)), {words.front(), 0, 0}, hint);
}

ChildProgram::~ChildProgram() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    wait_for(child_);
  }
  ::close(output_);
  ::close(said_);
}

std::size_t ChildProgram::read(char* into, std::size_t size) {
  for (;;) {
    const auto got = ::read(output_, into, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw IoError(std::strerror(errno));
  }
}

std::string ChildProgram::read_all(std::size_t limit) {
  std::string text, block(std::size_t{64} << 10, '\0');
  while (text.size() < limit) {
    const std::size_t size = read(block.data(), std::min(block.size(), limit - text.size()));
    if (size == 0) break;
    text.append(block, 0, size);
  }
  return text;
}

ChildProgram::End ChildProgram::finish() {
  End end;
  const int status = wait_for(child_);
  child_ = 0;
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  constexpr std::size_t kMostSaid = 8192;
  end.said.resize(kMostSaid);
  const auto got = ::pread(said_, end.said.data(), end.said.size(), 0);
  end.said.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return end;
}

}  // namespace affect::model
