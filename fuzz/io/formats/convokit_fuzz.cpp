// The bytes are a corpus: its utterances, and behind a byte 0 its speakers, and behind another its conversations.
#include <memory>
#include <string>
#include <vector>

#include "affect/io/folder.h"
#include "affect/io/source.h"
#include "io/fuzz_reader.h"

namespace affect::fuzz {
namespace {

class Corpus : public io::Folder {
 public:
  explicit Corpus(std::string_view bytes) {
    for (std::string_view& part : parts_) {
      part = bytes.substr(0, bytes.find('\0'));
      bytes.remove_prefix(std::min(bytes.size(), part.size() + 1));
    }
  }
  const std::string& name() const override { return name_; }
  const std::vector<std::string>& files() const override { return files_; }
  std::unique_ptr<io::ByteSource> open(std::string_view file) const override {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i] == file) return io::memory_source(parts_[i]);
    }
    throw InputError("no such file", {std::string(file)});
  }

 private:
  std::string name_ = "corpus";
  std::vector<std::string> files_ = {"utterances.jsonl", "speakers.json", "conversations.json"};
  std::string_view parts_[3];
};

}  // namespace
}  // namespace affect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return affect::fuzz::read_folder("convokit", affect::fuzz::Corpus({reinterpret_cast<const char*>(data), size}));
}
