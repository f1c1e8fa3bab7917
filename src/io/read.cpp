#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "affect/io/reader.h"
#include "io/ascii.h"
#include "io/office.h"
#include "io/open_episodes.h"

namespace affect::io {
namespace {

constexpr std::size_t kFirstLook = 64;
constexpr std::size_t kHead = 64u << 10;
constexpr std::size_t kMaxRaw = 4u << 10;

/// What is no text, by its first bytes.
struct Magic {
  std::string_view bytes;
  std::size_t offset;
  std::string_view what;
  std::string_view hint;
  std::string_view kind = "other files";  ///< in a folder, where it is left out
};

using std::string_view_literals::operator""sv;

constexpr std::string_view kPictures = "pictures", kMedia = "sound and video", kDocuments = "documents",
                           kPacked = "packed files", kCards = "contacts and dates";
constexpr std::string_view kMendHint = "mend it there, or --keep-going";
constexpr std::string_view kGiveText = "give its transcript or subtitles";
constexpr Magic kMagics[] = {
    {"\x1F\x8B"sv, 0, "is packed with gzip twice over", "unpack it once: gzip -dc FILE | affect track -", kPacked},
    {"\x28\xB5\x2F\xFD"sv, 0, "is packed with zstd twice over", "unpack it once: zstd -dc FILE | affect track -",
     kPacked},
    {"\xFD\x37zXZ\0"sv, 0, "is packed with xz, which is not read", "unpack it: xz -dc FILE | affect track -", kPacked},
    {"BZh"sv, 0, "is packed with bzip2, which is not read", "unpack it: bzip2 -dc FILE | affect track -", kPacked},
    {"7z\xBC\xAF\x27\x1C"sv, 0, "is a 7z archive", "unpack it, and name the folder", kPacked},
    {"Rar!\x1A\x07"sv, 0, "is a RAR archive", "unpack it, and name the folder", kPacked},
    {"PK\x03\x04"sv, 0, "is a zip archive or an office document", "name it as a file, or save it as text", kPacked},
    {"PK\x05\x06"sv, 0, "is an empty zip archive", "", kPacked},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, 0, "is an old Excel workbook or office document",
     "in Excel: File, Save As, CSV UTF-8 (Comma delimited); else as plain text", kDocuments},
    {"%PDF-"sv, 0, "is a PDF document", "save it as text", kDocuments},
    {"{\\rtf"sv, 0, "is an RTF document", "save it as text", kDocuments},
    {"SQLite format 3\0"sv, 0, "is a database (SQLite)", "export the conversation from the app itself"},
    {"\x7F"
     "ELF"sv,
     0, "is a program", ""},
    {"BEGIN:VCARD"sv, 0, "is a contact (vCard)", "give the conversation itself", kCards},
    {"BEGIN:VCALENDAR"sv, 0, "is a calendar", "give the conversation itself", kCards},
    {"\xFF\xD8\xFF"sv, 0, "is a picture", "give the conversation as text", kPictures},
    {"\x89PNG\r\n"sv, 0, "is a picture", "give the conversation as text", kPictures},
    {"GIF8"sv, 0, "is a picture", "give the conversation as text", kPictures},
    {"WEBP"sv, 8, "is a picture", "give the conversation as text", kPictures},
    {"ftyphei"sv, 4, "is a picture", "give the conversation as text", kPictures},
    {"ftypavif"sv, 4, "is a picture", "give the conversation as text", kPictures},
    {"RIFF"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"OggS"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"fLaC"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"ID3"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"\xFF\xFB"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"#!AMR"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"\x1A\x45\xDF\xA3"sv, 0, "is sound or video, which is not read yet", kGiveText, kMedia},
    {"ftyp"sv, 4, "is sound or video, which is not read yet", kGiveText, kMedia},
};
constexpr Magic kWebPage{"", 0, "is a web page (HTML)", "export the conversation as JSON or as text", "web pages"};
constexpr Magic kNoText{"", 0, "is not text", "give a transcript, subtitles, a table, a diary or a signal as text"};

bool is_web_page(std::string_view head) {
  const std::string begin = lower(head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()), 16));
  return begin.starts_with("<!doctype html") || begin.starts_with("<html");
}

/// Passes bytes on, and knows the first ones, which may be no text to decode.
class WatchedSource final : public ByteSource {
 public:
  explicit WatchedSource(ByteSource& source) : source_(source) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t got = source_.read(into, size);
    if (first_.size() < kFirstLook) first_.append(into, std::min(got, kFirstLook - first_.size()));
    return got;
  }
  const std::string& name() const override { return source_.name(); }
  std::string_view path() const override { return source_.path(); }
  bool has_grown() const override { return source_.has_grown(); }
  std::string_view first() const { return first_; }

 private:
  ByteSource& source_;
  std::string first_;
};

/// What a file is that is no text, by its first bytes and these decoded; or nothing.
const Magic* no_text(std::string_view first, std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (first.size() >= magic.offset && first.substr(magic.offset).starts_with(magic.bytes)) return &magic;
  }
  if (is_web_page(head)) return &kWebPage;
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B && byte != 0x15;
  });
  return controls * 20 > static_cast<std::ptrdiff_t>(head.size()) ? &kNoText : nullptr;
}

using ReaderPart = Component<Reader>;

/// The surest reader and how sure it is; the first of equals.
std::pair<const ReaderPart*, double> surest_reader(const Engine& engine, std::string_view head, std::string_view name) {
  std::pair<const ReaderPart*, double> best{nullptr, 0};
  for (const ReaderPart& part : engine.components<Reader>()) {
    const double sure = part.make(engine, Options(part.entry.options, {}))->recognises(head, name);
    if (sure > best.second) best = {&part, sure};
  }
  return best;
}

/// Looks at what a pipe gives at once first, so that a live stream is not held up.
const ReaderPart* find_reader(const Engine& engine, LineReader& lines) {
  for (const std::size_t size : {kFirstLook, kHead}) {
    const auto [part, sure] = surest_reader(engine, lines.peek(size).substr(0, kHead), without_packing(lines.name()));
    if (part != nullptr && (sure >= 1 || size == kHead)) return part;
  }
  std::string names;
  for (const ReaderPart& part : engine.components<Reader>()) {
    names += (names.empty() ? "" : ", ") + part.entry.name;
  }
  throw InputError("is in none of the formats that are read: " + names, {lines.name()},
                   "name the format with --format NAME");
}

void read_lines(const Engine& engine, const WatchedSource& source, LineReader& lines, const ReadContext& context,
                RecordSink& out) {
  bool is_text = false;
  try {
    const std::string_view head = lines.peek(kFirstLook).substr(0, kHead);
    if (head.empty()) throw InputError("has nothing in it", {lines.name()}, "was it saved, or exported, to its end?");
    if (const Magic* magic = no_text(source.first(), head)) {
      throw InputError(std::string(magic->what), {lines.name()}, std::string(magic->hint));
    }
    is_text = true;
    if (!context.format.empty()) {
      engine.make<Reader>(context.format)->read(lines, context, out);
    } else {
      const ReaderPart& part = *find_reader(engine, lines);
      part.make(engine, Options(part.entry.options, {}))->read(lines, context, out);
    }
  } catch (const InputError& error) {
    // Where nothing could be made of what came, what stopped it is the cause.
    const InputError cause = lines.failure() ? *lines.failure() : error;
    if (!is_text || cause.place().line > 0) throw InputError(cause);
    // What is wrong with a text as a whole is wrong from its beginning.
    const std::string& file = cause.place().file;
    throw InputError(cause.message(), {file.empty() ? lines.name() : file, 1}, cause.hint());
  }
  lines.finish(context);
}

/// The files of a folder, each an episode or more.
class Corpus {
 public:
  Corpus(const Engine& engine, const Folder& folder, const ReadContext& context, RecordSink& out)
      : engine_(engine),
        folder_(folder),
        context_(context),
        out_(out),
        top_(context.episode.empty() ? episode_name(folder.name()) : context.episode) {}

  void read() {
    for (const auto& [kind, count] : folder_.left_out()) {
      for (std::size_t i = 0; i < count; ++i) leave_out(kind, folder_.name());
    }
    const bool alone = folder_.is_archive() && is_one_text();
    for (const std::string& file : folder_.files()) {
      ReadContext inner = context_;
      inner.episode = alone ? top_ : unique(top_ + '/' + without_ending(file));
      try {
        read(file, inner);
      } catch (const InputError& error) {
        if (!context_.reject) throw;
        lose(error);
      }
    }
    if (!out_.any()) throw InputError("holds nothing that is read", {folder_.name()}, "affect formats lists what is");
    if (context_.ledger != nullptr) context_.ledger->unit(unit_);
  }

 private:
  void read(const std::string& file, const ReadContext& inner) {
    const auto opened = folder_.open(file);
    WatchedSource source(*opened);
    LineReader lines(source, inner);
    const std::string_view head = lines.peek(kFirstLook).substr(0, kHead);
    if (head.empty() && !lines.failure()) return leave_out("empty files", source.name());
    if (const Magic* magic = no_text(source.first(), head)) return leave_out(magic->kind, source.name());
    read_lines(engine_, source, lines, inner, out_);
    if (context_.ledger != nullptr) count_as(context_.ledger->unit());
  }

  bool is_one_text() const {
    std::size_t texts = 0;
    for (const std::string& file : folder_.files()) {
      try {
        const auto opened = folder_.open(file);
        WatchedSource source(*opened);
        LineReader lines(source, context_);
        const std::string_view head = lines.peek(kFirstLook).substr(0, kHead);
        texts += !head.empty() && no_text(source.first(), head) == nullptr;
      } catch (const InputError&) {
        ++texts;  // reading it will say what is wrong
      }
    }
    return texts == 1;
  }

  void leave_out(std::string_view kind, const std::string& file) {
    context_.piece();
    if (context_.ledger != nullptr) context_.ledger->skip("files left out: " + std::string(kind));
    context_.diagnostics.add("left_out", "files that hold no text are left out; first: " + std::string(kind), {file});
    count_as("pieces");
  }

  /// The file, or the rest of it, cannot be read.
  void lose(const InputError& error) {
    out_.close();
    const std::size_t at_hand = context_.ledger != nullptr ? context_.ledger->unsettled() : 0;
    if (at_hand == 0) context_.piece();
    if (context_.ledger != nullptr) context_.ledger->lose(0);
    context_.fault(error.place(), error.message(), error.hint(), {}, std::max<std::size_t>(at_hand, 1));
    count_as("pieces");
  }

  /// What is counted in different ways is called pieces.
  void count_as(const std::string& unit) { unit_ = unit_.empty() || unit_ == unit ? unit : "pieces"; }

  /// "a.csv" and "a.txt" are two episodes.
  std::string unique(const std::string& name) {
    std::string given = name;
    for (int i = 2; !names_.insert(given).second; ++i) given = name + '-' + std::to_string(i);
    return given;
  }

  const Engine& engine_;
  const Folder& folder_;
  const ReadContext& context_;
  OpenEpisodes out_;
  std::string top_, unit_;
  std::set<std::string> names_;
};

}  // namespace

void ReadContext::piece(std::size_t pieces) const {
  if (ledger != nullptr) ledger->read(pieces);
}

void ReadContext::keep(std::size_t pieces) const {
  if (ledger != nullptr) ledger->keep(pieces);
}

void ReadContext::skip(std::string code, std::string message, const Place& place, std::string hint) const {
  if (ledger != nullptr) ledger->skip(message);
  diagnostics.add(std::move(code), std::move(message), place, std::move(hint));
}

void ReadContext::fault(const Place& place, std::string what, std::string hint, std::string_view raw,
                        std::size_t pieces) const {
  if (!reject) throw InputError(std::move(what), place, hint.empty() ? std::string(kMendHint) : std::move(hint));
  if (ledger != nullptr) {
    for (std::size_t i = 0; i < pieces; ++i) ledger->reject(what);
  }
  diagnostics.add("rejected", "what cannot be read is skipped; first: " + what, place, hint);
  reject({place, std::move(what), std::move(hint), std::string(raw.substr(0, kMaxRaw))});
}

std::string episode_name(const std::string& path) {
  if (path == "-") return "stdin";
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) return std::string(file_stem(path));
  auto whole = std::filesystem::absolute(path, ignored).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // "talks/"
  return whole.has_filename() ? whole.filename().string() : "folder";
}

void read_source(const Engine& engine, ByteSource& source, const ReadContext& context, RecordSink& out) {
  WatchedSource watched(source);
  LineReader lines(watched, context);
  read_lines(engine, watched, lines, context, out);
}

void read_file(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out) {
  const auto source = open_source(path);
  read_source(engine, *source, context, out);
}

void read_folder(const Engine& engine, const Folder& folder, const ReadContext& context, RecordSink& out) {
  refuse_office(folder);
  if (folder.files().empty())
    throw InputError("holds no files", {folder.name()},
                     "name a folder with transcripts, subtitles, tables or chats in it");
  std::pair<const Component<FolderReader>*, double> best{nullptr, 0};
  for (const auto& part : engine.components<FolderReader>()) {
    if (!context.format.empty() && part.entry.name != context.format) continue;
    const double sure = part.make(engine, Options(part.entry.options, {}))->recognises(folder);
    if (sure > best.second || part.entry.name == context.format) best = {&part, sure};
  }
  if (best.first != nullptr) {
    best.first->make(engine, Options(best.first->entry.options, {}))->read(folder, context, out);
    return;
  }
  Corpus(engine, folder, context, out).read();
}

void read_path(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out) {
  if (!is_folder(path)) return read_file(engine, path, context, out);
  const auto folder = open_folder(path);
  read_folder(engine, *folder, context, out);
}

}  // namespace affect::io
