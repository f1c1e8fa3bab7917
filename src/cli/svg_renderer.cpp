#include "cli/svg_renderer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kBetweenLooks = std::chrono::milliseconds(5);
constexpr std::string_view kPngHead = "\x89PNG\r\n\x1a\n";

/// A folder that only its owner may read, and that is gone at the end.
class Workplace {
 public:
  Workplace() {
    std::string pattern = (fs::temp_directory_path() / "affect-figure-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      throw IoError(fmt::format("cannot be made: {}", std::strerror(errno)), {pattern}, "TMPDIR names another place");
    }
    path_ = pattern;
  }
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

struct Job {
  std::string svg, png;  ///< paths
  int dpi = 0;
  std::string window;  ///< "680,300": width and height in 1/96 inch, rounded up
};

struct Renderer {
  std::string_view program;
  std::vector<std::string> (*arguments)(const Job& job);
};

std::vector<std::string> for_rsvg(const Job& job) {
  const std::string dpi = std::to_string(job.dpi);
  return {"--dpi-x", dpi, "--dpi-y", dpi, "--output", job.png, job.svg};
}
std::vector<std::string> for_inkscape(const Job& job) {
  return {job.svg, "--export-type=png", fmt::format("--export-dpi={}", job.dpi), "--export-filename=" + job.png};
}
std::vector<std::string> for_chromium(const Job& job) {
  return {"--headless",
          "--disable-gpu",
          "--hide-scrollbars",
          fmt::format("--force-device-scale-factor={:.4f}", job.dpi / 96.0),
          "--window-size=" + job.window,
          "--screenshot=" + job.png,
          "file://" + job.svg};
}
std::vector<std::string> for_magick(const Job& job) { return {"-density", std::to_string(job.dpi), job.svg, job.png}; }

/// Those first that draw text as it is meant.
constexpr std::array kRenderers{Renderer{"rsvg-convert", for_rsvg},      Renderer{"inkscape", for_inkscape},
                                Renderer{"chromium", for_chromium},      Renderer{"chromium-browser", for_chromium},
                                Renderer{"google-chrome", for_chromium}, Renderer{"magick", for_magick},
                                Renderer{"convert", for_magick}};

bool lies_in_path(std::string_view program) {
  const char* value = std::getenv("PATH");
  std::string_view folders = value == nullptr ? "" : value;
  while (!folders.empty()) {
    const std::size_t colon = std::min(folders.find(':'), folders.size());
    const std::string file = fmt::format("{}/{}", folders.substr(0, colon), program);
    if (access(file.c_str(), X_OK) == 0 && !fs::is_directory(file)) return true;
    folders.remove_prefix(std::min(colon + 1, folders.size()));
  }
  return false;
}

const Renderer& found_renderer() {
  const auto found = std::find_if(kRenderers.begin(), kRenderers.end(),
                                  [](const Renderer& renderer) { return lies_in_path(renderer.program); });
  if (found != kRenderers.end()) return *found;
  throw ConfigError("no program here makes a PNG of an SVG", {},
                    "install rsvg-convert (librsvg2-bin), inkscape, chromium or imagemagick; or write .svg");
}

/// Of the document's own width and height in points.
std::string window_of(const std::string& svg) {
  double width = 0, height = 0;
  const std::size_t at = svg.find(" width=\"");
  if (at != std::string::npos) std::sscanf(svg.c_str() + at, " width=\"%lfpt\" height=\"%lfpt\"", &width, &height);
  return fmt::format("{:.0f},{:.0f}", std::ceil(width * 96 / 72), std::ceil(height * 96 / 72));
}

/// Its exit status, or nothing where it had to be ended.
std::optional<int> run_renderer(const Renderer& renderer, const Job& job, const std::string& log) {
  std::vector<std::string> words{std::string(renderer.program)};
  for (std::string& word : renderer.arguments(job)) words.push_back(std::move(word));
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw IoError(fmt::format("cannot be run: {}", std::strerror(failed)), {words[0]});

  const auto end = std::chrono::steady_clock::now() + kPatience;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return std::nullopt;
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string file_content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string first_line(const std::string& text) {
  const auto begin = text.find_first_not_of("\r\n ");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

}  // namespace

std::string render_png(const std::string& svg, int dpi) {
  const Renderer& renderer = found_renderer();
  const Workplace place;
  const Job job{place / "figure.svg", place / "figure.png", dpi, window_of(svg)};
  const std::string log = place / "log";
  {
    std::ofstream file(job.svg, std::ios::binary);
    if (!(file << svg).flush()) throw IoError("cannot be written", {job.svg}, "TMPDIR names another place");
  }
  const auto status = run_renderer(renderer, job, log);
  const std::string program(renderer.program), hint = "write .svg, and make a PNG of it with another program";
  if (!status) throw IoError(fmt::format("did not end within {} s", kPatience.count()), {program}, hint);
  std::string png = file_content(job.png);
  if (*status == 0 && png.starts_with(kPngHead)) return png;
  const std::string said = first_line(file_content(log));
  throw IoError(fmt::format("made no PNG (exit {}){}{}", *status, said.empty() ? "" : ": ", said), {program}, hint);
}

}  // namespace affect::cli
