// Words, emoticons and emoji of running text, with what stands between them. Unlike VADER's white-space tokens a word
// ends at punctuation, an emoji needs no space, and curly or C1 apostrophes are apostrophes.
#include <algorithm>

#include "perceive/text/character_kind.h"
#include "perceive/text/lexicon_data.h"
#include "perceive/text/unicode.h"

namespace affect::perceive::text {
namespace {

constexpr char32_t kJoiner = 0x200D;

bool is_emoji_tag(char32_t point) { return point >= 0xE0020 && point <= 0xE007F; }
bool is_regional(char32_t point) { return point >= 0x1F1E6 && point <= 0x1F1FF; }

class Cutter {
 public:
  Cutter(const LexiconData& data, std::string_view text, LexiconScratch& scratch)
      : data_(data), text_(text), scratch_(scratch) {}

  void cut() {
    scratch_.tokens.clear();
    scratch_.lower.clear();
    scratch_.signs.clear();
    while (at_ < text_.size()) {
      const auto point = decode(text_, at_);
      const auto what = kind(point.value);
      const bool starts = at_ == 0 || after_space_;
      after_space_ = what == Kind::space || what == Kind::line;
      if (what != Kind::space && starts && (skip_address() || emoticon_chunk())) continue;
      if (point.value >= 0x80 && data_.may_be_emoji(point.value)) {
        emoji();
      } else if (what == Kind::letter) {
        word();
      } else if (!((what == Kind::clause || what == Kind::ignored) && emoticon_inside())) {
        sign(point, what);
      }
    }
    merge_phrases();
  }

 private:
  std::string_view lower_of(const Token& token) const {
    return std::string_view(scratch_.lower).substr(token.lower_begin, token.lower_size);
  }

  Token& add(std::size_t begin, std::size_t end) {
    Token token;
    token.begin = begin;
    token.end = end;
    token.gap = gap_;
    gap_ = Gap::none;
    at_ = end;
    after_space_ = false;
    scratch_.tokens.push_back(token);
    return scratch_.tokens.back();
  }

  void widen(Gap gap) { gap_ = std::max(gap_, gap); }

  /// The white-space chunk at at_, up to a length that a key can have, or empty.
  std::string_view chunk() const {
    const auto limit = std::min(text_.size(), at_ + kLongestSign + 4);
    auto end = at_;
    while (end<limit&& static_cast<unsigned char>(text_[end])> ' ') ++end;
    return end == limit && end < text_.size() && static_cast<unsigned char>(text_[end]) > ' '
               ? std::string_view{}
               : text_.substr(at_, end - at_);
  }

  /// Web addresses and @names hold no words of the speaker: one unknown token.
  bool skip_address() {
    const auto rest = text_.substr(at_);
    const bool name = rest.size() > 1 && rest[0] == '@' && (is_ascii_letter(rest[1]) || rest[1] == '_');
    if (!name && !rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www."))
      return false;
    auto end = at_ + 1;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) > ' ' &&
           (!name || is_ascii_letter(text_[end]) || is_ascii_digit(text_[end]) || text_[end] == '_'))
      ++end;
    auto& token = add(at_, end);
    token.entry = &data_.words.find({});
    token.word = false;
    return true;
  }

  const Entry* sign_entry(std::string_view piece) {
    char lower[kLongestSign];
    if (piece.size() < 2 || piece.size() > kLongestSign) return nullptr;
    std::transform(piece.begin(), piece.end(), lower,
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; });
    const auto& entry = data_.words.find({lower, piece.size()});
    return entry.rated ? &entry : nullptr;
  }

  void add_emoticon(std::size_t size, const Entry& entry) {
    auto& token = add(at_, at_ + size);
    token.entry = &entry;
    token.word = false;
  }

  /// A chunk that is an emoticon, alone or before punctuation: ":)", "<3", "xD", ":-(".
  bool emoticon_chunk() {
    auto piece = chunk();
    if (piece.size() < 2 || std::all_of(piece.begin(), piece.end(), is_ascii_letter)) return false;
    while (piece.size() >= 2) {
      const bool sign = std::any_of(piece.begin(), piece.end(), is_ascii_punctuation);
      if (const auto* entry = sign ? sign_entry(piece) : nullptr) {
        add_emoticon(piece.size(), *entry);
        return true;
      }
      if (piece.back() != '.' && piece.back() != ',' && piece.back() != '!' && piece.back() != '?') break;
      piece.remove_suffix(1);
    }
    return false;
  }

  /// An emoticon that stands right behind a word or a sign: "great:)", "great!:-D". Not "note:(see", "2:3", "://".
  bool emoticon_inside() {
    const char first = text_[at_];
    if ((first != ':' && first != ';' && first != '=' && first != '<') || at_ == 0) return false;
    if (is_ascii_digit(text_[at_ - 1])) return false;
    for (auto size = std::min<std::size_t>(5, text_.size() - at_); size >= 2; --size) {
      const auto end = at_ + size;
      const char next = end < text_.size() ? text_[end] : ' ';
      if (is_ascii_letter(next) || is_ascii_digit(next) || next == '/') continue;
      if (const auto* entry = sign_entry(text_.substr(at_, size))) {
        add_emoticon(size, *entry);
        return true;
      }
    }
    return false;
  }

  void sign(CodePoint point, Kind what) {
    const bool exclamation = point.value == '!' || point.value == 0xFF01;
    if (exclamation || point.value == '?' || point.value == 0xFF1F) {
      scratch_.signs.push_back({{at_, at_ + point.size}, exclamation});
    }
    const auto next = at_ + point.size;
    switch (what) {
      case Kind::comma:
        widen(Gap::comma);
        break;
      case Kind::line:
      case Kind::clause:
        widen(Gap::clause);
        break;
      case Kind::sentence:
        widen(Gap::sentence);
        break;
      case Kind::hyphen:
        // " - " and "--" part clauses.
        if (next < text_.size() && (text_[next] == '-' || text_[next] == ' ')) widen(Gap::clause);
        break;
      default:
        break;
    }
    at_ = next;
  }

  /// Letters, digits, apostrophes and hyphens between them.
  void word() {
    const auto begin = at_;
    auto& lower = scratch_.lower;
    const auto lower_begin = lower.size();
    bool any_upper = false;
    bool any_lower = false;
    bool contraction = false;
    std::size_t letters = 0;
    auto end = at_;
    while (end < text_.size()) {
      if (const char c = text_[end]; is_ascii_letter(c) || is_ascii_digit(c)) {
        const bool capital = c >= 'A' && c <= 'Z';
        any_upper |= capital;
        any_lower |= c >= 'a';
        lower.push_back(capital ? static_cast<char>(c + 0x20) : c);
        ++letters;
        ++end;
        continue;
      }
      const auto point = decode(text_, end);
      const auto what = kind(point.value);
      if (what == Kind::letter) {
        if (point.value >= 0x80 && data_.may_be_emoji(point.value)) break;
        any_upper |= is_upper(point.value);
        any_lower |= is_lower_or_title(point.value);
        append_utf8(to_lower(point.value), lower);
        ++letters;
      } else if ((what == Kind::apostrophe || what == Kind::hyphen) && letter_at(end + point.size)) {
        lower.push_back(what == Kind::apostrophe ? '\'' : '-');
        contraction |= what == Kind::apostrophe && lower.size() > lower_begin + 1 && lower[lower.size() - 2] == 'n' &&
                       (text_[end + point.size] | 0x20) == 't';
      } else {
        break;
      }
      end += point.size;
    }
    auto& token = add(begin, end);
    token.lower_begin = lower_begin;
    token.lower_size = lower.size() - lower_begin;
    token.entry = &data_.words.find(lower_of(token));
    token.upper = any_upper && !any_lower && letters > 1;
    token.negates = token.entry->negates || (contraction && data_.english);
    if (!known(*token.entry)) look_further(token);
  }

  static bool known(const Entry& entry) {
    return entry.rated || entry.negates || entry.booster != 0 || entry.word != Word::other || entry.phrase_words > 0;
  }

  bool letter_at(std::size_t at) const {
    if (at >= text_.size()) return false;
    const auto point = decode(text_, at).value;
    return kind(point) == Kind::letter && !(point >= 0x80 && data_.may_be_emoji(point));
  }

  /// "goooood" as "good"; "l'ennui" as "ennui".
  void look_further(Token& token) {
    const auto word = lower_of(token);
    if (!data_.english) {
      const auto apostrophe = word.find('\'');
      if (apostrophe != std::string_view::npos && apostrophe <= 2) {
        if (word.starts_with("n'")) token.negates = token.negated = true;
        token.entry = &data_.words.find(word.substr(apostrophe + 1));
        if (token.entry->rated) return;
      }
    }
    if (word.size() > 2 * data_.words.longest_key()) return;
    for (const std::size_t keep : {2u, 1u}) {
      auto& lower = scratch_.lower;
      const auto begin = lower.size();
      bool stretched = false;
      for (std::size_t i = 0; i < token.lower_size;) {
        const char c = lower[token.lower_begin + i];
        auto run = std::size_t{1};
        while (i + run < token.lower_size && lower[token.lower_begin + i + run] == c) ++run;
        const bool stretch = run >= 3 && is_ascii_letter(c);
        stretched |= stretch;
        lower.append(stretch ? keep : run, c);
        i += run;
      }
      const auto& entry = data_.words.find(std::string_view(lower).substr(begin));
      lower.resize(begin);
      if (!stretched) return;
      if (!known(entry)) continue;
      token.entry = &entry;
      token.stretched = true;
      token.negates = entry.negates;
      return;
    }
  }

  /// One emoji with its variation selector, skin tone, keycap, tags and joined emoji. What stands joined is looked up
  /// as a whole, then by its parts.
  void emoji() {
    const auto begin = at_;
    auto& lower = scratch_.lower;
    const auto lower_begin = lower.size();
    auto end = begin;
    auto part = lower_begin;
    const Entry* first_part = nullptr;
    bool joined = true;
    const auto close_part = [&] {
      const auto& entry = data_.words.find(std::string_view(lower).substr(part));
      if (first_part == nullptr && entry.rated) first_part = &entry;
    };
    while (end < text_.size() && end - begin < kLongestEmoji) {
      const auto point = decode(text_, end);
      if (point.value == kJoiner) {
        close_part();
        append_utf8(kJoiner, lower);
        part = lower.size();
        joined = true;
      } else if (joined) {
        if (end > begin && !data_.may_be_emoji(point.value)) break;
        append_utf8(point.value, lower);
        joined = is_regional(point.value) && end == begin;
      } else if (is_emoji_tag(point.value) || point.value == 0x20E3) {
        append_utf8(point.value, lower);
      } else if (point.value != kVariation && !is_skin_tone(point.value)) {
        break;
      }
      end += point.size;
    }
    if (part < lower.size()) close_part();
    auto& token = add(begin, end);
    token.word = false;
    token.lower_begin = lower_begin;
    token.lower_size = lower.size() - lower_begin;
    token.entry = &data_.words.find(lower_of(token));
    if (!token.entry->rated && first_part != nullptr) token.entry = first_part;
  }

  /// Makes one token of each phrase, longest first; a phrase reaches over no comma.
  void merge_phrases() {
    auto& tokens = scratch_.tokens;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens.size();) {
      auto token = tokens[i];
      auto size = static_cast<std::size_t>(token.entry->phrase_words);
      for (; size >= 2; --size) {
        if (i + size > tokens.size()) continue;
        if (const auto* entry = phrase(i, size)) {
          token.entry = entry;
          token.negates = entry->negates;
          token.end = tokens[i + size - 1].end;
          for (std::size_t k = 0; k < size; ++k) {
            token.upper = token.upper && tokens[i + k].upper;
            token.settled = token.settled || tokens[i + k].negates;
          }
          break;
        }
      }
      tokens[kept++] = token;
      i += std::max<std::size_t>(1, size);
    }
    tokens.resize(kept);
  }

  const Entry* phrase(std::size_t first, std::size_t size) {
    auto& lower = scratch_.lower;
    const auto begin = lower.size();
    for (std::size_t k = 0; k < size; ++k) {
      const auto& token = scratch_.tokens[first + k];
      if (!token.word || (k > 0 && token.gap != Gap::none)) {
        lower.resize(begin);
        return nullptr;
      }
      if (k > 0) lower.push_back(' ');
      lower.append(lower, token.lower_begin, token.lower_size);
    }
    const auto& entry = data_.words.find(std::string_view(lower).substr(begin));
    lower.resize(begin);
    return entry.phrase ? &entry : nullptr;
  }

  static constexpr std::size_t kLongestSign = 16;
  static constexpr std::size_t kLongestEmoji = 64;

  const LexiconData& data_;
  std::string_view text_;
  LexiconScratch& scratch_;
  std::size_t at_ = 0;
  bool after_space_ = false;
  Gap gap_ = Gap::none;
};

}  // namespace

void cut_mended(const LexiconData& data, std::string_view text, LexiconScratch& scratch) {
  Cutter(data, text, scratch).cut();
}

}  // namespace affect::perceive::text
