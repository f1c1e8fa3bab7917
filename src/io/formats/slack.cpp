#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/ascii.h"
#include "io/json_head.h"
#include "io/loose_files.h"
#include "io/slack_messages.h"

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 9> kSlackLists{
    "users.json",     "channels.json",         "groups.json",   "dms.json",  "mpims.json",
    "org_users.json", "integration_logs.json", "canvases.json", "lists.json"};

/// "2024-05-01.json".
bool is_slack_day(std::string_view file) {
  const std::string_view name = file_name(file);
  if (name.size() != 15 || !name.ends_with(".json") || name[4] != '-' || name[7] != '-') return false;
  return all_digits(name.substr(0, 4)) && all_digits(name.substr(5, 2)) && all_digits(name.substr(8, 2));
}

/// The folder that a file lies in, without the slash at its end.
std::string_view folder_of(std::string_view file) {
  const auto slash = file.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : file.substr(0, slash);
}

bool is_slack_list(std::string_view file) {
  return std::find(kSlackLists.begin(), kSlackLists.end(), file_name(file)) != kSlackLists.end();
}

bool shows_slack_messages(std::string_view head) {
  const JsonHead json(head);
  return json.top() == '[' && json.begins("[].ts", '"') && json.has("[].type") &&
         (json.has("[].text") || json.has("[].user") || json.has("[].bot_id"));
}

/// A workspace, or one channel of it.
class SlackPass {
 public:
  SlackPass(const Folder& folder, const ReadContext& context, RecordSink& out)
      : folder_(folder), context_(context), out_(out) {}

  void run() {
    if (context_.ledger != nullptr) context_.ledger->unit("messages");
    find_files();
    for (const char* const list : {"users.json", "org_users.json"}) read_people(list);
    for (const char* const list : {"channels.json", "groups.json", "mpims.json", "dms.json"}) read_channels(list);
    bool any = false;
    for (const auto& [channel, days] : channels_) any = read_channel(channel, days) || any;
    if (!any) {
      throw InputError("holds no messages", {folder_.name()},
                       "each channel's folder has a file a day: 2024-05-01.json");
    }
  }

 private:
  using Days = std::vector<std::string>;

  void find_files() {
    for (const std::string& file : folder_.files()) {
      if (is_slack_list(file) && (top_.empty() || file.size() < top_.size())) top_ = file;
    }
    const std::string_view top = folder_of(top_);
    top_ = top.empty() ? std::string() : std::string(top) + '/';
    for (const std::string& file : folder_.files()) {
      if (is_slack_day(file) && file.starts_with(top_)) {
        const std::string_view channel = folder_of(std::string_view(file).substr(top_.size()));
        channels_[std::string(channel)].push_back(file);
      } else if (!is_slack_list(file)) {
        context_.piece();
        context_.skip("other_file", "a file that holds no messages is left out", {folder_.name() + '/' + file});
      }
    }
  }

  /// Calls `item(JsonView)` for each of a list of the workspace.
  template <class Item>
  void read_list(const std::string& list, Item&& item) {
    if (!folder_.has(top_ + list)) return;
    const auto source = folder_.open(top_ + list);
    LineReader lines(*source, context_);
    read_json(lines, context_, [&](JsonStream& json) { json.items([&] { item(json.take()); }); });
    lines.finish(context_);
  }

  void read_people(const std::string& list) {
    read_list(list, [&](JsonView user) { names_.add_person(user); });
  }

  void read_channels(const std::string& list) {
    read_list(list, [&](JsonView channel) {
      const std::string id = channel.id("id");
      const std::string name(channel.text("name"));
      if (!name.empty()) names_.channels[id] = name;
      if (list != "mpims.json" && list != "dms.json") return;
      std::string members;
      for (const JsonView member : channel.items("members")) {
        const std::string_view known = names_.person(member.string());
        members.append(members.empty() ? "" : ", ").append(known.empty() ? member.string() : known);
      }
      members_[name.empty() ? id : name] = std::move(members);
    });
  }

  bool read_channel(const std::string& channel, const Days& days) {
    const std::string_view folder = folder_of(days.front());
    SlackMessages messages(context_, names_, folder_.name() + (folder.empty() ? "" : "/") + std::string(folder), out_);
    const auto members = members_.find(channel);
    messages.begin(episode_id(context_, folder_, channel), members == members_.end() ? channel : members->second);
    for (const std::string& day : days) {
      const auto source = folder_.open(day);
      LineReader lines(*source, context_);
      messages.read(lines);
      lines.finish(context_);
    }
    return messages.close();
  }

  const Folder& folder_;
  const ReadContext& context_;
  RecordSink& out_;
  std::string top_;  ///< of the workspace's lists, with its slash
  std::map<std::string, Days> channels_;
  SlackNames names_;
  std::map<std::string, std::string> members_;  ///< of channels that have no name of their own
};

class SlackFolderReader final : public FolderReader {
 public:
  double recognises(const Folder& folder) const override {
    const auto& files = folder.files();
    const bool has_list = std::any_of(files.begin(), files.end(), is_slack_list);
    const auto days = std::count_if(files.begin(), files.end(), is_slack_day);
    const auto is_own = [](const std::string& file) { return is_slack_list(file) || is_slack_day(file); };
    if (!has_list && count_loose_files(folder, is_own) >= static_cast<std::size_t>(days)) return 0;
    for (const std::string& file : files) {
      if (is_slack_day(file) && shows_slack_messages(folder.head(file))) return has_list ? 0.95 : 0.9;
    }
    // A workspace where nobody ever wrote has days without messages.
    return has_list && days > 0 ? 0.5 : 0;
  }

  std::string_view example() const override {
    return R"(users.json
channels.json
general/2024-05-01.json
general/2024-05-02.json
)";
  }

  void read(const Folder& folder, const ReadContext& context, RecordSink& out) const override {
    SlackPass(folder, context, out).run();
  }
};

/// One day of a channel: people are called as their own messages say.
class SlackDayReader final : public Reader {
 public:
  double recognises(std::string_view head, std::string_view /*name*/) const override {
    return shows_slack_messages(head) ? 0.95 : 0;
  }

  std::string_view example() const override {
    return R"([
  {"type": "message", "user": "U01", "text": "You are late.", "ts": "1714588205.000200",
   "user_profile": {"display_name": "Ann", "real_name": "Ann Lee"}}
]
)";
  }

  void read(LineReader& lines, const ReadContext& context, RecordSink& out) const override {
    if (context.ledger != nullptr) context.ledger->unit("messages");
    SlackNames names;
    SlackMessages messages(context, names, std::string(lines.path()), out);
    messages.begin(episode_id(context, lines), {});
    messages.read(lines);
    if (!messages.close())
      throw InputError("holds no messages", {lines.name()}, "is this the file with the conversation? export it again");
  }
};

}  // namespace

void register_slack(Engine& engine) {
  const CatalogueEntry entry{.name = "slack",
                             .room = "io/formats",
                             .what = "Slack: the export of a workspace, a channel's folder, or one day of it",
                             .units = "turns; calendar time",
                             .source = "Slack's export guide and message reference"};
  engine.add<Reader>(entry, [](const Engine&, const Options&) { return std::make_unique<SlackDayReader>(); });
  engine.add<FolderReader>(entry, [](const Engine&, const Options&) { return std::make_unique<SlackFolderReader>(); });
}

}  // namespace affect::io
