#include "cli/live_screen.h"

#include <atomic>
#include <csignal>
#include <ctime>
#include <exception>
#include <mutex>
#include <thread>

#include <unistd.h>

#include "affect/io/output.h"
#include "cli/console.h"
#include "report/live_terminal.h"

namespace affect::cli {
namespace {

constexpr int kSignalled = 128;
constexpr timespec kBetweenPictures{.tv_sec = 0, .tv_nsec = 100'000'000};
constexpr timespec kAtOnce{.tv_sec = 0, .tv_nsec = 0};

bool ends_program(int signal) { return signal == SIGINT || signal == SIGTERM || signal == SIGHUP; }

class LiveScreen : public Writer {
 public:
  explicit LiveScreen(Colour colour) : colour_(colour) {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCONT}) sigaddset(&signals, signal);
    // A signal in the midst of a picture would leave half of it: one thread draws and takes them, one after the other.
    pthread_sigmask(SIG_BLOCK, &signals, &mask_before_);
    thread_ = std::thread([this, signals] { watch(signals); });
  }
  ~LiveScreen() override {
    stop();
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }
  LiveScreen(const LiveScreen&) = delete;
  LiveScreen& operator=(const LiveScreen&) = delete;

  void accept(Record&& record) override {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    live_.accept(std::move(record));
  }
  void commit() override {
    stop();
    if (failure_) std::rethrow_exception(failure_);
    output_->commit();
  }

 private:
  void watch(const sigset_t& signals) {
    for (bool is_last = false; !is_last;) {
      is_last = done_;
      const int signal = sigtimedwait(&signals, nullptr, is_last ? &kAtOnce : &kBetweenPictures);
      const std::lock_guard lock(mutex_);
      if (signal == SIGCONT) live_.leave();  // the shell has written below it
      const report::LiveStyle style{terminal_style(colour_), terminal_rows()};
      try {
        if (is_last || ends_program(signal)) {
          live_.finish(style);
        } else {
          live_.draw(style);
        }
      } catch (...) {
        failure_ = std::current_exception();
        is_last = true;
      }
      if (ends_program(signal)) {
        io::discard_unfinished_outputs();
        _exit(kSignalled + signal);
      }
    }
  }
  void stop() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
  }

  Colour colour_;
  std::unique_ptr<io::Output> output_ = io::open_output("-");
  report::LiveTerminal live_{*output_};
  std::exception_ptr failure_;
  std::mutex mutex_;  ///< of the three above
  std::atomic<bool> done_ = false;
  sigset_t mask_before_{};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Writer> make_live_screen(Colour colour) { return std::make_unique<LiveScreen>(colour); }

}  // namespace affect::cli
