#include "io/encodings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include "affect/error.h"
#include "io/ascii.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

/// Bytes beyond ASCII stand alone in Latin text with accents, and together in other scripts: this share of them apart.
constexpr double kLatinNeighbours = 0.6;
/// What the detector gives bytes that only could be characters of two bytes.
constexpr int kNoEvidence = 10;
constexpr int kSurerThanWestern = 10;

struct Family {
  std::string_view found;  ///< as the detector says
  std::string_view name;   ///< what is read: the superset that people's computers wrote
  bool latin;
};

constexpr Family kFamilies[] = {
    {"ISO-8859-1", "windows-1252", true},
    {"windows-1252", "windows-1252", true},
    {"ISO-8859-2", "ISO-8859-2", true},
    {"windows-1250", "windows-1250", true},
    {"ISO-8859-9", "windows-1254", true},
    {"windows-1254", "windows-1254", true},
    {"ISO-8859-5", "ISO-8859-5", false},
    {"windows-1251", "windows-1251", false},
    {"KOI8-R", "KOI8-R", false},
    {"ISO-8859-7", "ISO-8859-7", false},
    {"windows-1253", "windows-1253", false},
    {"ISO-8859-8", "windows-1255", false},
    {"ISO-8859-8-I", "windows-1255", false},
    {"windows-1255", "windows-1255", false},
    {"ISO-8859-6", "ISO-8859-6", false},
    {"windows-1256", "windows-1256", false},
    {"Shift_JIS", "Shift_JIS", false},
    {"EUC-JP", "EUC-JP", false},
    {"GB18030", "GB18030", false},
    {"Big5", "Big5", false},
    {"EUC-KR", "EUC-KR", false},
};
constexpr std::string_view kWestern = "windows-1252";

double share_with_neighbours(std::string_view bytes) {
  std::size_t high = 0, beside = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_high(bytes[i])) continue;
    ++high;
    beside += (i > 0 && is_high(bytes[i - 1])) || (i + 1 < bytes.size() && is_high(bytes[i + 1]));
  }
  return high == 0 ? 0 : static_cast<double>(beside) / static_cast<double>(high);
}

struct DetectorCloser {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string guess_legacy(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return std::string(kWestern);
  struct Guess {
    std::string_view name = kWestern;
    int sure = 0;
  } latin, other;
  int western = 0;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view found = ucsdet_getName(matches[i], &status);
    const int sure = ucsdet_getConfidence(matches[i], &status);
    for (const Family& family : kFamilies) {
      if (family.found != found) continue;
      if (family.name == kWestern) western = std::max(western, sure);
      Guess& best = family.latin ? latin : other;
      if (sure > best.sure) best = {family.name, sure};
    }
  }
  if (other.sure > kNoEvidence && share_with_neighbours(bytes) >= kLatinNeighbours) return std::string(other.name);
  return std::string(latin.sure < western + kSurerThanWestern ? kWestern : latin.name);
}

/// Valid characters beyond ASCII, and parts that are none; a character that is cut at the end is neither.
struct Utf8Share {
  std::size_t valid = 0, wrong = 0;
};

Utf8Share utf8_share(std::string_view bytes) {
  Utf8Share share;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto [size, valid] = step_utf8(bytes.substr(i));
    const bool cut = !valid && i + size == bytes.size() && bytes.size() - i < 4 && is_high(bytes[i]) &&
                     static_cast<unsigned char>(bytes[i]) >= 0xC2;
    if (valid) {
      share.valid += size > 1;
    } else if (!cut || share.valid == 0) {
      ++share.wrong;
    }
    i += size;
  }
  return share;
}

void mark_bad(const void* /*context*/, UConverterToUnicodeArgs* arguments, const char* /*bytes*/, std::int32_t /*size*/,
              UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  constexpr UChar kNoCharacter = 0xFFFF;
  ucnv_cbToUWriteUChars(arguments, &kNoCharacter, 1, 0, status);
}

}  // namespace

std::string guess_encoding(std::string_view bytes) {
  const auto [valid, wrong] = utf8_share(bytes);
  return valid > wrong || wrong == 0 ? "UTF-8" : guess_legacy(bytes);
}

std::string_view guess_utf16(std::string_view bytes) {
  std::size_t nuls[2] = {0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) nuls[i % 2] += bytes[i] == '\0';
  const std::size_t units = bytes.size() / 2;
  // Little-endian units have their high byte second. A low byte may be 0, too: half of an emoji's are.
  const std::size_t high = nuls[1] > nuls[0] ? 1 : 0;
  if (units < 2 || nuls[high] * 8 < units || nuls[1 - high] * 8 > nuls[high]) return "";
  for (std::size_t i = 0; i < units; ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[2 * i + at]); };
    const unsigned unit = byte(high) * 256u + byte(1 - high);
    const bool control = unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r';
    if (control || unit >= 0xFFFE) return "";
  }
  return high == 1 ? "UTF-16LE" : "UTF-16BE";
}

struct Decoder::Impl {
  UConverter* converter = nullptr;
  char16_t pending = 0;  ///< the first half of a pair
  ~Impl() {
    if (converter != nullptr) ucnv_close(converter);
  }
};

Decoder::Decoder(const std::string& encoding) : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  // ICU falls back to the system's own encoding for an empty name.
  if (!encoding.empty()) impl_->converter = ucnv_open(encoding.c_str(), &status);
  if (impl_->converter == nullptr || U_FAILURE(status)) {
    throw ConfigError("no encoding is called " + encoding, {}, "UTF-8, UTF-16LE, windows-1252, Shift_JIS, ...");
  }
  const char* internal = ucnv_getName(impl_->converter, &status);
  const char* name = ucnv_getStandardName(internal, "IANA", &status);
  name_ = name != nullptr ? name : internal;
  ucnv_setToUCallBack(impl_->converter, mark_bad, nullptr, nullptr, nullptr, &status);
}

Decoder::~Decoder() = default;

void Decoder::decode(std::string_view bytes, bool last, std::string& out) {
  std::array<char16_t, 4096> units;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    char16_t* into = units.data();
    ucnv_toUnicode(impl_->converter, &into, units.data() + units.size(), &at, end, nullptr, last, &status);
    for (const char16_t* unit = units.data(); unit < into; ++unit) {
      const std::uint32_t code = *unit;
      const std::uint32_t first = std::exchange(impl_->pending, u'\0');
      if (first != 0) {
        if (code >= 0xDC00 && code < 0xE000) {
          append_utf8(0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00), out);
          continue;
        }
        out += '\xFF';
      }
      if (code >= 0xD800 && code < 0xDC00) {
        impl_->pending = *unit;
      } else if (code == 0xFFFF || (code >= 0xDC00 && code < 0xE000)) {
        out += '\xFF';
      } else {
        append_utf8(code, out);
      }
    }
  }
  if (last && std::exchange(impl_->pending, u'\0') != 0) out += '\xFF';
}

}  // namespace affect::io
