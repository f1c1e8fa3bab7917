#include "model/store/http.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "affect/error.h"
#include "model/store/child_program.h"
#include "model/store/url.h"

namespace affect::model {
namespace {

/// Exit statuses of curl.
constexpr int kHttpError = 22, kNoRange = 33;
constexpr std::array kPassing{18, 28, 52, 55, 56, 92};  // cut, too slow, no answer, send, receive, stream
constexpr std::array kPassingAnswers{408, 425, 429, 500, 502, 503, 504};
constexpr int kRangeNotSatisfiable = 416;

/// A value in a configuration of curl.
std::string curl_value(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) < 0x20) throw IoError("an address with a control character is not fetched");
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + "\"";
}

/// On standard input, since everybody sees arguments and an address may hold a password.
std::string curl_configuration(const HttpAccess& access, const std::string& url, std::uint64_t from) {
  std::string text = fmt::format("url = {}\n", curl_value(url));
  if (from > 0) text += fmt::format("continue-at = {}\n", from);
  if (!access.proxy.empty()) text += fmt::format("proxy = {}\n", curl_value(access.proxy));
  const char* own = std::getenv("CURL_CA_BUNDLE");
  if (!access.certificate.empty() && (own == nullptr || *own == '\0')) {
    text += fmt::format("cacert = {}\n", curl_value(access.certificate));
  }
  return text;
}

/// "404 https://host/x" at the end of what curl said.
void read_answer(HttpEnd& end) {
  const std::size_t mark = end.said.rfind('\n', end.said.size() < 2 ? 0 : end.said.size() - 2);
  if (mark == std::string::npos) return;
  const std::string_view last = std::string_view(end.said).substr(mark + 1);
  const std::size_t space = last.find(' ');
  if (space == std::string_view::npos) return;
  std::from_chars(last.data(), last.data() + space, end.status);
  end.url = last.substr(space + 1, last.find('\n') - space - 1);
  end.said.resize(mark);
  while (!end.said.empty() && end.said.back() == '\n') end.said.pop_back();
}

template <std::size_t kSize>
bool holds(const std::array<int, kSize>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool HttpEnd::has_no_ranges() const { return exit == kNoRange || status == kRangeNotSatisfiable; }

bool HttpEnd::may_pass() const { return exit == kHttpError ? holds(kPassingAnswers, status) : holds(kPassing, exit); }

HttpEnd http_get(const HttpAccess& access, const std::string& url, std::uint64_t from,
                 const std::function<bool(std::string_view)>& take) {
  // No file of settings (-q), no patterns in addresses, nothing but the web, and an end to what stands still.
  const std::vector<std::string> words{"curl",
                                       "-q",
                                       "--fail",
                                       "--silent",
                                       "--location",
                                       "--show-error",
                                       "--globoff",
                                       "--max-redirs",
                                       "10",
                                       "--proto",
                                       "=http,https",
                                       "--connect-timeout",
                                       "30",
                                       "--speed-limit",
                                       "1",
                                       "--speed-time",
                                       "60",
                                       "--write-out",
                                       "%{stderr}\n%{http_code} %{url_effective}\n",
                                       "--config",
                                       "-"};
  ChildProgram curl(words, curl_configuration(access, url, from),
                    "install curl, or name the package's file with --from FILE");
  HttpEnd end;
  std::string block(std::size_t{64} << 10, '\0');
  while (const std::size_t size = curl.read(block.data(), block.size())) {
    if (take(std::string_view(block).substr(0, size))) continue;
    end.stopped = true;
    return end;
  }
  ChildProgram::End ended = curl.finish();
  end.exit = ended.status;
  end.said = std::move(ended.said);
  read_answer(end);
  end.url = end.url.empty() ? url : resolved_link(url, end.url);
  return end;
}

void refuse_transfer(const std::string& url, const HttpEnd& end) {
  std::string why = end.said.empty() ? fmt::format("curl ended with {}", end.exit) : end.said;
  // Its own begin, "curl: (7) ", tells a reader nothing.
  if (const std::size_t said = why.find(") "); why.starts_with("curl: (") && said != std::string::npos) {
    why.erase(0, said + 2);
  }
  const std::size_t line = why.find('\n');
  throw IoError(
      fmt::format("cannot be fetched: {}", why.substr(0, line)), {without_credentials(url), 0, 0},
      "with a network the same command goes on where it stopped; --index names a mirror, --from a file at hand");
}

}  // namespace affect::model
