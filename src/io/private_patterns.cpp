#include "io/private_patterns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <unicode/uchar.h>

#include "io/ascii.h"
#include "io/code_point.h"
#include "io/private_addresses.h"

namespace affect::io {
namespace {

constexpr std::size_t kFewestOfPhone = 7, kMostOfPhone = 15;  // E.164 has at most 15
constexpr std::size_t kFewestPlain = 6;                       // digits in one piece: a code, an id
constexpr std::size_t kFewestOfIban = 15, kMostOfIban = 34;   // ISO 13616
constexpr std::array<std::string_view, 14> kCurrencies{"€", "$",   "£",   "¥",   "₽", "₹",  "₩",
                                                       "₺", "eur", "usd", "gbp", "chf", "kr", "zł"};
// What may stand between the groups of a number: spaces, hyphens and dashes, brackets, as ASCII or wide.
constexpr std::array<std::string_view, 18> kNumberSeparators{" ",
                                                             "-",
                                                             ".",
                                                             "/",
                                                             "(",
                                                             ")",
                                                             "\xC2\xA0",
                                                             "\xE2\x80\x89",
                                                             "\xE2\x80\xAF",
                                                             "\xE2\x80\x90",
                                                             "\xE2\x80\x91",
                                                             "\xE2\x80\x92",
                                                             "\xE2\x80\x93",
                                                             "\xE3\x80\x80",
                                                             "\xEF\xBC\x8D",
                                                             "\xEF\xBC\x88",
                                                             "\xEF\xBC\x89",
                                                             "\xEF\xBC\x8E"};

bool is_ascii_word(char c) { return is_digit(c) || is_upper(c) || is_lower(c); }

int digit_value(std::string_view text, std::size_t at) {
  if (!is_high(text[at])) return is_digit(text[at]) ? text[at] - '0' : -1;
  const auto code = static_cast<UChar32>(code_point_at(text, at).value);
  return u_charType(code) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(code) : -1;
}

/// Reads forms of numbers off a text.
class NumberCursor {
 public:
  NumberCursor(std::string_view text, std::size_t at, std::size_t end) : text_(text), at_(at), end_(end) {}

  std::size_t at() const { return at_; }
  bool at_digit() const { return at_ < end_ && digit_size(text_, at_) > 0; }
  /// A number of `low` to `high` digits, all that stand there; of more than nine, the first nine.
  std::optional<int> number(std::size_t low, std::size_t high) {
    int value = 0;
    std::size_t digits = 0;
    const std::size_t begin = at_;
    for (; at_digit(); at_ += digit_size(text_, at_)) {
      if (++digits <= high && digits <= 9) value = value * 10 + digit_value(text_, at_);
    }
    if (digits >= low && digits <= high) return value;
    at_ = begin;
    return std::nullopt;
  }
  bool take(std::string_view mark) {
    if (!text_.substr(at_, end_ - at_).starts_with(mark)) return false;
    at_ += mark.size();
    return true;
  }
  template <std::size_t n>
  bool take_any(const std::array<std::string_view, n>& marks) {
    return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return take(mark); });
  }

 private:
  std::string_view text_;
  std::size_t at_, end_;
};

/// The remainder of an IBAN by 97 (ISO 13616): 1 where it is right.
int iban_remainder(std::string_view compact) {
  int rest = 0;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[(i + 4) % compact.size()];
    const int value = is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

class NumberScan {
 public:
  NumberScan(std::string_view text, std::vector<PrivateSpan>& spans) : text_(text), spans_(spans) {}

  void run(std::size_t begin, std::size_t end) {
    begin_ = begin;
    end_ = end;
    for (std::size_t at = begin; at < end;) at = step(at);
  }

 private:
  /// Where to go on from `at`.
  std::size_t step(std::size_t at) {
    const bool after_word = at > begin_ && is_ascii_word(text_[at - 1]);
    if (!after_word) {
      if (const std::size_t end = placeholder_end(at); end > at) return end;
      if (const std::size_t end = iban_end(at); end > at) return found(PrivateKind::number, at, end);
      if (const std::size_t end = hex_address_end(at); end > at) return found(PrivateKind::number, at, end);
    }
    const bool digit = digit_size(text_, at) > 0;
    if (digit) {
      if (const std::size_t end = harmless_end(at); end > at) return end;
    }
    if (!after_word && is_ascii_word(text_[at])) {
      const std::size_t end = word_end(at);
      if (is_code(at, end)) return found(PrivateKind::number, at, end);
    }
    if (digit || text_[at] == '+' || text_[at] == '(' || text_.substr(at).starts_with("\xEF\xBC\x8B")) {
      if (const std::size_t end = long_number(at); end > at) return end;
    }
    if (digit) return digits_end(at);
    return at + code_point_at(text_, at).size;
  }

  std::size_t found(PrivateKind kind, std::size_t begin, std::size_t end) {
    spans_.push_back({kind, begin, end});
    return end;
  }

  std::size_t digits_end(std::size_t at) const {
    while (at < end_) {
      const std::size_t size = digit_size(text_, at);
      if (size == 0) break;
      at += size;
    }
    return at;
  }

  /// "Person 12", "[mail 3]": what stands here for something already.
  std::size_t placeholder_end(std::size_t at) const {
    NumberCursor cursor(text_, at, end_);
    if (cursor.take("Person ")) return cursor.number(1, 18) ? cursor.at() : at;
    if (!cursor.take("[")) return at;
    for (const std::string_view word : {"mail ", "phone ", "handle "}) {
      if (cursor.take(word)) return cursor.number(1, 18) && cursor.take("]") ? cursor.at() : at;
    }
    return at;
  }

  /// Two letters, two digits, and letters or digits in groups, right by its check digits.
  std::size_t iban_end(std::size_t at) const {
    if (at + 4 > end_ || is_digit(text_[at]) || is_digit(text_[at + 1]) || !is_ascii_word(text_[at]) ||
        !is_ascii_word(text_[at + 1]) || !is_digit(text_[at + 2]) || !is_digit(text_[at + 3])) {
      return at;
    }
    std::string compact;
    std::size_t best = at;
    for (std::size_t i = at; i < end_ && compact.size() < kMostOfIban; ++i) {
      if (is_ascii_word(text_[i])) {
        compact += text_[i];
        const bool ends = i + 1 == end_ || !is_ascii_word(text_[i + 1]);
        if (ends && compact.size() >= kFewestOfIban && iban_remainder(compact) == 1) best = i + 1;
      } else if ((text_[i] != ' ' && text_[i] != '-') || !is_ascii_word(text_[i - 1])) {
        break;
      }
    }
    return best;
  }

  /// An address of a machine: IPv6, or six pairs with colons.
  std::size_t hex_address_end(std::size_t at) const {
    std::size_t end = at, colons = 0, digits = 0;
    bool two = false;
    for (; end < end_; ++end) {
      const char c = to_lower(text_[end]);
      if (c == ':') {
        two = two || (end > at && text_[end - 1] == ':');
        ++colons;
      } else if (is_digit(c) || (c >= 'a' && c <= 'f')) {
        ++digits;
      } else {
        break;
      }
    }
    if (end < end_ && is_ascii_word(text_[end])) return at;
    return digits >= 3 && (colons >= 5 || (two && colons >= 3)) ? end : at;
  }

  /// Dates, times, years, versions, amounts.
  std::size_t harmless_end(std::size_t at) const {
    for (const auto form :
         {&NumberScan::date_end, &NumberScan::time_end, &NumberScan::years_end, &NumberScan::amount_end}) {
      const std::size_t end = (this->*form)(at);
      if (end > at) return end;
    }
    return at;
  }

  /// Whether a number that ends at `at` goes on with another group, as a phone number does.
  bool goes_on(std::size_t at) const {
    NumberCursor cursor(text_, at, end_);
    if (cursor.at_digit()) return true;
    for (const std::string_view mark : {".", "-", "/", "\xE2\x80\x93"}) {
      if (cursor.take(mark)) return cursor.at_digit();
    }
    return false;
  }

  std::size_t date_end(std::size_t at) const {
    for (const std::string_view mark : {".", "-", "/", ". "}) {
      NumberCursor cursor(text_, at, end_);
      const auto first = cursor.number(1, 4);
      if (!first || !cursor.take(mark)) continue;
      const auto second = cursor.number(1, 2);
      if (!second || !cursor.take(mark)) continue;
      const auto third = cursor.number(1, 4);
      if (!third || goes_on(cursor.at())) continue;
      const auto in = [](int value, int high) { return value >= 1 && value <= high; };
      const bool year_first = *first >= 1000 && in(*second, 12) && in(*third, 31);
      const bool year_last = in(*first, 31) && in(*second, 31) && (*first <= 12 || *second <= 12) &&
                             (*third < 100 || (*third >= 1000 && *third < 2200));
      if (year_first || year_last) return cursor.at();
    }
    return at;
  }

  std::size_t time_end(std::size_t at) const {
    NumberCursor cursor(text_, at, end_);
    const auto hours = cursor.number(1, 2);
    if (!hours || *hours > 24 || !cursor.take(":")) return at;
    const auto minutes = cursor.number(2, 2);
    if (!minutes || *minutes > 59) return at;
    NumberCursor seconds = cursor;
    if (seconds.take(":") && seconds.number(2, 2)) cursor = seconds;
    return cursor.at_digit() ? at : cursor.at();
  }

  /// "2019-2023"
  std::size_t years_end(std::size_t at) const {
    NumberCursor cursor(text_, at, end_);
    const auto first = cursor.number(4, 4);
    if (!first || !(cursor.take("-") || cursor.take("/") || cursor.take("\xE2\x80\x93"))) return at;
    const auto second = cursor.number(4, 4);
    const auto is_year = [](const std::optional<int>& year) { return year && *year >= 1500 && *year < 2200; };
    return is_year(first) && is_year(second) && !goes_on(cursor.at()) ? cursor.at() : at;
  }

  /// "1,234,567.89", "10 000 000", "1.500.000 €", "€1234567", "100000"
  std::size_t amount_end(std::size_t at) const {
    for (const std::string_view mark : {",", ".", " ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x99", ""}) {
      NumberCursor cursor(text_, at, end_);
      if (!cursor.number(1, mark.empty() ? 12 : 3)) continue;
      bool grouped = mark.empty();
      while (!mark.empty()) {
        NumberCursor next = cursor;
        if (!next.take(mark) || !next.number(3, 3)) break;
        cursor = next;
        grouped = true;
      }
      if (!grouped) continue;
      const bool told = mark == "," || mark == "'" || mark == "\xE2\x80\x99" || has_currency(at, cursor.at());
      const bool round = is_round(text_.substr(at, cursor.at() - at));
      if (!told && !round) continue;
      NumberCursor decimals = cursor;
      if ((decimals.take(",") || decimals.take(".")) && decimals.number(1, 2)) cursor = decimals;
      if (!goes_on(cursor.at()) && !begins_phone(at)) return cursor.at();
    }
    return at;
  }

  /// At least half of the digits are zeros at the end.
  static bool is_round(std::string_view number) {
    const auto digits = std::count_if(number.begin(), number.end(), is_digit);
    const auto zeros =
        std::count(number.begin() + static_cast<std::ptrdiff_t>(number.find_last_not_of("0 .") + 1), number.end(), '0');
    return digits > 0 && 2 * zeros >= digits;
  }

  bool begins_phone(std::size_t at) const { return at > begin_ && (text_[at - 1] == '+' || text_[at] == '0'); }

  bool has_currency(std::size_t begin, std::size_t end) const {
    while (begin > begin_ && text_[begin - 1] == ' ') --begin;
    while (end < end_ && text_[end] == ' ') ++end;
    const std::string before =
        lower(text_.substr(begin_, begin - begin_).substr(begin - begin_ - std::min<std::size_t>(begin - begin_, 3)));
    const std::string behind = lower(text_.substr(end, std::min<std::size_t>(end_ - end, 3)));
    return std::any_of(kCurrencies.begin(), kCurrencies.end(),
                       [&](std::string_view sign) { return before.ends_with(sign) || behind.starts_with(sign); });
  }

  std::size_t word_end(std::size_t at) const {
    while (at < end_ && (is_ascii_word(text_[at]) || text_[at] == '-' || text_[at] == '_')) ++at;
    while (!is_ascii_word(text_[at - 1])) --at;
    return at;
  }

  /// Letters and digits mixed, of an order, a passport, a key.
  bool is_code(std::size_t begin, std::size_t end) const {
    const std::string_view word = text_.substr(begin, end - begin);
    const auto digits = std::count_if(word.begin(), word.end(), is_digit);
    const bool letters = std::any_of(word.begin(), word.end(), is_letter);
    return letters && digits >= static_cast<std::ptrdiff_t>(kFewestPlain);
  }

  /// A run of groups of digits; adds it where it is long enough. Gives where to go on, or `at` where nothing begins.
  std::size_t long_number(std::size_t at) {
    std::size_t digits = 0, groups = 0, end = at, size = 0;
    bool fours = true;
    NumberCursor cursor(text_, at, end_);
    const bool plus = cursor.take("+") || cursor.take("\xEF\xBC\x8B");
    for (;;) {
      std::size_t marks = 0;
      while (marks < 3 && !cursor.at_digit() && cursor.take_any(kNumberSeparators)) ++marks;
      if (!cursor.at_digit() || (groups > 0 && marks == 0)) break;
      if (groups > 0 && begins_time(cursor.at())) break;
      const std::size_t begin = cursor.at();
      end = digits_end(begin);
      size = 0;
      for (std::size_t i = begin; i < end; i += digit_size(text_, i)) ++size;
      cursor = NumberCursor(text_, end, end_);
      digits += size;
      fours = fours && (size == 4 || (groups > 0 && size < 4));
      ++groups;
    }
    if (groups == 0) return at;
    const bool plain = groups == 1 && !plus;
    const bool machine = is_machine(at, end, groups);
    if (digits < (plain || plus ? kFewestPlain : kFewestOfPhone) && !machine) return at;
    const bool dialled = plus || text_[at] == '(' || digit_value(text_, at) == 0;
    const bool card = fours && groups > 3 && digits > 12;
    const bool phone = digits <= kMostOfPhone && !card && !machine && (dialled || (groups > 1 && groups < 8));
    return found(phone ? PrivateKind::phone : PrivateKind::number, at, end);
  }

  bool begins_time(std::size_t at) const { return time_end(at) > at || date_end(at) > at; }

  /// "192.168.0.1"
  bool is_machine(std::size_t begin, std::size_t end, std::size_t groups) const {
    const std::string_view run = text_.substr(begin, end - begin);
    return groups == 4 && std::count(run.begin(), run.end(), '.') == 3 &&
           std::all_of(run.begin(), run.end(), [](char c) { return c == '.' || is_digit(c); });
  }

  std::string_view text_;
  std::vector<PrivateSpan>& spans_;
  std::size_t begin_ = 0, end_ = 0;
};

}  // namespace

std::size_t digit_size(std::string_view text, std::size_t at) {
  if (!is_high(text[at])) return is_digit(text[at]) ? 1 : 0;
  const CodePoint code = code_point_at(text, at);
  return u_charType(static_cast<UChar32>(code.value)) == U_DECIMAL_DIGIT_NUMBER ? code.size : 0;
}

std::vector<PrivateSpan> find_private(std::string_view text) {
  std::vector<PrivateSpan> addresses;
  find_addresses(text, addresses);
  std::vector<PrivateSpan> spans;
  NumberScan numbers(text, spans);
  std::size_t at = 0;
  for (const PrivateSpan& address : addresses) {
    numbers.run(at, address.begin);
    spans.push_back(address);
    at = address.end;
  }
  numbers.run(at, text.size());
  return spans;
}

std::string private_value(PrivateKind kind, std::string_view text) {
  std::string value;
  for (std::size_t at = 0; at < text.size();) {
    if (kind == PrivateKind::phone || kind == PrivateKind::number) {
      const std::size_t size = digit_size(text, at);
      if (size > 0) value += static_cast<char>('0' + digit_value(text, at));
      at += std::max<std::size_t>(size, 1);
    } else if (text.substr(at).starts_with("%40")) {
      value += '@';
      at += 3;
    } else {
      value += to_lower(text[at++]);
    }
  }
  return value.starts_with("00") ? value.substr(2) : value;
}

}  // namespace affect::io
