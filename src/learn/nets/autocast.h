/// Linear algebra in bf16 while one of these lives, or in f32 while one that is off does (Micikevicius et al. 2018).
///
///   const Autocast autocast(options.bf16);
///
/// Thread-safety: each acts on its own thread.
#pragma once
#include "learn/nets/libtorch.h"

namespace affect::learn::nets {

class Autocast {
 public:
  explicit Autocast(bool on) : was_on_(enabled()), had_type_(type()) {
    at::autocast::increment_nesting();
    set_type(at::kBFloat16);
    enable(on);
  }
  ~Autocast() {
    // What was cast is kept by weight: the next step changes the weights.
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    enable(was_on_);
    set_type(had_type_);
  }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  static bool enabled() { return at::autocast::is_autocast_enabled(at::kCPU); }
  static void enable(bool on) { at::autocast::set_autocast_enabled(at::kCPU, on); }
  static at::ScalarType type() { return at::autocast::get_autocast_dtype(at::kCPU); }
  static void set_type(at::ScalarType type) { at::autocast::set_autocast_dtype(at::kCPU, type); }
#else
  static bool enabled() { return at::autocast::is_cpu_enabled(); }
  static void enable(bool on) { at::autocast::set_cpu_enabled(on); }
  static at::ScalarType type() { return at::autocast::get_autocast_cpu_dtype(); }
  static void set_type(at::ScalarType type) { at::autocast::set_autocast_cpu_dtype(type); }
#endif

  bool was_on_;
  at::ScalarType had_type_;
};

}  // namespace affect::learn::nets
