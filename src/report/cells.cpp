#include "report/cells.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include "io/utf8.h"

namespace affect::report {
namespace {

struct Range {
  char32_t first, last;
};

// Combining marks and signs that take no cell (Unicode 15 Mn, Me, Cf and the medial and final Jamo), joined
// to ranges.
constexpr std::array kNoCell = std::to_array<Range>({
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},   {0x05C4, 0x05C5},
    {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F},   {0x0670, 0x0670},   {0x06D6, 0x06DC},   {0x06DF, 0x06E4},
    {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711},   {0x0730, 0x074A},   {0x07A6, 0x07B0},   {0x07EB, 0x07F3},
    {0x0816, 0x0819}, {0x081B, 0x0823}, {0x0825, 0x0827},   {0x0829, 0x082D},   {0x0859, 0x085B},   {0x0898, 0x089F},
    {0x08CA, 0x08E1}, {0x08E3, 0x0902}, {0x093A, 0x093A},   {0x093C, 0x093C},   {0x0941, 0x0948},   {0x094D, 0x094D},
    {0x0951, 0x0957}, {0x0962, 0x0963}, {0x0981, 0x0981},   {0x09BC, 0x09BC},   {0x09C1, 0x09C4},   {0x09CD, 0x09CD},
    {0x0A01, 0x0A02}, {0x0A3C, 0x0A3C}, {0x0A41, 0x0A51},   {0x0A70, 0x0A71},   {0x0A81, 0x0A82},   {0x0ABC, 0x0ABC},
    {0x0AC1, 0x0AC8}, {0x0ACD, 0x0ACD}, {0x0B01, 0x0B01},   {0x0B3C, 0x0B3C},   {0x0B3F, 0x0B3F},   {0x0B41, 0x0B44},
    {0x0B4D, 0x0B56}, {0x0B82, 0x0B82}, {0x0BC0, 0x0BC0},   {0x0BCD, 0x0BCD},   {0x0C3E, 0x0C40},   {0x0C46, 0x0C56},
    {0x0CBC, 0x0CBC}, {0x0CCC, 0x0CCD}, {0x0D41, 0x0D44},   {0x0D4D, 0x0D4D},   {0x0DCA, 0x0DCA},   {0x0DD2, 0x0DD6},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x0EB1, 0x0EB1},   {0x0EB4, 0x0EBC},   {0x0EC8, 0x0ECE},
    {0x0F18, 0x0F19}, {0x0F35, 0x0F39}, {0x0F71, 0x0F7E},   {0x0F80, 0x0F84},   {0x0F86, 0x0F87},   {0x0F8D, 0x0FBC},
    {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A},   {0x103D, 0x103E},   {0x1058, 0x1059},   {0x1160, 0x11FF},
    {0x135D, 0x135F}, {0x1712, 0x1714}, {0x17B4, 0x17B5},   {0x17B7, 0x17BD},   {0x17C6, 0x17C6},   {0x17C9, 0x17D3},
    {0x180B, 0x180F}, {0x1AB0, 0x1ACE}, {0x1B00, 0x1B03},   {0x1B34, 0x1B3A},   {0x1DC0, 0x1DFF},   {0x200B, 0x200F},
    {0x2060, 0x2064}, {0x20D0, 0x20F0}, {0x302A, 0x302D},   {0x3099, 0x309A},   {0xA66F, 0xA672},   {0xA674, 0xA67D},
    {0xA69E, 0xA69F}, {0xA6F0, 0xA6F1}, {0xA802, 0xA802},   {0xA8E0, 0xA8F1},   {0xA926, 0xA92D},   {0xA947, 0xA951},
    {0xAAB0, 0xAAB4}, {0xABE8, 0xABE8}, {0xABED, 0xABED},   {0xD7B0, 0xD7FB},   {0xFB1E, 0xFB1E},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE007F}, {0xE0100, 0xE01EF},
});

// East Asian Width W and F, and emoji shown as pictures, joined to ranges.
constexpr std::array kTwoCells = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F1E6, 0x1F1FF}, {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
    {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC},
    {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
    {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0},
    {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
});

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kPictureSelector = 0xFE0F;
constexpr char32_t kReplacement = 0xFFFD;

bool lies_in(std::span<const Range> ranges, char32_t sign) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), sign,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && sign <= std::prev(after)->last;
}

bool is_regional(char32_t sign) { return sign >= 0x1F1E6 && sign <= 0x1F1FF; }

bool steers(char32_t sign) {
  return sign < 0x20 || (sign >= 0x7F && sign < 0xA0) || (sign >= 0x202A && sign <= 0x202E) ||
         (sign >= 0x2066 && sign <= 0x2069) || sign == 0x200E || sign == 0x200F || sign == 0x061C;
}

bool is_space(char32_t sign) {
  return sign == ' ' || (sign >= '\t' && sign <= '\r') || sign == 0x85 || sign == 0x2028 || sign == 0x2029;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) {
    ++at;
    return kReplacement;
  }
  char32_t sign = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return kReplacement;
    }
    sign = (sign << 6) | (byte(at + i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && sign < 0x800) || (length == 4 && sign < 0x10000);
  if (overlong || sign > 0x10FFFF || (sign >= 0xD800 && sign <= 0xDFFF)) {
    ++at;
    return kReplacement;
  }
  at += length;
  return sign;
}

std::size_t next_character(std::string_view text, std::size_t& at) {
  const char32_t first = next_code_point(text, at);
  std::size_t width = lies_in(kNoCell, first) ? 0 : lies_in(kTwoCells, first) ? 2 : 1;
  bool pair_open = is_regional(first);
  while (at < text.size()) {
    std::size_t behind = at;
    const char32_t sign = next_code_point(text, behind);
    if (pair_open && is_regional(sign)) {
      pair_open = false;
    } else if (sign == kJoiner) {
      at = behind;
      if (at == text.size()) break;
      const std::size_t joined_begin = behind;
      const char32_t joined = next_code_point(text, behind);
      // Only pictures join; a letter behind a joiner keeps its own cell.
      if (!lies_in(kTwoCells, joined) && !(joined >= 0x2600 && joined <= 0x27BF)) {
        at = joined_begin;
        continue;
      }
    } else if (!lies_in(kNoCell, sign)) {
      break;
    }
    if (sign == kPictureSelector && width == 1) width = 2;
    at = behind;
  }
  return width;
}

std::string printable_columns(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    out += printable(text.substr(at, space - at));
    if (space < text.size()) out += ' ';
    at = space + 1;
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t sign = next_code_point(text, at);
    if (is_space(sign)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (!steers(sign)) {
      io::append_utf8(sign, out);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::size_t cells(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) sum += next_character(text, at);
  return sum;
}

std::string fit(std::string_view text, std::size_t limit) {
  if (limit == 0) return {};
  std::size_t used = 0;
  std::size_t cut = 0;  // where "…" still fits behind
  for (std::size_t at = 0; at < text.size();) {
    used += next_character(text, at);
    if (used > limit) {
      std::string shortened(text.substr(0, cut));
      while (!shortened.empty() && shortened.back() == ' ') shortened.pop_back();
      shortened += "…";
      return shortened;
    }
    if (used + 1 <= limit) cut = at;
  }
  return std::string(text);
}

std::string pad(std::string_view text, std::size_t width) {
  std::string out = fit(text, width);
  const std::size_t used = cells(out);
  out.append(width > used ? width - used : 0, ' ');
  return out;
}

}  // namespace affect::report
