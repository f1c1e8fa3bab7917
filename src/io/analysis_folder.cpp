#include "affect/io/analysis_folder.h"

#include <filesystem>
#include <map>
#include <system_error>

#include "affect/error.h"
#include "affect/io/output.h"
#include "io/codebook.h"
#include "io/episode_scores.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

/// A folder that is removed again where nothing comes into it.
class FolderOfFiles {
 public:
  explicit FolderOfFiles(const std::string& path) : path_(path) {
    std::error_code error;
    if (fs::exists(path_, error) && !fs::is_directory(path_, error)) {
      throw IoError("is there and is no folder", {path}, "choose another place with -o");
    }
    is_new_ = fs::create_directory(path_, error);
    if (error) throw IoError("cannot be written: " + error.message(), {path}, "choose another place with -o");
  }
  ~FolderOfFiles() {
    std::error_code ignored;
    if (is_new_) fs::remove(path_, ignored);  // fails, as it should, where a file is in it
  }
  FolderOfFiles(const FolderOfFiles&) = delete;
  FolderOfFiles& operator=(const FolderOfFiles&) = delete;

  std::string operator/(std::string_view file) const { return (path_ / file).string(); }

 private:
  fs::path path_;
  bool is_new_ = false;
};

}  // namespace

struct AnalysisFolder::Impl {
  Impl(const Engine& owner, const std::string& path, AnalysisOptions chosen)
      : engine(owner), options(chosen), folder(path), rows(open_output(folder / "rows.csv")) {
    rows->write(analysis_header());
  }

  const Engine& engine;
  AnalysisOptions options;
  FolderOfFiles folder;
  std::unique_ptr<Output> rows;
  std::map<std::string, EpisodeScores> open;
  FoundValues found;

  void accept(Record&& record) {
    auto episode = open.try_emplace(record.episode, engine, options.gap_s).first;
    const bool ends = std::holds_alternative<End>(record.body);
    episode->second.add(std::move(record));
    if (!ends) return;
    episode->second.write([&](const std::string& row) { rows->write(row); }, found);
    open.erase(episode);
  }

  void commit() {
    if (found.empty()) {
      throw InputError("nothing here has a score: no row is written", {},
                       "affect components says what scores; --with NAME runs it");
    }
    const auto codebook = open_output(folder / "codebook.csv");
    codebook->write(codebook_csv(found, options.gap_s));
    const std::string script = options.language == AnalysisLanguage::r ? "analysis.R" : "analysis.py";
    std::unique_ptr<Output> analysis;
    if (std::error_code ignored; !fs::exists(folder / script, ignored)) {
      analysis = open_output(folder / script);
      analysis->write(engine.data("export/" + script));
    }
    codebook->commit();
    if (analysis) analysis->commit();
    rows->commit();
  }
};

AnalysisFolder::AnalysisFolder(const Engine& engine, const std::string& path, AnalysisOptions options)
    : impl_(std::make_unique<Impl>(engine, path, options)) {}
AnalysisFolder::~AnalysisFolder() = default;
void AnalysisFolder::accept(Record&& record) { impl_->accept(std::move(record)); }
void AnalysisFolder::commit() { impl_->commit(); }

}  // namespace affect::io
