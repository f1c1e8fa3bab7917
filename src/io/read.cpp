#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "affect/io/reader.h"
#include "io/ascii.h"
#include "io/spreadsheet.h"

namespace affect::io {
namespace {

constexpr std::size_t kFirstLook = 64;
constexpr std::size_t kHead = 64u << 10;
constexpr std::size_t kMaxRaw = 4u << 10;

struct Magic {
  std::string_view bytes;
  std::size_t offset;
  std::string_view what;
  std::string_view hint;
};

using std::string_view_literals::operator""sv;

constexpr Magic kMagics[] = {
    {"\x1F\x8B"sv, 0, "is packed with gzip twice over", "unpack it once: gzip -dc FILE | affect track -"},
    {"\x28\xB5\x2F\xFD"sv, 0, "is packed with zstd twice over", "unpack it once: zstd -dc FILE | affect track -"},
    {"\xFD\x37zXZ\0"sv, 0, "is packed with xz, which is not read", "unpack it: xz -dc FILE | affect track -"},
    {"BZh"sv, 0, "is packed with bzip2, which is not read", "unpack it: bzip2 -dc FILE | affect track -"},
    {"PK\x03\x04"sv, 0, "is a zip archive or an office document (Excel, OpenDocument, Numbers)",
     "unpack it, or save it as text; a spreadsheet as CSV UTF-8"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, 0, "is an old Excel workbook or office document",
     "in Excel: File, Save As, CSV UTF-8 (Comma delimited)"},
    {"%PDF-"sv, 0, "is a PDF document", "save it as text"},
    {"{\\rtf"sv, 0, "is an RTF document", "save it as text"},
    {"RIFF"sv, 0, "is sound or video, which is not read yet", "give its transcript or subtitles"},
    {"OggS"sv, 0, "is sound or video, which is not read yet", "give its transcript or subtitles"},
    {"fLaC"sv, 0, "is sound or video, which is not read yet", "give its transcript or subtitles"},
    {"ID3"sv, 0, "is sound or video, which is not read yet", "give its transcript or subtitles"},
    {"\x1A\x45\xDF\xA3"sv, 0, "is sound or video, which is not read yet", "give its transcript or subtitles"},
    {"ftyp"sv, 4, "is sound or video, which is not read yet", "give its transcript or subtitles"},
};

void refuse_binary(std::string_view head, const std::string& name) {
  for (const Magic& magic : kMagics) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) {
      throw InputError(std::string(magic.what), {name}, std::string(magic.hint));
    }
  }
  const auto nuls = std::count(head.begin(), head.end(), '\0');
  if (nuls * 3 > static_cast<std::ptrdiff_t>(head.size())) {
    throw InputError("is not text, or UTF-16 without a byte order mark", {name},
                     "if it is text, convert it: iconv -f UTF-16LE -t UTF-8");
  }
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B && byte != 0x15;
  });
  if (controls * 20 > static_cast<std::ptrdiff_t>(head.size())) {
    throw InputError("is not text", {name}, "give a transcript, subtitles, a table, a diary or a signal as text");
  }
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
  if (!reject) throw InputError(std::move(what), place, std::move(hint));
  if (ledger != nullptr) {
    for (std::size_t i = 0; i < pieces; ++i) ledger->reject(what);
  }
  diagnostics.add("rejected", "what cannot be read is skipped; first: " + what, place, hint);
  reject({place, std::move(what), std::move(hint), std::string(raw.substr(0, kMaxRaw))});
}

void read_source(const Engine& engine, ByteSource& source, const ReadContext& context, RecordSink& out) {
  LineReader lines(source, context);
  try {
    const std::string_view head = lines.peek(kFirstLook).substr(0, kHead);
    if (head.empty()) throw InputError("has nothing in it", {source.name()});
    refuse_binary(head, source.name());
    if (!context.format.empty()) {
      engine.make<Reader>(context.format)->read(lines, context, out);
    } else {
      const ReaderPart& part = *find_reader(engine, lines);
      part.make(engine, Options(part.entry.options, {}))->read(lines, context, out);
    }
  } catch (const InputError&) {
    // Where nothing could be made of what came, what stopped it is the cause.
    if (lines.failure()) throw InputError(*lines.failure());
    throw;
  }
  lines.finish(context);
}

void read_file(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out) {
  const auto source = open_source(path);
  read_source(engine, *source, context, out);
}

void read_folder(const Engine& engine, const Folder& folder, const ReadContext& context, RecordSink& out) {
  refuse_spreadsheet(folder);
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
  const std::string top = context.episode.empty() ? std::string(file_name(folder.name())) : context.episode;
  for (const std::string& file : folder.files()) {
    ReadContext inner = context;
    inner.episode = top + '/' + without_ending(file);
    const auto source = folder.open(file);
    read_source(engine, *source, inner, out);
  }
}

void read_path(const Engine& engine, const std::string& path, const ReadContext& context, RecordSink& out) {
  if (!is_folder(path)) return read_file(engine, path, context, out);
  const auto folder = open_folder(path);
  read_folder(engine, *folder, context, out);
}

}  // namespace affect::io
