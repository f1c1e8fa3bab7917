/// How far long work is: one line on standard error that is drawn again and taken away.
///
///   Progress progress("reading", shows_progress(common, false), bytes_to_read(paths));
///   read_counted(engine, path, context, sink, [&](std::size_t bytes) { progress.add(bytes); });
///
/// What is fed costs an addition; a thread of its own draws. Thread-safety: any thread may call.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cli/verb.h"

namespace affect::cli {

class Progress {
 public:
  /// `total` in bytes; 0 where it is not known. Nothing at all happens where it is not shown.
  Progress(std::string what, bool shown, std::uint64_t total = 0);
  ~Progress() { stop(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::size_t bytes) { done_.fetch_add(bytes, std::memory_order_relaxed); }
  /// The work at hand is another: "learning en ekman".
  void begin(std::string what);
  /// Takes the line away while `print` writes to the same terminal.
  template <class Print>
  void aside(const Print& print) {
    const std::lock_guard lock(mutex_);
    erase();
    print();
  }
  /// Takes the line away for good.
  void stop();

 private:
  void draw_often();
  void erase();

  std::string what_;
  std::uint64_t total_;
  std::atomic<std::uint64_t> done_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool drawn_ = false, ends_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::thread thread_;
};

/// "reading 12.4 of 60.0 MB, 21 %, 5.2 MB/s, 9 s left"; without a total "reading 12.4 MB, 5.2 MB/s"; without bytes
/// "learning en ekman, 75 s".
std::string progress_line(const std::string& what, std::uint64_t done, std::uint64_t total, double seconds);
/// Whether it is shown: standard error is a terminal, unless --quiet; `streams`: unless standard output is one too, to
/// which something is written meanwhile.
bool shows_progress(const CommonOptions& common, bool streams);
/// Of files and folders; 0 where it is not known: standard input, packed files.
std::uint64_t bytes_to_read(const std::vector<std::string>& paths);

}  // namespace affect::cli
