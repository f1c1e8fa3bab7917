#include <cstdint>
#include <utility>

#include "io/ascii.h"
#include "io/signal_messages.h"
#include "io/utf8.h"
#include "io/xml_document.h"

namespace affect::io {
namespace {

/// The half of a surrogate pair that three bytes at the front stand for, else 0.
std::uint32_t surrogate_at(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xED' || static_cast<unsigned char>(text[1]) < 0xA0) return 0;
  return 0xD000u | (static_cast<unsigned char>(text[1]) & 0x3Fu) << 6 | (static_cast<unsigned char>(text[2]) & 0x3Fu);
}

/// These files write an emoji as two entities, "&#55357;&#56832;": halves of a surrogate pair, which belong together.
std::string joined_surrogates(std::string_view text) {
  std::string joined, clean;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint32_t high = surrogate_at(text.substr(i));
    const std::uint32_t low = high >= 0xD800 && high < 0xDC00 ? surrogate_at(text.substr(i + 3)) : 0;
    if (low >= 0xDC00) {
      append_utf8(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), joined);
      i += 6;
    } else {
      joined += text[i++];
    }
  }
  append_clean_utf8(joined, clean);
  return clean;
}

/// An attribute's text; "null" says that there is none.
std::string xml_text(pugi::xml_node node, const char* name) {
  const std::string_view value = node.attribute(name).value();
  return value == "null" ? std::string() : joined_surrogates(value);
}

/// One pass over <smses>: what Signal wrote of itself in the form of text messages.
class SignalXmlPass {
 public:
  SignalXmlPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : document_(lines, context), context_(context), threads_(lines, context, out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    for (const pugi::xml_node node : document_.root().children()) {
      if (node.type() != pugi::node_element) continue;
      context_.piece();
      take(node);
    }
    if (threads_.empty())
      throw InputError("holds no message", document_.place(document_.root()),
                       "is this the file with the conversation? export it again");
    threads_.write();
  }

 private:
  void take(pugi::xml_node node) {
    const std::string_view kind = node.name();
    const bool multimedia = kind == "mms";
    if (!multimedia && kind != "sms") {
      return context_.skip("no_message", "what is not a message is left out", document_.place(node));
    }
    const std::string_view box = node.attribute(multimedia ? "msg_box" : "type").value();
    if (box == "3") return context_.skip("draft", "a draft that was never sent is left out", document_.place(node));
    SignalMessage message;
    message.sent = xml_text(node, "date");
    message.time = signal_time(message.sent);
    if (!message.time) {
      return context_.fault(document_.place(node), "\"date\" is no time in milliseconds since 1970", "", message.sent);
    }
    message.line = document_.place(node).line;
    const std::string partner = xml_text(node, "address");
    std::string name = xml_text(node, "contact_name");
    if (name == "(Unknown)") name.clear();
    if (!name.empty()) threads_.name(partner, name);
    name_sender(node, box == "1", partner, name, message);
    if (multimedia) {
      take_parts(node, message);
    } else {
      message.text = xml_text(node, "body");
    }
    threads_.add(partner, std::move(message));
  }

  /// In a group, whose address joins many, the part of type 137 says who it was.
  static void name_sender(pugi::xml_node node, bool received, const std::string& partner, const std::string& name,
                          SignalMessage& message) {
    if (!received) {
      message.name = "Me";
      return;
    }
    message.id = partner;
    message.name = name.empty() ? partner : name;
    if (partner.find('~') == std::string::npos) return;
    for (const pugi::xml_node address : node.child("addrs").children("addr")) {
      if (std::string_view(address.attribute("type").value()) != "137") continue;
      message.id = message.name = xml_text(address, "address");
      return;
    }
  }

  static void take_parts(pugi::xml_node node, SignalMessage& message) {
    for (const pugi::xml_node part : node.child("parts").children("part")) {
      const std::string_view type = part.attribute("ct").value();
      if (type == "text/plain") {
        const std::string text = xml_text(part, "text");
        if (!message.text.empty() && !text.empty()) message.text += '\n';
        message.text += text;
      } else if (type != "application/smil") {
        message.event = "media";
      }
    }
  }

  XmlDocument document_;
  const ReadContext& context_;
  SignalThreads threads_;
};

}  // namespace

void read_signal_xml(LineReader& lines, const ReadContext& context, RecordSink& out) {
  SignalXmlPass(lines, context, out).run();
}

}  // namespace affect::io
