#include "io/loose_files.h"

#include <algorithm>
#include <string_view>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::string_view kConversationEndings[] = {".txt",  ".csv",      ".tsv", ".json", ".jsonl",
                                                     ".srt",  ".vtt",      ".md",  ".eaf",  ".cha",
                                                     ".mbox", ".textgrid", ".eml", ".xml",  ".log"};

}  // namespace

std::size_t count_loose_files(const Folder& folder, const std::function<bool(const std::string&)>& is_own) {
  const auto is_loose = [&](const std::string& file) {
    const std::string_view name = without_packing(file);
    return file.find('/') == std::string::npos &&
           std::any_of(std::begin(kConversationEndings), std::end(kConversationEndings),
                       [&](std::string_view ending) { return has_ending(name, ending); }) &&
           !is_own(file);
  };
  return static_cast<std::size_t>(std::count_if(folder.files().begin(), folder.files().end(), is_loose));
}

}  // namespace affect::io
