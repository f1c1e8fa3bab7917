// Any bytes as the files of any set: the first byte picks the set, the second its split, and each file ends at the
// bytes FF FE. What is read holds its invariants, and the ledger balances.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "affect/io/datasets/census.h"
#include "io/fuzz_reader.h"

namespace {

using namespace affect;

class Pieces : public io::DatasetFiles {
 public:
  Pieces(const io::DatasetSplit& split, std::string_view bytes) : split_(split), bytes_(bytes) {}
  std::unique_ptr<io::ByteSource> open(const std::string& file) const override {
    std::string_view rest = bytes_;
    for (const std::string& name : split_.files) {
      const auto end = std::min(rest.find("\xFF\xFE"), rest.size());
      if (name == file) return io::memory_source(rest.substr(0, end), file);
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    throw IoError("cannot be opened", {file});
  }

 private:
  const io::DatasetSplit& split_;
  std::string_view bytes_;
};

const std::vector<std::unique_ptr<io::Dataset>>& sets() {
  static const auto* const made = [] {
    auto* engine = new Engine;
    io::register_all(*engine);
    auto* all = new std::vector<std::unique_ptr<io::Dataset>>;
    for (const auto& part : engine->components<io::Dataset>()) {
      all->push_back(engine->make<io::Dataset>(part.entry.name));
    }
    return all;
  }();
  return *made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const io::Dataset& set = *sets()[data[0] % sets().size()];
  const io::DatasetSplit& split = set.info().splits[data[1] % set.info().splits.size()];
  const Pieces files(split, {reinterpret_cast<const char*>(data + 2), size - 2});
  Diagnostics diagnostics;
  io::Ledger ledger;
  io::ReadContext context{.diagnostics = diagnostics, .reject = [](const io::Reject&) {}};
  context.ledger = &ledger;
  fuzz::CheckingSink sink;
  try {
    set.read(files, split.name, context, sink);
    if (sink.open() || !ledger.balances()) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
