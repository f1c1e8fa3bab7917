#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "io/ascii.h"
#include "io/mail_message.h"
#include "io/mail_quotes.h"
#include "io/turn_writer.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxMail = 64u << 20;
constexpr std::size_t kMaxMailHeader = 1u << 20;
/// Lines that may end a part, times boundaries that they are compared with: what a parser of MIME does for a mail.
constexpr std::size_t kMaxMailParts = 400'000;
/// A length that a mail claims for itself is believed up to here, and where a mail follows it.
constexpr std::size_t kMaxContentLength = 1u << 20;

/// "From ann@example.org Wed May  1 18:30:05 2024": with a time and a year, so that "From here on" is none.
bool is_mail_separator(std::string_view line) {
  if (!line.starts_with("From ") || line.size() > 400) return false;
  const auto colon = line.find(':', 5);
  if (colon == std::string_view::npos) return false;
  bool has_time = false;
  std::size_t digits = 0;
  bool has_year = false;
  for (std::size_t i = 5; i <= line.size(); ++i) {
    if (i < line.size() && is_digit(line[i])) {
      ++digits;
      continue;
    }
    has_year = has_year || (digits == 4 && has_time);
    if (i + 2 < line.size() && line[i] == ':' && digits == 2 && is_digit(line[i + 1]) && is_digit(line[i + 2])) {
      has_time = true;
    }
    digits = 0;
  }
  return has_time && has_year;
}

/// ">From ", ">>From ": a line of a body that would have begun a mail.
bool is_quoted_separator(std::string_view line) {
  const auto marks = line.find_first_not_of('>');
  return marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with("From ");
}

/// "Subject: x" -> "subject"; or empty.
std::string mail_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 60) return {};
  const std::string_view name = line.substr(0, colon);
  const bool fits = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return fits ? lower(name) : std::string();
}

/// Whether a head is a mail without a separator: fields alone, up to an empty line, that tell mails from people.
bool is_mail_header(std::string_view head) {
  static constexpr std::string_view kOfMails[] = {
      "message-id",  "received",    "mime-version", "content-type", "content-transfer-encoding",
      "return-path", "delivered-to"};
  static constexpr std::string_view kOfLetters[] = {"from", "to", "date", "subject", "cc", "reply-to", "sender"};
  const auto holds = [](const auto& names, const std::string& name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
  };
  std::size_t of_mails = 0, of_letters = 0;
  bool tells = false;  // a sender, or a field that some program made up
  for (std::string_view line; take_line(head, line) && !line.empty();) {
    if (is_blank(line.front())) continue;
    const std::string field = mail_field(line);
    if (field.empty()) return false;
    const bool is_own = field.starts_with("x-");
    tells = tells || is_own || field == "from";
    of_mails += holds(kOfMails, field);
    of_letters += is_own || holds(kOfLetters, field);
  }
  return of_mails > 0 || (tells && of_letters > 1);
}

/// One pass over one folder of mails, or one mail; holds one at a time.
class MboxPass {
 public:
  MboxPass(LineReader& lines, const ReadContext& context, RecordSink& out)
      : lines_(lines), context_(context), turns_(context, lines, "mbox", out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    for (std::string_view line; lines_.next(line);) take(line);
    finish();
    if (!any_) {
      throw InputError("has no mail", {lines_.name()}, "a folder of mails is mbox: each begins with a line From ...");
    }
    if (!turns_.is_open()) open(MailMessage{});
    turns_.close();
  }

 private:
  void take(std::string_view line) {
    const bool in_length = lines_.offset() < length_end_;
    if (!in_length && is_mail_separator(line)) {
      finish();
      begin();
      is_folder_ = true;
      return;
    }
    if (!in_mail_) {
      if (trim(line).empty()) return;
      begin();
    }
    if (too_long_) return;
    if (in_header_) {
      take_header(line);
    } else if (is_folder_ && is_quoted_separator(line)) {
      append(line.substr(1));
    } else {
      append(line);
    }
  }

  void begin() {
    mail_.clear();
    in_mail_ = in_header_ = true;
    too_long_ = false;
    part_ends_ = boundaries_ = 0;
    length_.reset();
    length_end_ = 0;
    line_ = lines_.line();
  }

  void take_header(std::string_view line) {
    if (mail_field(line) == "content-length") {
      const std::string_view value = trim(line.substr(line.find(':') + 1));
      std::size_t length = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
      if (error == std::errc{} && end == value.data() + value.size()) length_ = length;
    }
    if (line.empty()) {
      in_header_ = false;
      append(line);
      if (is_folder_ && length_ && *length_ <= kMaxContentLength) believe_length(*length_);
      return;
    }
    append(line);
    if (mail_.size() > kMaxMailHeader) give_up("the header of a mail is longer than 1 MiB");
  }

  /// A mail's own length protects lines "From " in its body, if the next mail or the end stands behind it.
  void believe_length(std::size_t length) {
    const std::string_view ahead = lines_.peek(length + 512);
    if (ahead.size() < length) return;
    std::string_view rest = ahead.substr(length);
    while (rest.starts_with('\n') || rest.starts_with('\r')) rest.remove_prefix(1);
    if (!rest.empty() && !is_mail_separator(rest.substr(0, rest.find_first_of("\r\n")))) return;
    // The first byte ahead belongs to the line behind this one; whether this one ended in LF or CRLF, it has passed.
    length_end_ = lines_.offset() + 1 + length;
  }

  void append(std::string_view line) {
    if (mail_.size() + line.size() > kMaxMail) {
      give_up("a mail is longer than 64 MiB");
      return;
    }
    mail_ += line;
    mail_ += '\n';
    part_ends_ += line.starts_with("--");
    if (line.find('=') != std::string_view::npos) boundaries_ += lower(line).find("boundary") != std::string::npos;
    if (part_ends_ * boundaries_ > kMaxMailParts) give_up("a mail has too many parts");
  }

  void give_up(const char* what) {
    too_long_ = true;
    any_ = true;
    context_.piece();
    context_.fault({lines_.name(), line_}, what, "take it out of the folder", std::string_view(mail_));
    mail_.clear();
    mail_.shrink_to_fit();
  }

  void open(const MailMessage& mail) {
    Clock clock{.type = Clock::Type::calendar, .start = mail.date, .zone = mail.zone.empty() ? "UTC" : mail.zone};
    turns_.open(episode_id(context_, lines_), std::move(clock), mail.subject);
  }

  void finish() {
    if (!in_mail_) return;
    in_mail_ = false;
    if (too_long_) return;
    any_ = true;
    context_.piece();
    const Place place{lines_.name(), line_};
    MailMessage mail = parse_mail(mail_);
    if (!turns_.is_open()) open(mail);
    if (mail.is_mended) {
      context_.diagnostics.add("bad_encoding", "a mail's bytes were not of the character set that it names", place);
    }
    if (!mail.date) context_.diagnostics.add("no_date", "a mail has no date that can be read", place);
    OwnText own = own_text(mail.text);
    if (own.has_quote) context_.diagnostics.add("quote_left_out", "what a mail quotes is left out", place);
    if (own.has_signature) context_.diagnostics.add("signature_left_out", "a mail's signature is left out", place);
    if (own.text.empty() && !mail.has_attachment && (own.has_quote || own.has_signature)) {
      context_.skip("only_quote", "a mail that says nothing but quotes is left out", place);
      return;
    }
    Turn turn;
    turn.speaker = turns_.speaker(mail.address, mail.name.empty() ? mail.address : mail.name);
    turn.text = std::move(own.text);
    if (turn.text.empty() && mail.has_attachment) turn.event = "media";
    if (mail.date) turn.time = TimeRange{*mail.date, *mail.date};
    turn.id = std::move(mail.id);
    turn.reply_to = std::move(mail.reply_to);
    turns_.write(std::move(turn), place);
  }

  LineReader& lines_;
  const ReadContext& context_;
  TurnWriter turns_;
  std::string mail_;
  std::size_t line_ = 0;
  bool in_mail_ = false, in_header_ = false, too_long_ = false, is_folder_ = false, any_ = false;
  std::optional<std::size_t> length_;
  std::size_t length_end_ = 0;
  std::size_t part_ends_ = 0, boundaries_ = 0;
};

class MboxReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    while (head.starts_with('\n') || head.starts_with('\r')) head.remove_prefix(1);
    if (is_mail_separator(head.substr(0, head.find_first_of("\r\n")))) return 0.97;
    return is_mail_header(head) ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"(From ann@example.org Wed May  1 18:30:05 2024
From: Ann <ann@example.org>
Date: Wed, 1 May 2024 18:30:05 +0200
Message-ID: <1@example.org>
Subject: The garden

Shall we plant beans?
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    lines.as_bytes();
    MboxPass(lines, context, out).run();
  }
};

}  // namespace

void register_mbox(Engine& engine) {
  engine.add<Reader>({.name = "mbox",
                      .room = "io/formats",
                      .what = "A folder of mails, or one mail; each is a turn, without quotes and signature",
                      .units = "turns; calendar time",
                      .source = "RFC 4155, RFC 5322"},
                     [](const Engine&, const Options&) { return std::make_unique<MboxReader>(); });
}

}  // namespace affect::io
