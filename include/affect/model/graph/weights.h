/// Where the weights of a net come from: arrays by name.
///
///   const SafetensorsWeights weights(Safetensors::open("model.safetensors"));
///   Weight table = weights.find("embeddings.word_embeddings.weight").value();
///
/// A reader of another format derives from Weights. Thread-safety: find may be called by many at once.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/store/safetensors.h"

namespace affect::model {

struct Weight {
  std::vector<std::size_t> shape;
  std::span<const float> values;      ///< row-major
  std::shared_ptr<const void> owner;  ///< keeps `values` alive
};

class Weights {
 public:
  Weights() = default;
  Weights(const Weights&) = delete;
  Weights& operator=(const Weights&) = delete;
  virtual ~Weights() = default;

  /// Nothing where there is no such array. Throws ModelError where it cannot be read as numbers.
  virtual std::optional<Weight> find(std::string_view name) const = 0;
  /// A name for errors: the path of a file, for instance.
  virtual std::string source() const = 0;
  /// What tells these weights from others in the key of a cache. It changes whenever a value may have changed; empty
  /// where that cannot be told, and then nothing is cached.
  virtual std::string fingerprint() const = 0;
};

/// Path, size and time of change of a file; empty where there is no such file.
std::string file_fingerprint(const std::string& path);

/// Of a file; F32 is taken as it lies, F16 and BF16 are widened. `prefix` stands before each name in the file.
class SafetensorsWeights : public Weights {
 public:
  explicit SafetensorsWeights(std::shared_ptr<const Safetensors> file, std::string prefix = {});
  std::optional<Weight> find(std::string_view name) const override;
  std::string source() const override { return file_->name(); }
  /// Of the file; empty for bytes that are none.
  std::string fingerprint() const override;

 private:
  std::shared_ptr<const Safetensors> file_;
  std::string prefix_;
};

}  // namespace affect::model
