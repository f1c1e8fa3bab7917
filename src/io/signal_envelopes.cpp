#include <initializer_list>
#include <utility>

#include "io/poll_text.h"
#include "io/signal_messages.h"

namespace affect::io {
namespace {

/// The first of these that is there: an id that a person or a chat is known by.
std::string signal_first_of(JsonView object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (std::string value = object.id(key); !value.empty()) return value;
  }
  return {};
}

/// One pass over what signal-cli printed. Later lines change earlier messages: reactions, edits, deletions.
class SignalEnvelopePass {
 public:
  SignalEnvelopePass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), threads_(lines, context, out) {}

  void run() {
    read_json_lines(lines_, context_, [&](JsonView line) {
      const auto params = line.object("params");  // of JSON-RPC
      const auto envelope = params ? params->object("envelope") : line.object("envelope");
      if (!envelope) return skip("no_message", "a line without an envelope is left out");
      take(*envelope);
    });
    if (threads_.empty()) throw InputError("holds no message", {lines_.name()}, "receipts alone say nothing");
    threads_.write();
  }

 private:
  struct Sender {
    std::string id, name;
    std::string partner;  ///< whom a message that oneself sent from another device went to
  };

  Place place() const { return {lines_.name(), lines_.line()}; }
  void skip(std::string code, std::string message) const {
    context_.skip(std::move(code), std::move(message), place());
  }

  void take(JsonView envelope) {
    Sender sender{.id = signal_first_of(envelope, {"sourceUuid", "sourceNumber", "source"}),
                  .name = std::string(envelope.text("sourceName")),
                  .partner = {}};
    if (sender.name.empty()) sender.name = signal_first_of(envelope, {"sourceNumber", "source"});
    sender.partner = sender.id;
    const std::string sent = envelope.id("timestamp");
    if (const auto data = envelope.object("dataMessage")) return take_data(*data, sender, sent);
    if (const auto edit = envelope.object("editMessage")) return take_edit(*edit, sender, sent);
    const auto sync = envelope.object("syncMessage");
    const auto own = sync ? sync->object("sentMessage") : std::nullopt;
    if (own) {
      sender.partner = signal_first_of(*own, {"destinationUuid", "destinationNumber", "destination"});
      if (const auto edit = own->object("editMessage")) return take_edit(*edit, sender, sent);
      return take_data(*own, sender, sent);
    }
    if (envelope.find("callMessage")) return take_call(sender, sent);
    skip("no_message", "receipts, signs of typing and the like are left out");
  }

  std::string thread_of(JsonView data, const Sender& sender) {
    const auto group = data.object("groupInfo");
    if (!group) {
      if (!sender.name.empty() && sender.partner == sender.id) threads_.name(sender.partner, sender.name);
      return sender.partner;
    }
    std::string id = group->id("groupId");
    if (const auto name = signal_first_of(*group, {"groupName", "name"}); !name.empty()) threads_.name(id, name);
    return id;
  }

  void take_data(JsonView data, const Sender& sender, const std::string& sent) {
    const std::string thread = thread_of(data, sender);
    if (const auto reaction = data.object("reaction")) return take_reaction(*reaction, sender, thread);
    for (const std::string_view key : {"remoteDelete", "adminDelete"}) {
      if (const auto deletion = data.object(key)) return take_deletion(*deletion, thread);
    }
    SignalMessage message = message_of(data, sender, sent);
    if (const auto quote = data.object("quote")) message.answers = quote->id("id");
    threads_.add(thread, std::move(message));
  }

  SignalMessage message_of(JsonView data, const Sender& sender, const std::string& sent) const {
    SignalMessage message;
    message.id = sender.id;
    message.name = sender.name;
    message.sent = sent;
    message.time = signal_time(sent);
    message.line = lines_.line();
    std::vector<std::string> mentioned;
    for (const JsonView mention : data.items("mentions")) {
      mentioned.push_back(signal_first_of(mention, {"name", "number", "uuid"}));
    }
    message.text = with_mentions(data.text("message"), mentioned);
    if (const auto poll = data.object("pollCreate")) {
      message.poll = true;
      if (message.text.empty()) message.text = poll_text(*poll);
    }
    const auto group = data.object("groupInfo");
    if (const auto sticker = data.object("sticker")) {
      message.sticker = std::string(sticker->text("emoji"));
      message.event = "media";
    } else if (!data.items("attachments").empty() || !data.items("contacts").empty() || data.flag("viewOnce")) {
      message.event = "media";
    } else if (message.text.empty() &&
               (data.flag("isExpirationUpdate") || (group && group->text("type") == "UPDATE"))) {
      message.event = "system";
    }
    return message;
  }

  void take_edit(JsonView edit, const Sender& sender, const std::string& sent) {
    const auto data = edit.object("dataMessage");
    if (!data) return skip("no_message", "an edit without words is left out");
    const std::string thread = thread_of(*data, sender);
    const std::string target = edit.id("targetSentTimestamp");
    SignalMessage message = message_of(*data, sender, target);
    message.edited = true;
    message.edited_at = signal_time(sent);
    if (SignalMessage* const known = threads_.find(thread, target)) {
      known->text = std::move(message.text);
      known->edited = true;
      known->edited_at = message.edited_at;
      context_.keep();
    } else {
      threads_.add(thread, std::move(message));
    }
  }

  void take_reaction(JsonView reaction, const Sender& sender, const std::string& thread) {
    SignalMessage* const target = threads_.find(thread, reaction.id("targetSentTimestamp"));
    if (target == nullptr) return skip("dangling_reaction", "a reaction to a message that is not here is left out");
    std::string emoji(reaction.flag("isRemove") ? std::string_view() : reaction.text("emoji"));
    target->reactions.push_back({sender.id, sender.name, std::move(emoji)});
    context_.keep();
  }

  void take_deletion(JsonView deletion, const std::string& thread) {
    const std::string sent = signal_first_of(deletion, {"timestamp", "targetSentTimestamp"});
    SignalMessage* const target = threads_.find(thread, sent);
    if (target == nullptr) return skip("dangling_deletion", "the deletion of a message that is not here is left out");
    target->text.clear();
    target->event = "deleted";
    target->sticker.reset();
    context_.keep();
  }

  void take_call(const Sender& sender, const std::string& sent) {
    SignalMessage message;
    message.sent = sent;
    message.time = signal_time(sent);
    message.event = "system";
    message.line = lines_.line();
    threads_.add(sender.partner, std::move(message));
  }

  LineReader& lines_;
  const ReadContext& context_;
  SignalThreads threads_;
};

}  // namespace

void read_signal_envelopes(LineReader& lines, const ReadContext& context, RecordSink& out) {
  SignalEnvelopePass(lines, context, out).run();
}

}  // namespace affect::io
