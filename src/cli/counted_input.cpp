#include "cli/counted_input.h"

#include <map>
#include <memory>
#include <utility>

namespace affect::cli {
namespace {

using Tell = std::function<void(std::size_t)>;

class CountedSource final : public io::ByteSource {
 public:
  CountedSource(std::unique_ptr<io::ByteSource> source, Tell tell)
      : source_(std::move(source)), tell_(std::move(tell)) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t got = source_->read(into, size);
    tell_(got);
    return got;
  }
  const std::string& name() const override { return source_->name(); }
  std::string_view path() const override { return source_->path(); }
  bool has_grown() const override { return source_->has_grown(); }

 private:
  std::unique_ptr<io::ByteSource> source_;
  Tell tell_;
};

class CountedFolder final : public io::Folder {
 public:
  CountedFolder(const io::Folder& folder, const Tell& tell) : folder_(folder), tell_(tell) {}
  const std::string& name() const override { return folder_.name(); }
  const std::vector<std::string>& files() const override { return folder_.files(); }
  const LeftOut& left_out() const override { return folder_.left_out(); }
  bool is_archive() const override { return folder_.is_archive(); }
  std::unique_ptr<io::ByteSource> open(std::string_view file) const override {
    const auto tell = [this, &most = most_[std::string(file)], at = std::size_t{0}](std::size_t got) mutable {
      at += got;
      if (at > most) tell_(at - std::exchange(most, at));
    };
    return std::make_unique<CountedSource>(folder_.open(file), tell);
  }

 private:
  const io::Folder& folder_;
  const Tell& tell_;
  mutable std::map<std::string, std::size_t> most_;  ///< bytes of a file that were read before
};

}  // namespace

void read_counted(const Engine& engine, const std::string& path, const io::ReadContext& context, RecordSink& out,
                  const std::function<void(std::size_t)>& read) {
  if (!io::is_folder(path)) {
    CountedSource source(io::open_source(path), read);
    return io::read_source(engine, source, context, out);
  }
  const auto folder = io::open_folder(path);
  io::read_folder(engine, CountedFolder(*folder, read), context, out);
}

}  // namespace affect::cli
