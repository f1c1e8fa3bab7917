// Every operation against the interpreter, on shapes that differ from run to run.
#include <gtest/gtest.h>

#include "affect/model/net/net.h"
#include "model/support/interpreter.h"
#include "model/support/operation_cases.h"
#include "model/support/random_net.h"

namespace affect::model {
namespace {

constexpr double kTolerance = 1e-5;

class Operations : public testing::TestWithParam<test::OperationCase> {};

TEST_P(Operations, EqualTheInterpreter) {
  Graph graph(GetParam().name);
  GetParam().build(graph);
  Rng rng(17);
  const test::RandomWeights weights(graph, rng);
  NetOptions options;
  options.precision = Precision::f32;
  const Net net(graph, weights, options);
  EXPECT_EQ(net.report().precision, Precision::f32);
  for (const auto& sizes : GetParam().sizes) {
    const auto inputs = test::random_inputs(graph, sizes, test::operations::kIndices, rng);
    test::expect_as_interpreted(net.infer(inputs), test::interpret(graph, weights, inputs), kTolerance);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Operations, testing::ValuesIn(test::operation_cases()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace affect::model
