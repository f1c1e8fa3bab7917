#include "io/mail_quotes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "io/ascii.h"

namespace affect::io {
namespace {

struct Attribution {
  std::string_view begins, ends;
};
// The German one names the writer behind the verb. Where nothing begins alike, a quote or an address must be near.
constexpr Attribution kAttributions[] = {
    {"on ", "wrote:"},    {"am ", "schrieb"},  {"le ", "a écrit"}, {"el ", "escribió"}, {"il ", "ha scritto"},
    {"em ", "escreveu"},  {"a ", "escreveu"},  {"op ", "schreef"}, {"den ", "skrev"},   {"w dniu ", "napisa"},
    {"w dniu ", "pisze"}, {"dne ", "napsal"},  {"pe ", "scris"},   {"", "skrev"},       {"", "napisa"},
    {"", "napsal"},       {"", "va escriure"}, {"", "написал"},    {"", "пишет"},       {"", "написав"},
    {"", "пише"},         {"", "yazdı"},       {"", "kirjoitti"},  {"", "írta"},        {"", "έγραψε"},
    {"", "כתב"},          {"", "كتب"},         {"", "menulis"},    {"", "đã viết"},     {"", "写道"},
    {"", "寫道"},         {"", "のメール"},    {"", "書きました"}, {"", "작성"}};
// What a telephone writes below, by its first words, ASCII letters small.
constexpr std::string_view kDeviceSignatures[] = {"sent from my ",
                                                  "sent from yahoo mail",
                                                  "sent from outlook",
                                                  "sent from mail for windows",
                                                  "sent from proton",
                                                  "sent from gmail mobile",
                                                  "sent with proton",
                                                  "sent via iphone",
                                                  "sent via android",
                                                  "get outlook for ",
                                                  "get bluemail for ",
                                                  "von meinem iphone",
                                                  "von meinem ipad",
                                                  "von meinem android",
                                                  "von meinem samsung",
                                                  "von meinem handy",
                                                  "von meinem mobil",
                                                  "von meinem smartphone",
                                                  "gesendet von meinem ",
                                                  "gesendet von mail ",
                                                  "gesendet von outlook",
                                                  "gesendet mit der ",
                                                  "gesendet mit outlook",
                                                  "gesendet mit proton",
                                                  "diese nachricht wurde von meinem ",
                                                  "outlook für ",
                                                  "holen sie sich outlook ",
                                                  "envoyé de mon ",
                                                  "envoyé depuis mon ",
                                                  "envoyé depuis l'app",
                                                  "envoyé depuis yahoo",
                                                  "envoyé depuis outlook",
                                                  "envoyé à partir de ",
                                                  "obtenir outlook ",
                                                  "télécharger outlook ",
                                                  "enviado desde mi ",
                                                  "enviado desde yahoo",
                                                  "enviado desde outlook",
                                                  "obtener outlook ",
                                                  "enviado do meu ",
                                                  "enviado a partir do ",
                                                  "obter o outlook ",
                                                  "inviato da iphone",
                                                  "inviato da ipad",
                                                  "inviato dal mio ",
                                                  "inviato da outlook",
                                                  "inviato da yahoo",
                                                  "ottieni outlook ",
                                                  "scarica outlook ",
                                                  "verzonden vanaf mijn ",
                                                  "verstuurd vanaf mijn ",
                                                  "outlook voor ",
                                                  "skickat från min ",
                                                  "hämta outlook ",
                                                  "sendt fra min ",
                                                  "lähetetty iphone",
                                                  "lähetetty laitteesta",
                                                  "wysłane z iphone",
                                                  "wysłane z mojego ",
                                                  "wysłano z iphone",
                                                  "odesláno z ",
                                                  "odoslané z ",
                                                  "trimis de pe ",
                                                  "отправлено с ",
                                                  "Отправлено с ",
                                                  "отправлено из ",
                                                  "Отправлено из ",
                                                  "надіслано з ",
                                                  "Надіслано з ",
                                                  "στάλθηκε από ",
                                                  "Στάλθηκε από ",
                                                  "iphoneから送信",
                                                  "ipadから送信",
                                                  "发自我的",
                                                  "从我的iphone",
                                                  "從我的 iphone",
                                                  "從我的iphone",
                                                  "傳送自",
                                                  "나의 iphone에서",
                                                  "iphone에서 보냄",
                                                  "נשלח מה",
                                                  "أرسلت من ",
                                                  "تم الإرسال من ",
                                                  "dikirim dari iphone",
                                                  "được gửi từ iphone",
                                                  "iphone'umdan gönderildi"};
constexpr std::size_t kMaxDeviceSignature = 120;
/// What stands below a rule where a mailing list begins it.
constexpr std::string_view kListWords[] = {"mailing list", "mailinglist", "unsubscribe", "listinfo", "mailman"};
constexpr std::size_t kMinRule = 10;
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

bool is_device_signature(std::string_view line) {
  line = trim(line);
  if (line.size() > kMaxDeviceSignature) return false;
  const std::string low = lower(line);
  return std::any_of(std::begin(kDeviceSignatures), std::end(kDeviceSignatures),
                     [&](std::string_view words) { return low.starts_with(words); });
}

/// "______________", "--------------", "==============".
bool is_rule(std::string_view line) {
  line = trim(line);
  return line.size() >= kMinRule && std::string_view("_-=*").find(line.front()) != std::string_view::npos &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
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
      if (trim_right(line) == "--" || is_list_footer(i)) {
        result_.has_signature = true;
        break;
      }
      if (is_device_signature(line) && ends_own_text(i + 1)) {
        result_.has_signature = true;
        ++i;
        continue;
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

  /// What a mailing list writes below each mail: a rule, and within a few lines how to leave the list.
  bool is_list_footer(std::size_t i) const {
    if (lower(trim(lines_[i])).starts_with("to unsubscribe from this list")) return true;
    if (!is_rule(lines_[i])) return false;
    for (std::size_t k = i + 1; k < std::min(i + 5, lines_.size()); ++k) {
      const std::string low = lower(lines_[k]);
      for (const std::string_view words : kListWords) {
        if (low.find(words) != std::string::npos) return true;
      }
    }
    return false;
  }

  /// Whether nothing own stands from line `i` on, up to a quote or the end.
  bool ends_own_text(std::size_t i) const {
    while (i < lines_.size() && trim(lines_[i]).empty()) ++i;
    if (i == lines_.size()) return true;
    const std::string_view line = lines_[i];
    return is_quote(line) || is_divider(line) || is_header_block(i) || attribution(i) > 0 || is_list_footer(i) ||
           trim_right(line) == "--";
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
      if (!text.ends_with(':') && !text.ends_with("：")) continue;
      if (std::none_of(text.begin(), text.end(), is_digit)) continue;
      const bool quote_follows = is_quote(next_words(i + size));
      const bool near = names_address(text) || quote_follows;
      const bool known = std::any_of(std::begin(kAttributions), std::end(kAttributions), [&](const Attribution& a) {
        return text.starts_with(a.begins) && text.find(a.ends) != std::string::npos && (near || !a.begins.empty());
      });
      if (known || (names_address(text) && quote_follows)) return size;
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
