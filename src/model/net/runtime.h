/// OpenVINO's side of a Net: compiled once, run by any number of callers.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <openvino/runtime/core.hpp>

#include "affect/model/net/net.h"

namespace affect::model {

/// The settings of the processor's plug-in for these options.
ov::AnyMap settings_of(const NetOptions& options, ov::Core& core);

/// What the linear layers, else everything, of a compiled net run in.
Precision precision_of(const ov::CompiledModel& compiled);

/// Requests that no caller uses at the moment. One lasts as long as its net.
class RequestPool {
 public:
  explicit RequestPool(ov::CompiledModel& compiled) : compiled_(compiled) {}

  /// Given back when it goes out of scope.
  class Loan {
   public:
    explicit Loan(RequestPool& pool);
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan();
    ov::InferRequest request;

   private:
    RequestPool& pool_;
  };

 private:
  ov::CompiledModel& compiled_;
  std::mutex mutex_;
  std::vector<ov::InferRequest> idle_;
};

ov::Tensor tensor_over(const Array& array);
Array array_of(const ov::Tensor& tensor);

}  // namespace affect::model
