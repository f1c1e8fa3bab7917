#include "io/mail_message.h"

#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <gmime/gmime.h>

#include "io/ascii.h"
#include "io/flowed_text.h"
#include "io/html_text.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

/// Parts that nest deeper are left out as attachments are.
constexpr int kMaxPartDepth = 32;

template <class Type>
struct MailUnref {
  void operator()(Type* object) const { g_object_unref(object); }
};
template <class Type>
using MailObject = std::unique_ptr<Type, MailUnref<Type>>;

struct MailOptionsFree {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

/// The same wherever the program runs: headers that name no character set are UTF-8 or Windows-1252.
std::unique_ptr<GMimeParserOptions, MailOptionsFree> mail_options() {
  static const bool ready = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(ready);
  std::unique_ptr<GMimeParserOptions, MailOptionsFree> options(g_mime_parser_options_new());
  std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
  return options;
}

std::string clean_mail_text(const char* text) {
  std::string clean;
  if (text != nullptr) append_clean_utf8(text, clean);
  return clean;
}

/// "<a@b>" of a header, the first or the last one; or empty.
std::string mail_id(const char* header, bool last) {
  const std::string_view text(header == nullptr ? "" : header);
  const auto open = last ? text.rfind('<') : text.find('<');
  if (open == std::string_view::npos) return {};
  const auto close = text.find('>', open);
  if (close == std::string_view::npos) return {};
  std::string id;
  append_clean_utf8(trim(text.substr(open + 1, close - open - 1)), id);
  return id;
}

void read_sender(GMimeMessage* message, MailMessage& mail) {
  InternetAddressList* list = g_mime_message_get_from(message);
  if (list == nullptr || internet_address_list_length(list) == 0) list = g_mime_message_get_sender(message);
  if (list == nullptr || internet_address_list_length(list) == 0) return;
  InternetAddress* first = internet_address_list_get_address(list, 0);
  mail.name = trim(clean_mail_text(internet_address_get_name(first)));
  if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
    mail.address = lower(clean_mail_text(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))));
  }
}

void read_date(GMimeMessage* message, MailMessage& mail) {
  GDateTime* date = g_mime_message_get_date(message);
  if (date == nullptr) return;
  mail.date = static_cast<Seconds>(g_date_time_to_unix(date));
  const auto minutes = static_cast<int>(g_date_time_get_utc_offset(date) / 60'000'000);
  const int size = minutes < 0 ? -minutes : minutes;
  mail.zone = minutes == 0 ? "UTC" : fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

/// Decoded: transfer encoding, then character set.
std::string bytes_of_part(GMimePart* part, const char* charset) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const MailObject<GMimeStream> memory(g_mime_stream_mem_new());
  const MailObject<GMimeStream> filtered(g_mime_stream_filter_new(memory.get()));
  if (GMimeFilter* filter = charset == nullptr ? nullptr : g_mime_filter_charset_new(charset, "utf-8")) {
    g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered.get()), filter);
    g_object_unref(filter);
  }
  g_mime_data_wrapper_write_to_stream(content, filtered.get());
  g_mime_stream_flush(filtered.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// Of the part's content type, small.
std::string parameter_of(GMimeObject* object, const char* name) {
  const char* value = g_mime_object_get_content_type_parameter(object, name);
  return lower(value == nullptr ? "" : value);
}

std::string text_of_part(GMimePart* part, bool& mended) {
  const char* charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
  const std::string name = lower(charset == nullptr ? "" : charset);
  const bool is_plain = name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii";
  std::string bytes = bytes_of_part(part, is_plain ? nullptr : charset);
  if (!is_utf8(bytes)) {
    mended = true;
    if (is_plain) bytes = bytes_of_part(part, "windows-1252");
  }
  std::string clean;
  append_clean_utf8(bytes, clean);
  std::string text;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    if (clean[i] != '\r') {
      text += clean[i];
    } else if (i + 1 == clean.size() || clean[i + 1] != '\n') {
      text += '\n';
    }
  }
  return text;
}

struct MailBody {
  std::string text;
  bool has_attachment = false, is_mended = false;

  void add(std::string_view more) {
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += more;
  }
};

void read_body(GMimeObject* object, int depth, MailBody& body);

/// Of ways to say the same, the plain one; else the last that says anything.
void read_alternative(GMimeMultipart* parts, int depth, MailBody& body) {
  MailBody best;
  bool is_plain = false;
  const int count = g_mime_multipart_get_count(parts);
  for (int i = 0; i < count && !is_plain; ++i) {
    GMimeObject* part = g_mime_multipart_get_part(parts, i);
    MailBody here;
    read_body(part, depth, here);
    best.has_attachment = best.has_attachment || here.has_attachment;
    best.is_mended = best.is_mended || here.is_mended;
    if (here.text.find_first_not_of(" \t\n") == std::string::npos) continue;
    best.text = std::move(here.text);
    is_plain = g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain") != 0;
  }
  body.add(best.text);
  body.has_attachment = body.has_attachment || best.has_attachment;
  body.is_mended = body.is_mended || best.is_mended;
}

void read_body(GMimeObject* object, int depth, MailBody& body) {
  if (object == nullptr) return;
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (GMIME_IS_MULTIPART(object) && depth < kMaxPartDepth) {
    GMimeMultipart* parts = GMIME_MULTIPART(object);
    if (g_mime_content_type_is_type(type, "multipart", "alternative") != 0) {
      read_alternative(parts, depth + 1, body);
      return;
    }
    const int count = g_mime_multipart_get_count(parts);
    for (int i = 0; i < count; ++i) read_body(g_mime_multipart_get_part(parts, i), depth + 1, body);
    return;
  }
  const char* disposition = g_mime_object_get_disposition(object);
  const bool is_text = GMIME_IS_PART(object) && g_mime_content_type_is_type(type, "text", "*") != 0;
  if (!is_text || (disposition != nullptr && lower(disposition) == "attachment")) {
    // A signature of the mail itself is nothing that somebody sent along.
    const bool is_seal = g_mime_content_type_is_type(type, "application", "pgp-signature") != 0 ||
                         g_mime_content_type_is_type(type, "application", "pkcs7-signature") != 0;
    body.has_attachment = body.has_attachment || !is_seal;
    return;
  }
  const std::string text = text_of_part(GMIME_PART(object), body.is_mended);
  if (g_mime_content_type_is_type(type, "text", "html") == 0) {
    const bool is_flowed = parameter_of(object, "format") == "flowed";
    body.add(is_flowed ? joined_flowed_text(text, parameter_of(object, "delsp") == "yes") : text);
    return;
  }
  std::string plain;
  append_html_text(text, plain);
  body.add(plain);
}

}  // namespace

MailMessage parse_mail(std::string_view bytes) {
  MailMessage mail;
  const auto options = mail_options();
  const MailObject<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const MailObject<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const MailObject<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options.get()));
  if (message == nullptr) return mail;
  GMimeObject* const object = GMIME_OBJECT(message.get());
  mail.id = clean_mail_text(g_mime_message_get_message_id(message.get()));
  mail.reply_to = mail_id(g_mime_object_get_header(object, "In-Reply-To"), false);
  if (mail.reply_to.empty()) mail.reply_to = mail_id(g_mime_object_get_header(object, "References"), true);
  mail.subject = clean_mail_text(g_mime_message_get_subject(message.get()));
  read_sender(message.get(), mail);
  read_date(message.get(), mail);
  MailBody body;
  read_body(g_mime_message_get_mime_part(message.get()), 0, body);
  mail.text = std::move(body.text);
  mail.has_attachment = body.has_attachment;
  mail.is_mended = body.is_mended;
  return mail;
}

}  // namespace affect::io
