#include "affect/model/net/net.h"

#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "affect/error.h"
#include "affect/model/graph/bert.h"
#include "model/support/interpreter.h"
#include "model/support/onnx_file.h"
#include "model/support/random_net.h"

namespace affect::model {
namespace {

constexpr std::size_t kWords = 50, kPlaces = 16;

/// A small encoder with made-up weights.
struct SmallNet {
  SmallNet() : graph(made()), weights(graph, rng) { options.precision = Precision::f32; }

  static Graph made() {
    BertConfig config;
    config.layers = 2;
    config.width = 32;
    config.heads = 4;
    config.inner = 64;
    config.vocabulary = kWords;
    config.positions = kPlaces;
    return sentence_encoder("small", config);
  }
  std::map<std::string, Array> inputs(std::size_t batch, std::size_t length) {
    auto made = test::random_inputs(graph, {{"batch", batch}, {"length", length}}, kWords, rng);
    made["attention_mask"].values = std::vector<std::int64_t>(batch * length, 1);
    return made;
  }

  Rng rng{3};
  Graph graph;
  test::RandomWeights weights;
  NetOptions options;
};

std::string what_is_thrown(const Net& net, const std::map<std::string, Array>& inputs) {
  try {
    net.infer(inputs);
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Net, HostileInputsAreErrorsThatNameThem) {
  SmallNet small;
  const Net net(small.graph, small.weights, small.options);
  const auto with = [&](const char* name, std::vector<std::size_t> shape, std::vector<std::int64_t> values) {
    auto inputs = small.inputs(2, 3);
    inputs[name] = Array{std::move(shape), std::move(values)};
    return what_is_thrown(net, inputs);
  };
  const std::string takes = " (it takes integers [batch, length])";
  EXPECT_EQ(with("input_ids", {2, 3}, {0, 1, 2, 3, 4, 50}),
            "net small: input \"input_ids\" holds the index 50 at 5: 0 to 49 exist" + takes);
  EXPECT_EQ(with("input_ids", {2, 3}, {0, -1, 2, 3, 4, 5}),
            "net small: input \"input_ids\" holds the index -1 at 1: 0 to 49 exist" + takes);
  EXPECT_EQ(with("input_ids", {0, 3}, {}), "net small: input \"input_ids\" is empty: [0, 3]" + takes);
  EXPECT_EQ(with("input_ids", {6}, {1, 2, 3, 4, 5, 6}), "net small: input \"input_ids\" is [6]" + takes);
  EXPECT_EQ(with("input_ids", {2, 3}, {1, 2, 3}),
            "net small: input \"input_ids\" holds 3 values, not what [2, 3] says" + takes);
  EXPECT_EQ(
      with("input_ids", {std::size_t{1} << 40, std::size_t{1} << 40}, {}),
      "net small: input \"input_ids\" is too large: [1099511627776, 1099511627776], more than 16777216 values" + takes);
  EXPECT_EQ(with("input_ids", {3, 2}, {1, 2, 3, 4, 5, 6}),
            "net small: input \"input_ids\" is [3, 2], but batch is 2 in \"attention_mask\"" + takes);
  EXPECT_EQ(with("other", {1}, {1}),
            "net small: there is no input \"other\" (it has \"attention_mask\" [batch, length], \"input_ids\" [batch, "
            "length])");
  EXPECT_EQ(what_is_thrown(net, small.inputs(1, kPlaces + 1)),
            "net small: input \"attention_mask\" is [1, 17]: length may be 16 at most" + takes);
  auto inputs = small.inputs(2, 3);
  inputs.erase("input_ids");
  EXPECT_EQ(what_is_thrown(net, inputs), "net small: input \"input_ids\" is missing" + takes);
  inputs = small.inputs(2, 3);
  inputs["input_ids"].values = std::vector<float>(6);
  EXPECT_EQ(what_is_thrown(net, inputs), "net small: input \"input_ids\" holds numbers, not integers" + takes);
  EXPECT_EQ(net.infer(small.inputs(2, kPlaces)).at("sentence").shape, (std::vector<std::size_t>{2, 32}))
      << "the net still runs";
}

TEST(Net, NumbersThatAreNoneAreRefused) {
  Graph g("plain");
  g.output("y", g.relu(g.input("x", Element::f32, {"n", 2})));
  Rng rng(1);
  const Net net(g, test::RandomWeights(g, rng));
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(what_is_thrown(net, {{"x", Array{{1, 2}, std::vector<float>{0, bad}}}}),
              fmt::format("net plain: input \"x\" holds {} at 1 (it takes numbers [n, 2])", bad));
  }
}

TEST(Net, IndicesOfNodesAreChecked) {
  Graph g("messages");
  const auto nodes = g.input("nodes", Element::f32, {"nodes", 2});
  const auto from = g.input("from", Element::i64, {"edges"}), to = g.input("to", Element::i64, {"edges"});
  g.output("y", g.segment_sum(g.gather(nodes, from), to, nodes));
  Rng rng(1);
  const Net net(g, test::RandomWeights(g, rng));
  std::map<std::string, Array> inputs{{"nodes", {{3, 2}, std::vector<float>{1, 2, 3, 4, 5, 6}}},
                                      {"from", {{2}, std::vector<std::int64_t>{0, 2}}},
                                      {"to", {{2}, std::vector<std::int64_t>{1, 1}}}};
  EXPECT_EQ(net.infer(inputs).at("y").reals(), (std::vector<float>{0, 0, 6, 8, 0, 0}));
  for (const char* name : {"from", "to"}) {
    auto wrong = inputs;
    wrong[name].values = std::vector<std::int64_t>{3, 0};
    EXPECT_EQ(what_is_thrown(net, wrong),
              fmt::format("net messages: input \"{}\" holds the index 3 at 0: 0 to 2 exist (it takes integers [edges])",
                          name));
  }
}

TEST(Net, WeightsOfAnotherNetAreNamed) {
  const auto message = [](std::int64_t out, const char* name) -> std::string {
    Graph own("own"), other("other");
    own.linear(own.input("x", Element::f32, {"n", 4}), "layer", 3);
    other.output("y", other.linear(other.input("x", Element::f32, {"n", 4}), name, out));
    Rng rng(1);
    try {
      const Net net(other, test::RandomWeights(own, rng));
    } catch (const ModelError& error) {
      return error.message();
    }
    return "nothing";
  };
  EXPECT_EQ(message(3, "layer"), "nothing");
  EXPECT_EQ(message(5, "layer"), "net other: the weight \"layer.weight\" is [3, 4], not [5, 4]");
  EXPECT_EQ(message(3, "other"), "net other: there is no weight \"other.weight\" [3, 4]");
}

TEST(Net, WhatCannotBeMadeIsRefused) {
  SmallNet small;
  small.options.threads = 0;
  EXPECT_THROW(Net(small.graph, small.weights, small.options), ConfigError);
  Rng rng(1);
  EXPECT_THROW(Net(Graph("empty"), test::RandomWeights(Graph("empty"), rng)), ModelError);
}

TEST(Net, ReportsWhatItIs) {
  SmallNet small;
  small.options.threads = 2;
  const Net net(small.graph, small.weights, small.options);
  EXPECT_EQ(net.name(), "small");
  EXPECT_EQ(net.report().precision, Precision::f32);
  EXPECT_EQ(net.report().threads, 2);
  EXPECT_FALSE(net.report().from_cache);
  EXPECT_GT(net.report().load_s, 0);
  EXPECT_EQ(net.report().weight_bytes, sizeof(float) * (32u * (kWords + kPlaces + 2 + 2) +
                                                        2u * (4 * (32 * 32 + 32) + 2 * 32 * 64 + 64 + 32 + 4 * 32)));
  EXPECT_TRUE(net.report().back_end.starts_with("OpenVINO 2026.4")) << net.report().back_end;
  EXPECT_FALSE(net.report().processor.empty());
  small.options.precision = Precision::automatic;
  const Precision chosen = Net(small.graph, small.weights, small.options).report().precision;
  EXPECT_TRUE(chosen == Precision::f32 || chosen == Precision::bf16);
}

/// Real callers share one net: what each gets is what it would get alone.
TEST(Net, ManyThreadsAtOnceGetWhatOneGets) {
  SmallNet small;
  const Net net(small.graph, small.weights, small.options);
  std::vector<std::map<std::string, Array>> inputs;
  std::vector<std::vector<float>> alone;
  for (std::size_t i = 0; i < 24; ++i) {
    inputs.push_back(small.inputs(1 + i % 3, 1 + i % kPlaces));
    alone.push_back(net.infer(inputs.back()).at("sentence").reals());
  }
  std::atomic<int> wrong = 0, done = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 3 * inputs.size(); ++i) {
        const std::size_t which = (i * 5 + t * 7) % inputs.size();
        wrong += net.infer(inputs[which]).at("sentence").reals() != alone[which];
        wrong += what_is_thrown(net, {}) == "nothing";
        ++done;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 4 * 3 * 24);
  EXPECT_EQ(wrong, 0);
}

TEST(Net, APaddedSentenceIsTheSentence) {
  SmallNet small;
  const Net net(small.graph, small.weights, small.options);
  const auto alone = small.inputs(1, 5);
  auto padded = small.inputs(2, 9);
  auto ids = padded["input_ids"].integers();
  std::vector<std::int64_t> mask(18, 1);
  std::copy_n(alone.at("input_ids").integers().begin(), 5, ids.begin());
  std::fill_n(mask.begin() + 5, 4, 0);
  padded["input_ids"].values = ids;
  padded["attention_mask"].values = mask;
  const auto expected = net.infer(alone).at("sentence").reals(), found = net.infer(padded).at("sentence").reals();
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-6);
}

TEST(Net, EightBitsAreCloseToFloats) {
  SmallNet small;
  std::vector<std::map<std::string, Array>> samples;
  for (std::size_t i = 0; i < 40; ++i) samples.push_back(small.inputs(1, 1 + i % kPlaces));
  const auto ranges = calibrate(small.graph, small.weights, samples);
  EXPECT_EQ(ranges.by_layer.size(), 12u);
  const Net exact(small.graph, small.weights, small.options);
  small.options.precision = Precision::int8;
  small.options.ranges = std::make_shared<ActivationRanges>(ranges);
  const Net coarse(small.graph, small.weights, small.options);
  EXPECT_EQ(coarse.report().precision, Precision::int8);
  bool differs = false;
  for (const auto& sample : samples) {
    const auto a = exact.infer(sample).at("sentence").reals(), b = coarse.infer(sample).at("sentence").reals();
    double cosine = 0;
    for (std::size_t i = 0; i < a.size(); ++i) cosine += static_cast<double>(a[i]) * b[i];
    EXPECT_GT(cosine, 0.98);
    differs = differs || a != b;
  }
  EXPECT_TRUE(differs);
}

TEST(ActivationRanges, AreText) {
  ActivationRanges ranges;
  ranges.by_layer["a.dense"] = {-0.1F, 4.25F};
  ranges.by_layer["b"] = {0, 0};
  const std::string text = ranges.to_text();
  EXPECT_EQ(text, "a.dense -0.1 4.25\nb 0 0\n");
  EXPECT_EQ(ActivationRanges::from_text(text, "f").to_text(), text);
  EXPECT_TRUE(ActivationRanges::from_text("", "f").by_layer.empty());
  for (const char* wrong : {"a", "a 1", "a 2 1", "a 1 nan", "a 1 2 3", " 1 2", "a 1 2\n\n", "a 1,2 3", "a b c"}) {
    EXPECT_THROW(ActivationRanges::from_text(wrong, "f"), InputError) << wrong;
  }
  try {
    ActivationRanges::from_text("a 0 1\nb x\n", "ranges.txt");
  } catch (const InputError& error) {
    EXPECT_EQ(error.place().to_string(), "ranges.txt:2");
  }
}

/// A folder that is gone afterwards.
struct NetFolder {
  NetFolder() { std::filesystem::create_directories(path); }
  ~NetFolder() { std::filesystem::remove_all(path); }
  std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("affect-net-{}", getpid());
};

TEST(Net, ComesFromTheCacheTheSecondTime) {
  const NetFolder folder;
  SmallNet small;
  small.options.cache_folder = folder.path.string();
  const auto inputs = small.inputs(2, 5);
  const Net first(small.graph, small.weights, small.options);
  EXPECT_FALSE(first.report().from_cache);
  const Net second(small.graph, small.weights, small.options);
  EXPECT_TRUE(second.report().from_cache);
  EXPECT_EQ(first.infer(inputs).at("sentence").reals(), second.infer(inputs).at("sentence").reals());
  const test::RandomWeights others(small.graph, small.rng);
  const Net third(small.graph, others, small.options);
  EXPECT_FALSE(third.report().from_cache) << "other weights are another net";
}

TEST(Net, ADamagedCacheIsMadeAgain) {
  const NetFolder folder;
  SmallNet small;
  small.options.cache_folder = folder.path.string();
  const auto inputs = small.inputs(2, 5);
  const auto expected = Net(small.graph, small.weights, small.options).infer(inputs).at("sentence").reals();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    std::filesystem::resize_file(entry, std::filesystem::file_size(entry) / 2);
    ++files;
  }
  EXPECT_GT(files, 0u);
  EXPECT_EQ(Net(small.graph, small.weights, small.options).infer(inputs).at("sentence").reals(), expected);
}

TEST(OnnxNet, Runs) {
  const NetFolder folder;
  const auto path = (folder.path / "lookup.onnx").string();
  std::ofstream(path, std::ios::binary) << test::lookup_onnx(3, 2, {0, 1, 2, 3, 4, 5});
  const Net net = Net::from_onnx(path);
  EXPECT_EQ(net.name(), "lookup");
  const auto y = net.infer({{"ids", Array{{1, 3}, std::vector<std::int64_t>{2, 0, 1}}}}).at("y");
  EXPECT_EQ(y.shape, (std::vector<std::size_t>{1, 3, 2}));
  EXPECT_EQ(y.reals(), (std::vector<float>{4, 5, 0, 1, 2, 3}));
  EXPECT_EQ(net.infer({{"ids", Array{{2, 1}, std::vector<std::int64_t>{1, 2}}}}).at("y").reals(),
            (std::vector<float>{2, 3, 4, 5}));
  EXPECT_EQ(what_is_thrown(net, {{"ids", Array{{1, 1}, std::vector<std::int64_t>{3}}}}),
            "net lookup: input \"ids\" holds the index 3 at 0: 0 to 2 exist (it takes integers [?, ?])");
  EXPECT_THROW(Net::from_onnx((folder.path / "none.onnx").string()), ModelError);
  std::ofstream(path, std::ios::binary) << "no net at all";
  EXPECT_THROW(Net::from_onnx(path), ModelError);
}

/// What the dynamic loader finds for this very program.
TEST(Libraries, OneTbbAndOneOpenVino) {
  const std::string command = fmt::format("ldd /proc/{}/exe", getpid());
  std::FILE* pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string text;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), got);
  ASSERT_EQ(::pclose(pipe), 0) << text;
  std::vector<std::string> tbb, openvino;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto arrow = line.find("=> ");
    if (arrow == std::string::npos) continue;
    const std::string file = line.substr(arrow + 3, line.rfind(" (") - arrow - 3);
    if (line.find("libtbb.so") != std::string::npos) tbb.push_back(file);
    if (line.find("libopenvino.so") != std::string::npos) openvino.push_back(file);
  }
  ASSERT_EQ(tbb.size(), 1u) << text;
  ASSERT_EQ(openvino.size(), 1u) << text;
  const auto folder = std::filesystem::path(openvino[0]).parent_path();
  EXPECT_EQ(std::filesystem::path(tbb[0]).parent_path(), folder);
  EXPECT_TRUE(folder.string().ends_with("libraries/openvino/libs")) << folder;
}

}  // namespace
}  // namespace affect::model
