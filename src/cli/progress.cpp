#include "cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/console.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;

/// What is soon done shows nothing.
constexpr std::chrono::milliseconds kFirstDrawing{700}, kBetweenDrawings{200};
constexpr double kMegabyte = 1e6;

std::string remaining(double seconds) {
  if (seconds < 100) return fmt::format("{:.0f} s left", seconds);
  if (seconds < 6000) return fmt::format("{:.0f} min left", seconds / 60);
  return fmt::format("{:.1f} h left", seconds / 3600);
}

bool is_packed(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".gz" || ending == ".zst" || ending == ".zip";
}

}  // namespace

std::string progress_line(const std::string& what, std::uint64_t done, std::uint64_t total, double seconds) {
  if (done == 0) return fmt::format("{}, {:.0f} s", what, seconds);
  const auto bytes = static_cast<double>(done), all = static_cast<double>(total);
  const double rate = bytes / std::max(seconds, 1e-3);
  if (total < done) return fmt::format("{} {:.1f} MB, {:.1f} MB/s", what, bytes / kMegabyte, rate / kMegabyte);
  return fmt::format("{} {:.1f} of {:.1f} MB, {:.0f} %, {:.1f} MB/s, {}", what, bytes / kMegabyte, all / kMegabyte,
                     100 * bytes / all, rate / kMegabyte, remaining((all - bytes) / rate));
}

Progress::Progress(std::string what, bool shown, std::uint64_t total) : what_(std::move(what)), total_(total) {
  if (shown) thread_ = std::thread([this] { draw_often(); });
}

void Progress::begin(std::string what) {
  const std::lock_guard lock(mutex_);
  what_ = std::move(what);
}

void Progress::stop() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
  erase();
}

void Progress::draw_often() {
  std::unique_lock lock(mutex_);
  auto pause = kFirstDrawing;
  while (!ended_.wait_for(lock, pause, [this] { return ends_; })) {
    pause = kBetweenDrawings;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    const std::string text =
        "affect: " + progress_line(what_, done_.load(std::memory_order_relaxed), total_, passed.count());
    const std::string line = fmt::format("\r{}\x1b[K", report::fit(report::printable(text), terminal_columns() - 1));
    std::fwrite(line.data(), 1, line.size(), stderr);
    drawn_ = true;
  }
}

void Progress::erase() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

bool shows_progress(const CommonOptions& common, bool streams) {
  if (common.quiet || isatty(STDERR_FILENO) == 0) return false;
  return !streams || isatty(STDOUT_FILENO) == 0;
}

std::uint64_t bytes_to_read(const std::vector<std::string>& paths) {
  std::uint64_t bytes = 0;
  for (const std::string& path : paths) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
      fs::recursive_directory_iterator each(path, fs::directory_options::skip_permission_denied, failed);
      for (; !failed && each != fs::end(each); each.increment(failed)) {
        std::error_code unseen;
        if (!each->is_regular_file(unseen)) continue;
        if (is_packed(each->path())) return 0;
        bytes += each->file_size(unseen);
      }
    } else {
      if (path == "-" || is_packed(path) || !fs::is_regular_file(path, failed)) return 0;
      bytes += fs::file_size(path, failed);
    }
    if (failed) return 0;
  }
  return bytes;
}

}  // namespace affect::cli
