#include "io/chat_text.h"

#include <algorithm>
#include <array>

#include "io/ascii.h"

namespace affect::io {
namespace {

struct ChatSymbol {
  std::string_view symbol, plain;
};
// Separators, and marks of pitch, loudness, voice and overlap.
constexpr std::array<ChatSymbol, 33> kChatSymbols{
    {{"‡", ","}, {"„", ","}, {"⌈", ""}, {"⌉", ""}, {"⌊", ""}, {"⌋", ""}, {"↑", ""}, {"↓", ""}, {"ˈ", ""},
     {"ˌ", ""},  {"⇗", ""},  {"↗", ""}, {"→", ""}, {"↘", ""}, {"⇘", ""}, {"∞", ""}, {"≈", ""}, {"≋", ""},
     {"°", ""},  {"∆", ""},  {"∇", ""}, {"▁", ""}, {"▔", ""}, {"☺", ""}, {"♋", ""}, {"⁇", ""}, {"∬", ""},
     {"Ϋ", ""},  {"∲", ""},  {"§", ""}, {"↻", ""}, {"‹", ""}, {"›", ""}}};

bool is_chat_punctuation(std::string_view token) {
  return !token.empty() && token.find_first_not_of(".,;?!") == std::string_view::npos;
}

/// What an ending or a link of an utterance leaves: "+..." three points, "+/?" a question mark, "+<" nothing.
std::string_view plain_chat_terminator(std::string_view token) {
  if (token == "+...") return "...";
  if (token.ends_with("!?")) return "!?";
  if (token.ends_with('?')) return "?";
  return token.ends_with('.') ? "." : "";
}

/// "(.)", "(1.5)": a pause. "(be)cause" is none.
bool is_chat_pause(std::string_view token) {
  return token.size() > 2 && token.front() == '(' && token.back() == ')' &&
         token.find_first_not_of("0123456789.:", 1) == token.size() - 1;
}

/// The word without marks of what was left out, lengthened, compounded or of another kind.
void append_chat_word(std::string_view token, std::string& out) {
  token = token.substr(0, token.find('@'));
  for (std::size_t i = 0; i < token.size();) {
    const std::string_view rest = token.substr(i);
    const auto symbol = std::find_if(kChatSymbols.begin(), kChatSymbols.end(),
                                     [&](const ChatSymbol& each) { return rest.starts_with(each.symbol); });
    if (is_high(rest.front()) && symbol != kChatSymbols.end()) {
      out += symbol->plain;
      i += symbol->symbol.size();
      continue;
    }
    const char c = rest.front();
    if (c == '_')
      out += ' ';
    else if (c == '+')
      out += '-';
    else if (c != '(' && c != ')' && c != ':' && c != '^')
      out += c;
    ++i;
  }
}

/// Walks the line once. A code in brackets speaks of the word before it, or of the group in angle brackets.
class ChatLine {
 public:
  explicit ChatLine(std::string_view line) : rest_(line) {}

  ChatText read() && {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (is_blank(c)) {
        rest_.remove_prefix(1);
      } else if (c == '<') {
        groups_.push_back(result_.text.size());
        rest_.remove_prefix(1);
      } else if (c == '>') {
        if (!groups_.empty()) {
          last_ = groups_.back();
          groups_.pop_back();
        }
        rest_.remove_prefix(1);
      } else if (c == '[') {
        take_code();
      } else {
        const auto end = std::min(rest_.find_first_of(" \t<>["), rest_.size());
        take_word(rest_.substr(0, end));
        rest_.remove_prefix(end);
      }
    }
    return std::move(result_);
  }

 private:
  void take_code() {
    const auto close = open_ended_ ? std::string_view::npos : rest_.find(']');
    if (close == std::string_view::npos) {
      open_ended_ = true;
      rest_.remove_prefix(1);
      return;
    }
    const std::string_view code = rest_.substr(1, close - 1);
    rest_.remove_prefix(close + 1);
    if (code.starts_with(": ")) {
      result_.text.resize(std::min(last_, result_.text.size()));
      const std::size_t last = last_;
      for (std::string_view words = trim(code.substr(2)); !words.empty(); words = trim_left(words)) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(word.size());
        add(word);
      }
      last_ = last;
    } else if (code.starts_with("=!")) {
      add_event(trim(code.substr(2)));
    }
  }

  void take_word(std::string_view token) {
    if (is_chat_punctuation(token)) {
      result_.text += token;
    } else if (token.front() == '+' && (token.size() == 1 || !is_letter(token[1]))) {
      result_.text += plain_chat_terminator(token);
    } else if (token.starts_with("&=")) {
      add_event(token.substr(2));
    } else if (token.starts_with("&-")) {
      add(token.substr(2));
    } else if (token.front() != '&' && token.front() != '0' && !is_chat_pause(token)) {
      add(token);
    }
  }

  void add(std::string_view token) {
    std::string& text = result_.text;
    const std::size_t before = text.size();
    if (before > 0) text += ' ';
    const std::size_t begin = text.size();
    append_chat_word(token, text);
    if (text.size() == begin) {
      text.resize(before);
      return;
    }
    if (text[begin] == ',' && begin > before) text.erase(before, 1);
    last_ = before;
  }

  void add_event(std::string_view event) {
    while (!event.empty() && is_chat_punctuation(event.substr(event.size() - 1))) event.remove_suffix(1);
    if (!event.empty()) result_.events.emplace_back(event);
  }

  std::string_view rest_;
  ChatText result_;
  std::size_t last_ = 0;             ///< where the last word or group begins, with the blank before it
  bool open_ended_ = false;          ///< no code ends in what is left
  std::vector<std::size_t> groups_;  ///< where those that are open begin
};

}  // namespace

ChatText read_chat_text(std::string_view line) { return ChatLine(line).read(); }

}  // namespace affect::io
