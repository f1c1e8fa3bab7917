// The reader of vocab.txt.
#include <limits>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/text/wordpiece.h"
#include "io/utf8.h"
#include "model/store/mapped_file.h"
#include "model/text/piece_trie.h"

namespace affect::model {
namespace {

[[noreturn]] void refuse_vocabulary(std::string_view what, const std::string& name, std::size_t line) {
  throw ModelError(fmt::format("not a WordPiece vocabulary: {}", what), {name, line, 0},
                   "fetch the vocab.txt of the model again");
}

}  // namespace

std::unique_ptr<const WordPiece> WordPiece::open(const std::string& path) {
  const MappedFile file(path);
  return of({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()}, path);
}

std::unique_ptr<const WordPiece> WordPiece::of(std::string_view lines, const std::string& name) {
  if (lines.size() > std::numeric_limits<std::int32_t>::max()) refuse_vocabulary("it is too large", name, 0);
  PieceList pieces;
  std::unordered_map<std::string_view, std::int32_t> ids;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view piece = lines.substr(0, end);
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t line = pieces.size() + 1;
    if (piece.empty()) refuse_vocabulary("a line is empty", name, line);
    if (!io::is_utf8(piece)) refuse_vocabulary("a line is not UTF-8", name, line);
    if (!ids.emplace(piece, static_cast<std::int32_t>(pieces.size())).second) {
      refuse_vocabulary(fmt::format("\"{}\" stands twice", piece), name, line);
    }
    pieces.add(piece);
  }
  const auto id_of = [&](std::string_view piece) {
    const auto found = ids.find(piece);
    if (found == ids.end()) refuse_vocabulary(fmt::format("there is no {}", piece), name, 0);
    return found->second;
  };
  TokenFrame frame;
  frame.begin = id_of("[CLS]");
  frame.end = id_of("[SEP]");
  frame.padding = id_of("[PAD]");
  frame.unknown = id_of("[UNK]");
  frame.mask = id_of("[MASK]");
  frame.second_type = 1;
  return std::unique_ptr<const WordPiece>(new WordPiece(std::move(pieces), frame));
}

}  // namespace affect::model
