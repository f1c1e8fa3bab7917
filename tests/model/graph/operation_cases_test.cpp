// The nets that back ends are compared on hold every operation.
#include "model/support/operation_cases.h"

#include <set>

#include <gtest/gtest.h>

namespace affect::model {
namespace {

TEST(OperationCases, HoldEveryOperation) {
  std::set<Op> seen;
  for (const test::OperationCase& one : test::operation_cases()) {
    Graph graph(one.name);
    one.build(graph);
    for (const Node& node : graph.nodes()) seen.insert(node.op);
  }
  for (int op = 0; op <= static_cast<int>(Op::dropout); ++op)
    EXPECT_TRUE(seen.contains(static_cast<Op>(op))) << name_of(static_cast<Op>(op));
}

}  // namespace
}  // namespace affect::model
