/// The weights of multilingual-e5-small to a net, dequantised as they are asked for.
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "affect/model/graph/weights.h"
#include "affect/model/text/packed_e5.h"

namespace affect::model {

class PackedWeights : public Weights {
 public:
  explicit PackedWeights(std::shared_ptr<const PackedE5> file) : file_(std::move(file)) {}
  std::optional<Weight> find(std::string_view name) const override;
  std::string source() const override { return file_->name(); }
  std::string fingerprint() const override { return file_fingerprint(file_->name()); }

 private:
  std::shared_ptr<const PackedE5> file_;
};

}  // namespace affect::model
