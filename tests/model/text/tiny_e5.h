/// A made-up E5S1 file: 32 dimensions, one layer, a few pieces. Each part can be replaced before it is written.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace affect::test {

struct TinyE5 {
  std::vector<std::pair<std::string, float>> pieces{{"<s>", 0.F},
                                                    {"<pad>", 0.F},
                                                    {"</s>", 0.F},
                                                    {"<unk>", 0.F},
                                                    {"\xE2\x96\x81", -3.F},
                                                    {"a", -4.F},
                                                    {"\xE2\x96\x81"
                                                     "a",
                                                     -5.F},
                                                    {"b", -4.5F},
                                                    {"ab", -6.F},
                                                    {"\xE2\x96\x81"
                                                     "ab",
                                                     -6.5F},
                                                    {"\xC3\xA9", -7.F}};
  std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> map{
      {1, {}}, {'\n', {' '}}, {0xA0, {' '}}, {0x2460, {'a', 'b'}}, {0xFF41, {'a'}}};
  std::int32_t hidden = 32, layers = 1, heads = 2, feed_forward = 64, positions = 8, types = 2, group = 32;
  std::int32_t unknown = 3;

  std::string bytes() const {
    std::string file = "E5S1";
    const auto words = static_cast<std::int32_t>(pieces.size() + 1);
    for (const std::int32_t value : {1, hidden, layers, heads, feed_forward, words, positions, types}) put(value, file);
    put(1e-12F, file);
    for (const std::int32_t value : {group, words - 1, 0, 2, 1, unknown}) put(value, file);
    put_pieces(file);
    put_map(file);
    put_tensors(file);
    return file;
  }

 private:
  template <typename T>
  static void put(T value, std::string& file) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    file.append(raw, sizeof value);
  }

  void put_pieces(std::string& file) const {
    std::string blob;
    for (const auto& piece : pieces) blob += piece.first;
    put(static_cast<std::uint64_t>(blob.size()), file);
    std::uint32_t end = 0;
    put(end, file);
    for (const auto& piece : pieces) put(end += static_cast<std::uint32_t>(piece.first.size()), file);
    for (const auto& piece : pieces) put(piece.second, file);
    file += blob;
  }

  void put_map(std::string& file) const {
    std::string rows;
    for (const auto& [point, parts] : map) {
      put(point, rows);
      put(static_cast<std::uint8_t>(parts.size()), rows);
      for (const std::uint32_t part : parts) put(part, rows);
    }
    put(static_cast<std::int32_t>(map.size()), file);
    put(static_cast<std::uint32_t>(rows.size()), file);
    file += rows;
  }

  void put_tensors(std::string& file) const {
    struct Entry {
      std::string name;
      bool blocks;
      std::int64_t values;
    };
    const std::int64_t h = hidden, f = feed_forward;
    std::vector<Entry> all{{"emb.word", true, (static_cast<std::int64_t>(pieces.size()) + 1) * h},
                           {"emb.pos", false, positions * h},
                           {"emb.type", false, types * h},
                           {"emb.ln.w", false, h},
                           {"emb.ln.b", false, h}};
    for (std::int32_t i = 0; i < layers; ++i) {
      const std::string layer = fmt::format("l{}.", i);
      for (const char* name : {"q", "k", "v", "ao"}) {
        all.push_back({layer + name + ".w", true, h * h});
        all.push_back({layer + name + ".b", false, h});
      }
      for (const char* name : {"aln.w", "aln.b", "oln.w", "oln.b", "fo.b"}) all.push_back({layer + name, false, h});
      all.push_back({layer + "fi.w", true, f * h});
      all.push_back({layer + "fi.b", false, f});
      all.push_back({layer + "fo.w", true, f * h});
    }
    put(static_cast<std::int32_t>(all.size()), file);
    std::size_t directory = 0;
    for (const auto& entry : all) directory += 2 + entry.name.size() + 1 + 4 + 8 + 8;
    std::uint64_t offset = file.size() + directory;
    std::string data;
    for (const auto& [name, blocks, values] : all) {
      const auto size = static_cast<std::uint64_t>(blocks ? values / 32 * 18 : values * 4);
      put(static_cast<std::uint16_t>(name.size()), file);
      file += name;
      put(static_cast<std::uint8_t>(blocks ? 1 : 0), file);
      put(static_cast<std::uint32_t>(values), file);
      put(offset, file);
      put(size, file);
      offset += size;
      if (blocks) {
        for (std::int64_t i = 0; i < values / 32; ++i) {
          put(static_cast<std::uint16_t>(0x3800 + i % 4 * 0x400), data);  // 0.5, 1, 2, 4
          for (int k = 0; k < 16; ++k) data += static_cast<char>((i + k) * 37 & 0xFF);
        }
      } else {
        for (std::int64_t i = 0; i < values; ++i) put(static_cast<float>(i) / 8, data);
      }
    }
    file += data;
  }
};

}  // namespace affect::test
