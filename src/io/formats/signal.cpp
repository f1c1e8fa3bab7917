#include <memory>
#include <string>

#include "io/ascii.h"
#include "io/signal_export_lines.h"
#include "io/signal_messages.h"
#include "io/xml_document.h"

namespace affect::io {
namespace {

enum class SignalShape { none, export_lines, envelopes, archive };

constexpr std::size_t kSignalHead = 64u << 10;

bool has_key(std::string_view line, std::string_view key) {
  return line.find(std::string("\"").append(key).append("\"")) != std::string_view::npos;
}

/// What the first lines that hold JSON are of.
SignalShape json_shape(std::string_view head) {
  for (std::string_view line; take_line(head, line);) {
    line = trim(line);
    if (line.empty()) continue;
    if (!line.starts_with('{')) return SignalShape::none;
    if (has_key(line, "envelope") && (has_key(line, "source") || has_key(line, "timestamp"))) {
      return SignalShape::envelopes;
    }
    if (has_key(line, "sender") && has_key(line, "date") && has_key(line, "body")) return SignalShape::export_lines;
    const bool archive = has_key(line, "backupTimeMs") || has_key(line, "chatItem") ||
                         (line.starts_with("{\"chat\":") && has_key(line, "recipientId")) ||
                         (line.starts_with("{\"account\":") && has_key(line, "profileKey")) ||
                         (line.starts_with("{\"recipient\":") &&
                          (has_key(line, "contact") || has_key(line, "self") || has_key(line, "group")));
    return archive ? SignalShape::archive : SignalShape::none;
  }
  return SignalShape::none;
}

/// How sure the head is of signal-export's chat.md. Transcripts date lines in the same way: only the blank line between
/// messages, the two blanks at the end of a body, and what stands below tell them apart.
double sure_of_markdown(std::string_view head, std::string_view name) {
  std::size_t messages = 0, lines = 0, tells = 0;
  for (std::string_view line; take_line(head, line);) {
    if (trim(line).empty()) continue;
    ++lines;
    messages += take_signal_markdown_line(line).has_value();
    tells += line.ends_with("  ") || line.find("](./media/") != std::string_view::npos ||
             line.find("](../exported_stickers/") != std::string_view::npos ||
             (line.starts_with("(- ") && line.ends_with(" -)")) || line.ends_with("(This message was deleted)");
    if (lines == 1 && messages == 0) return 0;
  }
  if (messages == 0) return 0;
  if (tells * 3 >= messages) return 0.95;
  const std::string_view file = file_name(name);
  return file == "chat.md" || file == "index.md" ? 0.85 : 0.2;
}

class SignalReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view name) const override {
    if (begins_with_element(head, "smses") || json_shape(head) != SignalShape::none) return 0.95;
    return sure_of_markdown(head, name);
  }

  std::string_view example() const override {
    return R"({"chat":{"id":"3","recipientId":"2"}}
{"chatItem":{"chatId":"3","authorId":"2","dateSent":"1714588201000","standardMessage":{"text":{"body":"Tea?"}}}}
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    const std::string head(lines.peek(kSignalHead).substr(0, kSignalHead));
    if (begins_with_element(head, "smses")) return read_signal_xml(lines, context, out);
    switch (json_shape(head)) {
      case SignalShape::export_lines:
        return read_signal_export(lines, context, out);
      case SignalShape::envelopes:
        return read_signal_envelopes(lines, context, out);
      case SignalShape::archive:
        return read_signal_archive(lines, context, out);
      case SignalShape::none:
        return read_signal_markdown(lines, context, out);
    }
  }
};

}  // namespace

void register_signal(Engine& engine) {
  engine.add<Reader>({.name = "signal",
                      .room = "io/formats",
                      .what = "a Signal archive (main.jsonl), what signal-export and signal-cli write",
                      .units = "turns; calendar time",
                      .source = "Signal's backup format; signal-export; signal-cli"},
                     [](const Engine&, const Options&) { return std::make_unique<SignalReader>(); });
}

}  // namespace affect::io
