#include "io/signal_messages.h"

#include <charconv>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace affect::io {
namespace {

constexpr std::size_t kMaxSignalBytes = std::size_t{1} << 30;
constexpr std::string_view kMention = "\xEF\xBF\xBC";  // U+FFFC

/// Whoever reacts again takes the first reaction back.
void keep_last_reactions(std::vector<SignalReaction>& reactions) {
  std::set<std::string> known;
  std::vector<SignalReaction> last;
  for (auto reaction = reactions.rbegin(); reaction != reactions.rend(); ++reaction) {
    if (!reaction->id.empty() && !known.insert(reaction->id).second) continue;
    if (!reaction->emoji.empty()) last.push_back(std::move(*reaction));
  }
  reactions.assign(std::make_move_iterator(last.rbegin()), std::make_move_iterator(last.rend()));
}

}  // namespace

std::optional<Seconds> signal_time(std::string_view milliseconds) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(milliseconds.data(), milliseconds.data() + milliseconds.size(), value);
  constexpr std::int64_t kYear9999 = 253402300799000;
  if (error != std::errc{} || end != milliseconds.data() + milliseconds.size()) return std::nullopt;
  if (value <= 0 || value > kYear9999) return std::nullopt;
  return static_cast<Seconds>(value) / 1000;
}

std::string with_mentions(std::string_view body, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    const auto at = body.find(kMention);
    if (at == std::string_view::npos) break;
    text.append(body.substr(0, at)).append("@").append(name);
    body.remove_prefix(at + kMention.size());
  }
  return text.append(body);
}

void write_signal_message(SignalMessage&& message, const Place& place, TurnWriter& turns) {
  Turn turn;
  turn.speaker = turns.speaker(message.id, message.name);
  turn.text = std::move(message.text);
  if (turn.text.empty()) turn.event = std::move(message.event);
  if (message.time) turn.time = TimeRange{*message.time, *message.time};
  turn.id = std::move(message.sent);
  turn.reply_to = std::move(message.answers);
  const std::string speaker = turn.speaker;
  const auto number = turns.write(std::move(turn), place);
  if (!number) return;
  if (message.poll) {
    turns.occur({.type = std::string(kPoll), .subject = speaker, .time = {}, .turn = number, .attributes = {}});
  }
  if (message.sticker) {
    Occurrence sticker{.type = std::string(kSticker), .subject = speaker, .time = {}, .turn = number, .attributes = {}};
    if (!message.sticker->empty()) sticker.attributes["emoji"] = std::move(*message.sticker);
    turns.occur(std::move(sticker));
  }
  if (message.edited) {
    Occurrence edit{.type = std::string(kEdit), .subject = speaker, .time = {}, .turn = number, .attributes = {}};
    if (message.edited_at) edit.time = TimeRange{*message.edited_at, *message.edited_at};
    turns.occur(std::move(edit));
  }
  keep_last_reactions(message.reactions);
  for (SignalReaction& reaction : message.reactions) {
    turns.occur({.type = std::string(kReaction),
                 .subject = turns.speaker(reaction.id, reaction.name),
                 .time = {},
                 .turn = number,
                 .attributes = {{"emoji", std::move(reaction.emoji)}}});
  }
}

void SignalThreads::add(const std::string& thread, SignalMessage&& message) {
  bytes_ += sizeof(SignalMessage) + message.text.size();
  if (bytes_ > kMaxSignalBytes) {
    throw InputError("holds more than 1 GiB of messages of conversations that stand mixed", {lines_.name()},
                     "split it by conversation");
  }
  const auto [found, added] = index_.emplace(thread, threads_.size());
  if (added) threads_.push_back({thread, {}, {}});
  Thread& into = threads_[found->second];
  if (!message.sent.empty()) into.by_time.emplace(message.sent, into.messages.size());
  into.messages.push_back(std::move(message));
}

SignalMessage* SignalThreads::find(const std::string& thread, const std::string& sent) {
  const auto found = index_.find(thread);
  if (found == index_.end()) return nullptr;
  Thread& in = threads_[found->second];
  const auto message = in.by_time.find(sent);
  return message == in.by_time.end() ? nullptr : &in.messages[message->second];
}

void SignalThreads::write() {
  const std::string file = episode_id(context_, lines_);
  std::set<std::string> ids;
  std::unordered_map<std::string, int> same;
  for (Thread& thread : threads_) {
    const auto named = titles_.find(thread.key);
    const std::string title = named == titles_.end() ? thread.key : named->second;
    std::string id = file + '/' + title;
    for (int& count = same[title]; !ids.insert(id).second;) id = fmt::format("{}/{} ({})", file, title, ++count + 1);
    TurnWriter turns(context_, lines_, "signal", out_);
    Clock clock;
    clock.type = Clock::Type::calendar;
    clock.zone = "UTC";
    turns.open(std::move(id), std::move(clock), title);
    for (SignalMessage& message : thread.messages) {
      const Place place{lines_.name(), message.line, 1};
      write_signal_message(std::move(message), place, turns);
    }
    turns.close();
  }
}

}  // namespace affect::io
