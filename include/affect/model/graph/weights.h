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

/// Of a file; F32 is taken as it lies, F16 and BF16 are widened, I8 is multiplied by the scales of its rows, which
/// stand under its name and kScales. `prefix` stands before each name in the file.
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

/// What follows the name of an array in 8 bits in the name of its scales, f32 [rows].
inline constexpr std::string_view kScales = ":scale";
/// Adds an array in 8 bits by rows: a value is within half a 127th of its row's largest.
void add_in_8_bits(SafetensorsWriter& writer, const std::string& name, std::span<const float> values,
                   const std::vector<std::size_t>& shape);

/// Of several sources: the first that has an array gives it. What a net adds to weights that were trained before, or
/// keeps of them, stands before those.
class StackedWeights : public Weights {
 public:
  explicit StackedWeights(std::vector<std::shared_ptr<const Weights>> sources) : sources_(std::move(sources)) {}
  std::optional<Weight> find(std::string_view name) const override;
  /// Of all, "a.safetensors, b.safetensors".
  std::string source() const override;
  std::string fingerprint() const override;

 private:
  std::vector<std::shared_ptr<const Weights>> sources_;
};

}  // namespace affect::model
