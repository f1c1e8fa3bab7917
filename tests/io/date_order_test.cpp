#include "io/date_order.h"

#include <vector>

#include <gtest/gtest.h>

#include "affect/clock.h"

namespace affect::io {
namespace {

using std::string_view_literals::operator""sv;

NumericDate date_of(std::string_view text) {
  auto date = take_numeric_date(text);
  EXPECT_TRUE(date && text.empty()) << text;
  return date.value_or(NumericDate{});
}

/// The order that dates in a row tell, unknown where they do not.
DateOrder order_of(const std::vector<std::string_view>& dates) {
  DateOrderFinder finder;
  std::size_t line = 0;
  for (const auto date : dates) EXPECT_TRUE(finder.see(date_of(date), {"f", ++line})) << date;
  return finder.order();
}

DateOrder decided(const std::vector<std::string_view>& dates, bool twelve_hour = false) {
  DateOrderFinder finder;
  for (const auto text : dates) {
    NumericDate date = date_of(text);
    date.twelve_hour = twelve_hour;
    EXPECT_TRUE(finder.see(date, {"f", 1}));
  }
  return finder.decide();
}

TEST(NumericDate, IsTakenOffTheFront) {
  std::string_view text = "5/4/24, 18:30";
  const auto date = take_numeric_date(text);
  ASSERT_TRUE(date);
  EXPECT_EQ(text, ", 18:30");
  EXPECT_EQ(date->first, 5);
  EXPECT_EQ(date->third, 24);
  EXPECT_EQ(date->third_digits, 2);
  EXPECT_EQ(date_of("05.04.2024").third, 2024);
  EXPECT_EQ(date_of("2024-04-05").first, 2024);
  EXPECT_EQ(date_of("24. 5. 1").third, 1);
  EXPECT_TRUE(date_of("24. 5. 1").spaced);
  EXPECT_FALSE(date_of("24.5.1").spaced);
  for (std::string_view none : {""sv, "5"sv, "5/4"sv, "5/4-24"sv, "5/4/"sv, "123/4/24"sv, "2024/5/2024"sv, "5/444/24"sv,
                                "5/4/24601"sv, "a/b/c"sv}) {
    const std::string_view before = none;
    EXPECT_FALSE(take_numeric_date(none)) << before;
    EXPECT_EQ(none, before);
  }
}

TEST(NumericDate, HasDigitsOfAnyScript) {
  EXPECT_EQ(date_of("\u0661\u0662\u200F/\u0665\u200F/\u0662\u0660\u0662\u0664"), date_of("12/5/2024"));
  EXPECT_EQ(date_of("\u06F1\u06F2/\u06F5/\u06F2\u06F4"), date_of("12/5/24"));
  EXPECT_EQ(date_of("\u200E\u0967\u0968/\u096B/\u0968\u096A"), date_of("12/5/24"));
}

TEST(NumericDate, IsADayInAnOrder) {
  EXPECT_EQ(day_of(date_of("5/4/24"), DateOrder::day_month_year), parse_iso_time("2024-04-05"));
  EXPECT_EQ(day_of(date_of("5/4/24"), DateOrder::month_day_year), parse_iso_time("2024-05-04"));
  EXPECT_EQ(day_of(date_of("24. 5. 1"), DateOrder::year_month_day), parse_iso_time("2024-05-01"));
  EXPECT_EQ(day_of(date_of("1/2/70"), DateOrder::day_month_year), parse_iso_time("1970-02-01"));
  EXPECT_EQ(day_of(date_of("1/2/69"), DateOrder::day_month_year), parse_iso_time("2069-02-01"));
  EXPECT_FALSE(day_of(date_of("30/2/24"), DateOrder::day_month_year));
  EXPECT_FALSE(day_of(date_of("2024-04-05"), DateOrder::day_month_year));
  EXPECT_FALSE(day_of(date_of("24. 5. 1"), DateOrder::day_month_year)) << "one digit is no year";
  EXPECT_FALSE(day_of(date_of("5/4/2024"), DateOrder::year_month_day));
}

TEST(DateOrderFinder, IsDecidedByWhatFitsOneOrderOnly) {
  EXPECT_EQ(order_of({"05/04/24", "06/04/24"}), DateOrder::unknown);
  EXPECT_EQ(order_of({"05.04.24", "25.04.24"}), DateOrder::day_month_year);
  EXPECT_EQ(order_of({"05/04/24", "25/04/24"}), DateOrder::unknown) << "25 may be a year, as in Basque";
  EXPECT_EQ(order_of({"05/04/24", "25/04/24", "26/04/24", "03/05/24"}), DateOrder::day_month_year);
  EXPECT_EQ(order_of({"24/03/11", "24/03/20", "24/04/02", "24/05/01"}), DateOrder::year_month_day);
  EXPECT_EQ(order_of({"05/04/24", "04/25/24"}), DateOrder::month_day_year);
  EXPECT_EQ(order_of({"2024-05-04"}), DateOrder::year_month_day);
  EXPECT_EQ(order_of({"24/5/1"}), DateOrder::year_month_day) << "one digit is no year";
  EXPECT_EQ(order_of({"24. 5. 12"}), DateOrder::unknown) << "day or year";
  EXPECT_EQ(order_of({"24. 5. 12", "24. 5. 9"}), DateOrder::year_month_day);
  EXPECT_EQ(order_of({"24. 5. 12", "1. 6. 12"}), DateOrder::day_month_year);
}

TEST(DateOrderFinder, RefusesWhatContradicts) {
  DateOrderFinder finder;
  EXPECT_TRUE(finder.see(date_of("25.04.24"), {"f", 1}));
  EXPECT_FALSE(finder.see(date_of("04.25.24"), {"f", 2}));
  EXPECT_TRUE(finder.see(date_of("26.04.24"), {"f", 3}));
  EXPECT_EQ(finder.order(), DateOrder::day_month_year);
}

TEST(DateOrderFinder, DecidesByWhatIsLikelier) {
  EXPECT_EQ(decided({"01/02/24", "03/02/24", "05/02/24"}), DateOrder::day_month_year);
  EXPECT_EQ(decided({"01/02/24"}, true), DateOrder::month_day_year);
  EXPECT_EQ(decided({"01/05/24", "01/09/24", "02/01/24", "02/11/24"}), DateOrder::month_day_year)
      << "as days first they would go back";
  EXPECT_EQ(decided({"24. 5. 12", "24. 6. 10", "24. 7. 11"}), DateOrder::year_month_day);
}

TEST(DateOrderFinder, BelievesWordsOfALanguage) {
  DateOrderFinder finder;
  NumericDate date = date_of("24. 5. 12");
  date.year_leads = true;
  EXPECT_TRUE(finder.see(date, {"f", 1}));
  EXPECT_EQ(finder.order(), DateOrder::year_month_day);
  EXPECT_FALSE(finder.was_ambiguous());
}

TEST(DateOrderFinder, LetsTheSameWordsStandBesideOtherOrders) {
  DateOrderFinder hong_kong, old;
  for (const char* text : {"1/5/2024", "13/5/2024"}) {
    NumericDate date = date_of(text);
    date.year_leads = true;
    EXPECT_TRUE(hong_kong.see(date, {"f", 1}));
  }
  EXPECT_EQ(hong_kong.order(), DateOrder::day_month_year);
  for (const char* text : {"18/1/12", "18/1/13"}) {
    NumericDate date = date_of(text);
    date.year_leads = true;
    EXPECT_TRUE(old.see(date, {"f", 1}));
  }
  EXPECT_EQ(old.decide(), DateOrder::year_month_day);
}

TEST(DateOrderFinder, BelievesNoDateBeforeTheEarliest) {
  DateOrderFinder finder(DateOrder::unknown, *parse_iso_time("2009-01-01"));
  EXPECT_TRUE(finder.see(date_of("24/03/05"), {"f", 1}));
  EXPECT_EQ(finder.decide(), DateOrder::year_month_day);
}

TEST(DateOrderFinder, SaysWhatItOnlyGuesses) {
  DateOrderFinder finder;
  EXPECT_TRUE(finder.see(date_of("13/05/24"), {"f", 1}));
  EXPECT_FALSE(finder.was_ambiguous());
  EXPECT_EQ(finder.decide(), DateOrder::day_month_year);
  EXPECT_TRUE(finder.was_ambiguous());
  EXPECT_EQ(finder.reason(),
            "dates such as 13/05/24 may be read in two ways; taken as day/month/year, as is usual in most countries "
            "(--date-order dmy, mdy or ymd decides)");
}

TEST(DateOrderFinder, SaysWhy) {
  DateOrderFinder finder;
  EXPECT_TRUE(finder.see(date_of("05/04/24"), {"f", 1}));
  EXPECT_TRUE(finder.was_ambiguous());
  EXPECT_TRUE(finder.see(date_of("25/04/24"), {"f", 31}));
  EXPECT_EQ(finder.decide(), DateOrder::day_month_year);
  EXPECT_EQ(finder.reason(), "dates such as 05/04/24 are read as day/month/year, because 25/04/24 stands in line 31");
}

}  // namespace
}  // namespace affect::io
