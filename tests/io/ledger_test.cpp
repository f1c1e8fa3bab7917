#include "affect/io/ledger.h"

#include <gtest/gtest.h>

namespace affect::io {
namespace {

TEST(Ledger, BalancesWhereEachPieceHasOneFate) {
  Ledger ledger;
  ledger.unit("messages");
  EXPECT_TRUE(ledger.balances());
  ledger.read(4);
  EXPECT_FALSE(ledger.balances());
  ledger.keep(2);
  ledger.skip("no text");
  EXPECT_FALSE(ledger.balances());
  ledger.reject("not JSON");
  EXPECT_TRUE(ledger.balances());
  ledger.keep();
  EXPECT_FALSE(ledger.balances());
  EXPECT_EQ(ledger.skipped().at("no text"), 1u);
  EXPECT_EQ(ledger.rejected().at("not JSON"), 1u);
}

TEST(Ledger, NoneIsNoReason) {
  Ledger ledger;
  ledger.skip("no text", 0);
  EXPECT_TRUE(ledger.skipped().empty());
}

}  // namespace
}  // namespace affect::io
