#include "io/json_head.h"

#include <algorithm>

namespace affect::io {
namespace {

constexpr std::size_t kHeadPaths = 1000;
constexpr std::size_t kHeadDepth = 16;
constexpr std::size_t kHeadSample = 80;

}  // namespace

/// One pass that follows brackets and keys, and stops where the text is no JSON or ends.
class JsonHead::Scanner {
 public:
  Scanner(JsonHead& head, std::string_view text) : head_(head), text_(text) {}

  void run() {
    while (skip_space()) {
      if (open_.empty()) {
        if (values_ > 0) head_.sequence_ = true;
        path_.clear();
        if (text_[at_] != '{' && text_[at_] != '[') return;
      }
      if (!step()) break;
    }
    head_.cut_ = !open_.empty();
  }

 private:
  struct Bracket {
    bool object;
    std::size_t outer;  ///< size of the path around it
    std::size_t inner;  ///< and of the path of what lies in it
  };

  bool skip_space() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    return at_ < text_.size();
  }

  /// False where the scan ends.
  bool step() {
    switch (const char c = text_[at_]) {
      case '{':
      case '[':
        return open(c);
      case '}':
      case ']':
        if (open_.back().object != (c == '}')) return false;
        path_.resize(open_.back().outer);
        open_.pop_back();
        values_ += open_.empty();
        ++at_;
        return true;
      case ',':
        path_.resize(open_.back().inner);
        key_next_ = open_.back().object;
        ++at_;
        return true;
      case '"':
        return string();
      default:
        return scalar();
    }
  }

  bool open(char bracket) {
    if (key_next_ || open_.size() >= kHeadDepth) return false;
    if (head_.top_ == 0) head_.top_ = bracket;
    note({&bracket, 1});
    const std::size_t outer = path_.size();
    if (bracket == '[') path_ += "[]";
    open_.push_back({bracket == '{', outer, path_.size()});
    key_next_ = bracket == '{';
    ++at_;
    return true;
  }

  bool string() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return false;
    const std::string_view quoted = text_.substr(at_, end - at_);
    at_ = end + 1;
    if (!key_next_) {
      note(quoted);
      return true;
    }
    if (!skip_space() || text_[at_] != ':') return false;
    ++at_;
    key_next_ = false;
    if (!path_.empty()) path_ += '.';
    path_ += quoted.substr(1);
    return true;
  }

  bool scalar() {
    const std::size_t end = std::min(text_.find_first_of(",]}: \t\r\n", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    if (key_next_ || token.empty() || end == text_.size()) return false;
    note(token);
    at_ = end;
    return true;
  }

  void note(std::string_view value) {
    if (path_.empty() || head_.paths_.size() >= kHeadPaths) return;
    const auto [at, is_new] = head_.values_.try_emplace(path_, value.substr(0, kHeadSample));
    if (is_new) {
      head_.paths_.push_back(path_);
    } else if (at->second == "null" || at->second == "\"") {
      at->second = value.substr(0, kHeadSample);
    }
  }

  JsonHead& head_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::string path_;
  std::vector<Bracket> open_;
  bool key_next_ = false;
  std::size_t values_ = 0;
};

JsonHead::JsonHead(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  Scanner(*this, head).run();
}

std::string_view JsonHead::value(std::string_view path) const {
  const auto found = values_.find(path);
  return found == values_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace affect::io
