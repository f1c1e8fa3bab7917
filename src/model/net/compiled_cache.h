/// Compiled nets in a folder, so that the next start need not compile them again.
#pragma once
#include <optional>
#include <string>

#include <openvino/runtime/core.hpp>

namespace affect::model {

class CompiledCache {
 public:
  /// `identity` is all that a compiled net depends on. Where it or the folder is empty, nothing is found or kept.
  CompiledCache(std::string folder, const std::string& identity);

  /// Nothing where there is none, or none that is whole.
  std::optional<ov::CompiledModel> find(ov::Core& core, const ov::AnyMap& settings) const;
  /// A folder that cannot be written is passed over.
  void keep(ov::CompiledModel& compiled) const;

 private:
  std::string folder_, key_;
};

}  // namespace affect::model
