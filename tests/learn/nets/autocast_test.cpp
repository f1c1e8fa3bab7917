#include "learn/nets/autocast.h"

#include <gtest/gtest.h>

namespace affect::learn::nets {
namespace {

at::ScalarType type_of_product() { return torch::mm(torch::ones({2, 2}), torch::ones({2, 2})).scalar_type(); }

TEST(AutocastTest, HoldsWhileItLivesAndMayBeNested) {
  {
    const Autocast outer(true);
    EXPECT_EQ(type_of_product(), torch::kBFloat16);
    {
      const Autocast inner(false);
      EXPECT_EQ(type_of_product(), torch::kFloat);
    }
    EXPECT_EQ(type_of_product(), torch::kBFloat16);
  }
  EXPECT_EQ(type_of_product(), torch::kFloat);
}

TEST(AutocastTest, AChangedWeightIsCastAnew) {
  const torch::Tensor weight = torch::ones({2, 2}).set_requires_grad(true);
  const auto product = [&] {
    const Autocast autocast(true);
    return torch::mm(weight, torch::ones({2, 2})).to(torch::kFloat)[0][0].item<float>();
  };
  EXPECT_EQ(product(), 2);
  {
    const torch::NoGradGuard no_gradients;
    weight.fill_(3);
  }
  EXPECT_EQ(product(), 6);
}

}  // namespace
}  // namespace affect::learn::nets
