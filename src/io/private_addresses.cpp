#include "io/private_addresses.h"

#include <algorithm>
#include <array>
#include <string>

#include "io/ascii.h"
#include "io/private_patterns.h"

namespace affect::io {
namespace {

// Endings of addresses that are written without a scheme. Those that are common words elsewhere (is, it, me, so, ...)
// count only where a path follows.
constexpr std::array<std::string_view, 46> kTopDomains{
    "com",  "org",  "net",  "edu",  "gov", "info", "biz", "io",  "app",  "dev", "xyz", "online",
    "site", "shop", "club", "blog", "de",  "fr",   "nl",  "uk",  "eu",   "ru",  "ua",  "pl",
    "cz",   "ch",   "fi",   "dk",   "br",  "mx",   "jp",  "cn",  "kr",   "tr",  "gr",  "ir",
    "il",   "ie",   "hu",   "pt",   "sk",  "ro",   "рф",  "укр", "中国", "香港"};
// Mentions of everybody.
constexpr std::array<std::string_view, 4> kEverybody{"everyone", "here", "channel", "all"};
constexpr std::string_view kCodedAt = "%40";

bool is_word_byte(char c) { return is_letter(c) || is_digit(c); }
bool is_local_byte(char c) { return is_word_byte(c) || std::string_view("._%+-").find(c) != std::string_view::npos; }
bool is_domain_byte(char c) { return is_word_byte(c) || c == '.' || c == '-'; }
/// What an address may hold; brackets, quotes and commas stand around it.
bool is_address_byte(char c) {
  return is_word_byte(c) || std::string_view("._%+-@/~#=&?:$!").find(c) != std::string_view::npos;
}

/// Bytes of the white space or CJK punctuation that begins at `at`, which no address holds; 0 where none does.
std::size_t break_size(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= ' ' || std::string_view("\"<>`").find(text[at]) != std::string_view::npos) return 1;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\xAB") || rest.starts_with("\xC2\xBB")) return 2;
  for (const std::string_view front : {"\xE2\x80", "\xE3\x80", "\xEF\xBC", "\xEF\xBD"}) {
    // General punctuation, CJK punctuation, and the wide forms but for letters and digits.
    if (!rest.starts_with(front) || rest.size() < 3) continue;
    const auto last = static_cast<unsigned char>(rest[2]);
    const bool wide_word = front == "\xEF\xBC" && ((last >= 0x90 && last <= 0x99) || last >= 0xA1);
    const bool joiner = front == "\xE2\x80" && last >= 0x8B && last <= 0x8F;
    if (!wide_word && !joiner && (front != "\xEF\xBD" || last >= 0x9B)) return 3;
  }
  return 0;
}

std::size_t trim_end(std::string_view text, std::size_t begin, std::size_t end, std::string_view marks) {
  while (end > begin && marks.find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

bool has_letter(std::string_view text) { return std::any_of(text.begin(), text.end(), is_letter); }

/// Where a link begins in [begin, end): its scheme or "www."; `end` where none does.
std::size_t link_begin(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view chunk = text.substr(begin, end - begin);
  std::size_t found = end;
  if (const auto mark = chunk.find("://"); mark != std::string_view::npos && mark + 3 < chunk.size()) {
    found = begin + mark;
    while (found > begin && !is_high(text[found - 1]) &&
           (is_word_byte(text[found - 1]) || std::string_view("+.-").find(text[found - 1]) != std::string_view::npos)) {
      --found;
    }
  }
  const std::string small = lower(chunk);
  for (auto at = small.find("www."); at != std::string::npos; at = small.find("www.", at + 1)) {
    if (at > 0 && is_word_byte(chunk[at - 1]) && !is_high(chunk[at - 1])) continue;
    return std::min(found, begin + at);
  }
  return found;
}

/// "example.org", "example.co/path": labels, the last of which is a known ending or is followed by a path.
bool is_bare_link(std::string_view atom) {
  const std::size_t host_end = std::min(atom.find_first_of("/?#:"), atom.size());
  const std::string_view host = atom.substr(0, host_end);
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.find("..") != std::string_view::npos) return false;
  if (!std::all_of(host.begin(), host.end(), is_domain_byte)) return false;
  const std::string_view last = host.substr(dot + 1);
  if (last.size() < 2 || !std::all_of(last.begin(), last.end(), is_letter) || !has_letter(host.substr(0, dot)))
    return false;
  const bool has_path = host_end + 1 < atom.size() && atom[host_end] == '/';
  return has_path || std::find(kTopDomains.begin(), kTopDomains.end(), lower(last)) != kTopDomains.end();
}

class AddressScan {
 public:
  AddressScan(std::string_view text, std::vector<PrivateSpan>& spans) : text_(text), spans_(spans) {}

  void run() {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t size = break_size(text_, at);
      if (size == 0) {
        ++at;
        continue;
      }
      chunk(begin, at);
      at += size;
      begin = at;
    }
    chunk(begin, text_.size());
  }

 private:
  /// A stretch without white space.
  void chunk(std::size_t begin, std::size_t end) {
    const std::size_t link = link_begin(text_, begin, end);
    atoms(begin, link);
    if (link < end) spans_.push_back({PrivateKind::link, link, trim_end(text_, link + 1, end, ".,;:!?)'*_]}")});
  }

  void atoms(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      if (!is_address_byte(text_[at])) {
        ++at;
        continue;
      }
      std::size_t stop = at;
      while (stop < end && is_address_byte(text_[stop])) ++stop;
      atom(at, stop);
      at = stop;
    }
  }

  void atom(std::size_t begin, std::size_t end) {
    const std::size_t first = at_sign(begin, end);
    if (first < end) return mails(begin, end, first);
    while (begin < end && !is_word_byte(text_[begin])) ++begin;
    end = trim_end(text_, begin, end, ".:!?-+&=#~$%_");
    if (is_bare_link(text_.substr(begin, end - begin))) spans_.push_back({PrivateKind::link, begin, end});
  }

  std::size_t at_sign(std::size_t begin, std::size_t end) const {
    const std::string_view part = text_.substr(begin, end - begin);
    return begin + std::min({part.find('@'), part.find(kCodedAt), part.size()});
  }

  /// Mails and handles of an atom whose first @ stands at `sign`.
  void mails(std::size_t begin, std::size_t end, std::size_t sign) {
    while (sign < end) {
      const std::size_t behind = sign + (text_[sign] == '@' ? 1 : kCodedAt.size());
      std::size_t left = sign, right = behind;
      while (left > begin && is_local_byte(text_[left - 1])) --left;
      while (right < end && (is_domain_byte(text_[right]) || text_[right] == '_')) ++right;
      right = trim_end(text_, behind, right, ".-_");
      const std::string_view body = text_.substr(behind, right - behind);
      const bool named = has_letter(body), numbered = body.size() > 5 && all_digits(body);
      if (left < sign && named) {
        add({PrivateKind::mail, left, right});
      } else if ((named || numbered) && text_[sign] == '@' && body.size() > 1 && !is_everybody(body)) {
        add({PrivateKind::handle, sign, right});
      }
      begin = std::max(right, behind);
      sign = at_sign(begin, end);
    }
  }

  static bool is_everybody(std::string_view body) {
    return std::find(kEverybody.begin(), kEverybody.end(), lower(body)) != kEverybody.end();
  }

  void add(PrivateSpan span) { spans_.push_back(span); }

  std::string_view text_;
  std::vector<PrivateSpan>& spans_;
};

}  // namespace

void find_addresses(std::string_view text, std::vector<PrivateSpan>& spans) { AddressScan(text, spans).run(); }

}  // namespace affect::io
