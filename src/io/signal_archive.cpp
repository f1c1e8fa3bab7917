#include <array>
#include <utility>

#include "io/ascii.h"
#include "io/poll_text.h"
#include "io/signal_messages.h"

namespace affect::io {
namespace {

/// "Anna Berg" of two members; empty where both are absent.
std::string signal_full_name(JsonView person, std::string_view given, std::string_view family) {
  std::string name(trim(person.text(given)));
  const std::string_view last = trim(person.text(family));
  if (!name.empty() && !last.empty()) name += ' ';
  return name.append(last);
}

std::string signal_contact_name(JsonView contact) {
  if (const auto nickname = contact.object("nickname")) {
    if (auto name = signal_full_name(*nickname, "given", "family"); !name.empty()) return name;
  }
  for (const auto& [given, family] :
       {std::pair("systemGivenName", "systemFamilyName"), std::pair("profileGivenName", "profileFamilyName")}) {
    if (auto name = signal_full_name(contact, given, family); !name.empty()) return name;
  }
  const std::string number = contact.id("e164");
  if (number.empty()) return std::string(contact.text("username"));
  return number.starts_with('+') ? number : std::string("+").append(number);
}

/// One pass over main.jsonl. Recipients and chats stand before the items that name them.
class SignalArchivePass {
 public:
  SignalArchivePass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), threads_(lines, context, out) {}

  void run() {
    read_json_lines(lines_, context_, [&](JsonView line) { take(line); });
    if (threads_.empty())
      throw InputError("holds no message", {lines_.name()}, "export the chats again, with messages");
    for (const auto& [chat, recipient] : chats_) {
      const auto found = recipients_.find(recipient);
      if (found != recipients_.end() && !found->second.empty()) threads_.name(chat, found->second);
    }
    threads_.write();
  }

 private:
  void take(JsonView line) {
    if (const auto item = line.object("chatItem")) return take_item(*item);
    if (const auto recipient = line.object("recipient")) {
      take_recipient(*recipient);
    } else if (const auto chat = line.object("chat")) {
      chats_[chat->id("id")] = chat->id("recipientId");
    } else if (const auto account = line.object("account")) {
      self_ = signal_full_name(*account, "givenName", "familyName");
    } else {
      return context_.skip("no_message", "what is neither a message nor names a person or a chat is left out",
                           {lines_.name(), lines_.line()});
    }
    context_.keep();
  }

  void take_recipient(JsonView recipient) {
    std::string name;
    if (recipient.find("self")) {
      name = self_.empty() ? "Me" : self_;
    } else if (const auto contact = recipient.object("contact")) {
      name = signal_contact_name(*contact);
      if (const auto aci = contact->text("aci"); !aci.empty()) names_by_aci_[std::string(aci)] = name;
    } else if (const auto group = recipient.object("group")) {
      const auto snapshot = group->object("snapshot");
      const auto title = snapshot ? snapshot->object("title") : std::nullopt;
      if (title) name = title->text("title");
    } else if (recipient.find("releaseNotes")) {
      name = "Signal";
    }
    recipients_[recipient.id("id")] = std::move(name);
  }

  std::string name_of(const std::string& recipient) const {
    const auto found = recipients_.find(recipient);
    return found == recipients_.end() ? std::string() : found->second;
  }

  void take_item(JsonView item) {
    SignalMessage message;
    message.line = lines_.line();
    message.id = item.id("authorId");
    message.name = name_of(message.id);
    message.sent = item.id("dateSent");
    message.time = signal_time(message.sent);
    message.edited = !item.items("revisions").empty();
    if (!take_content(item, message)) {
      return context_.skip("unknown_message", "a message of a kind that is not known is left out",
                           {lines_.name(), lines_.line()});
    }
    if (message.event == "system") message.id.clear(), message.name.clear();
    threads_.add(item.id("chatId"), std::move(message));
  }

  bool take_content(JsonView item, SignalMessage& message) {
    if (const auto standard = item.object("standardMessage")) {
      take_text(*standard, message);
      if (!standard->items("attachments").empty() || standard->find("longText")) message.event = "media";
      if (const auto quote = standard->object("quote")) message.answers = quote->id("targetSentTimestamp");
      take_reactions(*standard, message);
      return true;
    }
    if (const auto sticker = item.object("stickerMessage")) {
      const auto picture = sticker->object("sticker");
      message.sticker = picture ? std::string(picture->text("emoji")) : std::string();
      message.event = "media";
      take_reactions(*sticker, message);
      return true;
    }
    if (const auto reply = item.object("directStoryReplyMessage")) {
      if (const auto text = reply->object("textReply")) take_text(*text, message);
      if (message.text.empty()) message.text = reply->text("emoji");
      take_reactions(*reply, message);
      return true;
    }
    if (const auto poll = item.object("poll")) {
      message.poll = true;
      message.text = poll_text(*poll);
      take_reactions(*poll, message);
      return true;
    }
    struct Kind {
      std::string_view key, event;
    };
    static constexpr std::array<Kind, 7> kKinds{{{"remoteDeletedMessage", "deleted"},
                                                 {"adminDeletedMessage", "deleted"},
                                                 {"contactMessage", "media"},
                                                 {"viewOnceMessage", "media"},
                                                 {"updateMessage", "system"},
                                                 {"paymentNotification", "system"},
                                                 {"giftBadge", "system"}}};
    for (const Kind& kind : kKinds) {
      if (!item.find(kind.key)) continue;
      message.event = kind.event;
      return true;
    }
    return false;
  }

  void take_text(JsonView owner, SignalMessage& message) const {
    const auto text = owner.object("text");
    if (!text) return;
    std::vector<std::string> mentioned;
    for (const JsonView range : text->items("bodyRanges")) {
      const auto aci = range.text("mentionAci");
      if (aci.empty()) continue;
      const auto name = names_by_aci_.find(std::string(aci));
      mentioned.push_back(name == names_by_aci_.end() ? std::string() : name->second);
    }
    message.text = with_mentions(text->text("body"), mentioned);
  }

  void take_reactions(JsonView owner, SignalMessage& message) const {
    for (const JsonView reaction : owner.items("reactions")) {
      const std::string id = reaction.id("authorId");
      message.reactions.push_back({id, name_of(id), std::string(reaction.text("emoji"))});
    }
  }

  LineReader& lines_;
  const ReadContext& context_;
  SignalThreads threads_;
  std::map<std::string, std::string> recipients_;  ///< id -> name
  std::map<std::string, std::string> names_by_aci_;
  std::map<std::string, std::string> chats_;  ///< id -> recipient
  std::string self_;
};

}  // namespace

void read_signal_archive(LineReader& lines, const ReadContext& context, RecordSink& out) {
  SignalArchivePass(lines, context, out).run();
}

}  // namespace affect::io
