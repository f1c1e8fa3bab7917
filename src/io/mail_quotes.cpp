#include "io/mail_quotes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "io/ascii.h"

namespace affect::io {
namespace {

struct Attribution {
  std::string_view begins, ends;
};
// English, German, French, Spanish, Italian, Portuguese, Dutch. The German one names the writer behind the verb.
constexpr std::array<Attribution, 7> kAttributions{{{"on ", "wrote:"},
                                                    {"am ", "schrieb"},
                                                    {"le ",
                                                     "a \xC3\xA9"
                                                     "crit"},
                                                    {"el ", "escribi\xC3\xB3"},
                                                    {"il ", "ha scritto"},
                                                    {"em ", "escreveu"},
                                                    {"op ", "schreef"}}};
constexpr std::array<std::string_view, 10> kDividers{
    "original message",          "forwarded message", "urspr\xC3\xBCngliche nachricht",
    "weitergeleitete nachricht", "message d'origine", "message transf\xC3\xA9r\xC3\xA9",
    "mensaje original",          "mensaje reenviado", "messaggio originale",
    "oorspronkelijk bericht"};
// The first names the sender, the others what else such a block says.
constexpr std::array<std::string_view, 5> kHeaderSenders{"from:", "von:", "de:", "da:", "van:"};
constexpr std::array<std::string_view, 20> kHeaderOthers{
    "sent:",    "date:",          "to:",        "subject:",  "cc:",      "gesendet:", "datum:",  "an:",
    "betreff:", "envoy\xC3\xA9:", "\xC3\x80:",  "objet:",    "enviado:", "para:",     "asunto:", "inviato:",
    "a:",       "oggetto:",       "verzonden:", "onderwerp:"};

std::string_view without_stars(std::string_view line) {
  line = trim(line);
  while (line.starts_with('*')) line.remove_prefix(1);
  return line;
}

bool begins_with_any(std::string_view line, const auto& beginnings) {
  std::string low = lower(without_stars(line).substr(0, 16));
  // "Objet :" as the French write it, and "*From:*" of a mail that was bold.
  low.erase(std::remove_if(low.begin(), low.end(), [](char c) { return c == '*' || c == ' '; }), low.end());
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return low.starts_with(beginning); });
}

bool is_quote(std::string_view line) { return trim_left(line).starts_with('>'); }

bool is_divider(std::string_view line) {
  line = trim(line);
  if (lower(line) == "begin forwarded message:") return true;
  if (!line.starts_with("--") || !line.ends_with("--")) return false;
  const std::string low = lower(line);
  return std::any_of(kDividers.begin(), kDividers.end(),
                     [&](std::string_view words) { return low.find(words) != std::string::npos; });
}

class OwnLines {
 public:
  explicit OwnLines(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      lines_.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }

  OwnText run() {
    for (std::size_t i = 0; i < lines_.size();) {
      const std::string_view line = lines_[i];
      if (trim_right(line) == "--") {
        result_.has_signature = true;
        break;
      }
      if (is_divider(line) || is_header_block(i)) {
        result_.has_quote = true;
        break;
      }
      if (const std::size_t size = attribution(i); size > 0) {
        result_.has_quote = true;
        i += size;
        // A quote without marks goes on to the end.
        if (!is_quote(next_words(i))) break;
        continue;
      }
      if (is_quote(line)) {
        result_.has_quote = true;
        blank_ = true;
      } else {
        add(line);
      }
      ++i;
    }
    return std::move(result_);
  }

 private:
  std::string_view next_words(std::size_t i) const {
    while (i < lines_.size() && trim(lines_[i]).empty()) ++i;
    return i < lines_.size() ? lines_[i] : std::string_view();
  }

  void add(std::string_view line) {
    line = trim_right(line);
    if (line.empty()) {
      blank_ = true;
      return;
    }
    std::string& text = result_.text;
    if (!text.empty()) text += blank_ ? "\n\n" : "\n";
    blank_ = false;
    text += line;
  }

  /// "From: ... Sent: ... To: ... Subject: ...", with a line of underscores above or without.
  bool is_header_block(std::size_t i) const {
    if (trim(lines_[i]).starts_with("________")) ++i;
    if (i >= lines_.size() || !begins_with_any(lines_[i], kHeaderSenders)) return false;
    std::size_t others = 0;
    for (std::size_t k = i + 1; k < std::min(i + 6, lines_.size()); ++k) {
      others += begins_with_any(lines_[k], kHeaderOthers);
    }
    return others >= 2;
  }

  /// "<ann@example.org>", as it stands above a quote in any language.
  static bool names_address(std::string_view text) {
    const auto open = text.find('<');
    const auto close = text.find('>', std::min(open, text.size()));
    return close != std::string_view::npos && text.substr(open, close - open).find('@') != std::string_view::npos;
  }

  /// How many lines "On Wed, 1 May 2024 at 18:30, Ann <ann@example.org> wrote:" takes from line `i` on, or 0. It holds
  /// a number, so that "On Monday he wrote:" is none.
  std::size_t attribution(std::size_t i) const {
    std::string text;
    for (std::size_t size = 1; size <= 3 && i + size <= lines_.size(); ++size) {
      const std::string_view line = trim(lines_[i + size - 1]);
      if (line.empty() || line.size() > 200 || is_quote(line)) return 0;
      if (!text.empty()) text += ' ';
      text += lower(line);
      const auto known = std::find_if(kAttributions.begin(), kAttributions.end(),
                                      [&](const Attribution& a) { return text.starts_with(a.begins); });
      if (!text.ends_with(':')) continue;
      const bool has_number = std::any_of(text.begin(), text.end(), is_digit);
      if (!has_number) continue;
      if (known != kAttributions.end() && text.find(known->ends) != std::string::npos) return size;
      if (names_address(text) && is_quote(next_words(i + size))) return size;
    }
    return 0;
  }

  std::vector<std::string_view> lines_;
  OwnText result_;
  bool blank_ = false;
};

}  // namespace

OwnText own_text(std::string_view text) { return OwnLines(text).run(); }

}  // namespace affect::io
