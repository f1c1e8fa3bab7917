/// A model made up of random weights, for tests that need none that was trained.
#pragma once
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "affect/model/linear/linear_table.h"
#include "affect/model/store/safetensors.h"
#include "affect/rng.h"

namespace affect::perceive::text {

struct TinyTable {
  std::string name;
  std::vector<std::string> heads;
  std::size_t lexicon = 0;  ///< inputs a head
  unsigned bits = 10;
  float negation = 1;
};

inline std::vector<float> random_floats(std::size_t count, double low, double high, Rng& rng) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(low + (high - low) * rng.uniform());
  return values;
}

inline void write_tiny_table(const TinyTable& table, Rng& rng, model::SafetensorsWriter& writer) {
  const std::size_t count = table.heads.size(), size = model::LinearTable::row_size(count);
  const std::size_t buckets = std::size_t{1} << table.bits;
  std::vector<std::int8_t> rows(buckets * size);
  for (std::size_t i = 0; i < buckets; ++i) {
    if (rng.uniform() < 0.2) continue;  // never seen
    rows[i * size] = static_cast<std::int8_t>(16 + rng.below(200));
    for (std::size_t h = 0; h < count; ++h) {
      rows[i * size + 1 + h] = static_cast<std::int8_t>(static_cast<int>(rng.below(255)) - 127);
    }
  }
  std::string names;
  for (const std::string& head : table.heads) names += (names.empty() ? "" : " ") + head;
  const auto add = [&](const std::string& part, const std::vector<float>& values) {
    writer.add(table.name + "/" + part, std::span(values), {values.size()});
  };
  writer.metadata(table.name + "/heads", names);
  writer.add(table.name + "/rows", std::span<const std::int8_t>(rows), {buckets, size});
  add("step", random_floats(count, 0.001, 0.02, rng));
  add("bias", random_floats(count, -1, 1, rng));
  add("threshold", random_floats(count, 0.1, 0.9, rng));
  add("calibration", random_floats(2 * count, 0.2, 1.5, rng));
  add("deviation", random_floats(2 * count, -2, 0, rng));
  if (table.negation != 1) add("negation", {table.negation});
  if (table.lexicon > 0) add("lexicon", random_floats(table.lexicon * count, -1, 1, rng));
}

inline std::string tiny_model(const std::vector<TinyTable>& tables, std::uint64_t seed = 3) {
  Rng rng(seed);
  model::SafetensorsWriter writer;
  for (const TinyTable& table : tables) write_tiny_table(table, rng, writer);
  return writer.bytes();
}

}  // namespace affect::perceive::text
