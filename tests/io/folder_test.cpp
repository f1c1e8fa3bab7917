#include "affect/io/folder.h"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <zip.h>

#include "io/reading.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;
using test::Lines;
using Files = std::vector<std::pair<std::string, std::string>>;

const std::string kPicture = "\x89PNG\r\n\x1A\n and more";

class FolderTest : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  std::string zip(const std::string& name, const Files& files, zip_uint16_t encryption = ZIP_EM_NONE) {
    const std::string path = (folder_ / name).string();
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [file, bytes] : files) {
      zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
      const zip_int64_t index = zip_file_add(archive, file.c_str(), source, ZIP_FL_ENC_UTF_8);
      if (encryption != ZIP_EM_NONE) {
        zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), encryption, "secret");
      }
    }
    EXPECT_EQ(zip_close(archive), 0) << zip_strerror(archive);
    return path;
  }
  std::string error(const std::string& path) {
    test::Reading reading;
    try {
      read_path(test::reading_engine(), path, {.diagnostics = reading.diagnostics}, reading);
    } catch (const InputError& fault) {
      return fault.what();
    }
    return {};
  }
  std::vector<std::string> episodes(const test::Reading& reading) {
    std::vector<std::string> ids;
    for (const Record& record : reading.records) {
      if (std::holds_alternative<EpisodeInfo>(record.body)) ids.push_back(record.episode);
    }
    return ids;
  }

  fs::path folder_ = fs::path(::testing::TempDir()) / ("affect_folder_" + std::to_string(::getpid()));
};

TEST_F(FolderTest, AZipArchiveIsAFolder) {
  const auto path = zip("export.zip", {{"b/10.txt", "Ann: ten\n"},
                                       {"b/2.txt", "Ann: two\n"},
                                       {"../../out.txt", "Bob: out\n"},
                                       {"__MACOSX/b/2.txt", "no"},
                                       {".DS_Store", "no"},
                                       {"photo.png", kPicture},
                                       {"inner.zip", std::string("PK\x03\x04", 4) + " more"}});
  EXPECT_TRUE(is_folder(path));
  const auto archive = open_folder(path);
  EXPECT_EQ(archive->files(), (Lines{"../../out.txt", "b/2.txt", "b/10.txt", "inner.zip", "photo.png"}));
  EXPECT_EQ(archive->read("b/2.txt"), "Ann: two\n");
  EXPECT_EQ(archive->open("b/2.txt")->name(), path + "/b/2.txt");
  EXPECT_THROW(archive->open("c"), InputError);
  test::Reading reading;
  Ledger ledger;
  auto context = reading.context();
  context.ledger = &ledger;
  read_path(test::reading_engine(), path, context, reading);
  EXPECT_EQ(episodes(reading), (Lines{"export/../../out", "export/b/2", "export/b/10"}));
  EXPECT_EQ(reading.diagnostics.count("left_out"), 2u);
  EXPECT_EQ(ledger.skipped().at("files left out: pictures"), 1u);
  EXPECT_EQ(ledger.skipped().at("files left out: packed files"), 1u);
}

TEST_F(FolderTest, TheOnlyTextOfAnArchiveIsCalledAsTheArchive) {
  test::Reading reading;
  read_path(test::reading_engine(),
            zip("Chat with Ann.zip", {{"_chat.txt", "Ann: hi\nBob: ho\n"}, {"1.png", kPicture}}), reading.context(),
            reading);
  EXPECT_EQ(episodes(reading), Lines{"Chat with Ann"});
  EXPECT_EQ(test::spoken(reading), (Lines{"Ann: hi", "Bob: ho"}));
}

TEST_F(FolderTest, ArchivesThatCannotBeReadSayWhy) {
  EXPECT_NE(error(zip("a.zip", {{"a.txt", "Ann: hi\n"}}, ZIP_EM_AES_128)).find("a.zip/a.txt: is encrypted (unpack"),
            std::string::npos);
  EXPECT_NE(error(zip("a.xlsx", {{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}})).find("Excel workbook"),
            std::string::npos);
  EXPECT_NE(error(zip("a.docx", {{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}})).find("Word"),
            std::string::npos);
  EXPECT_NE(error(zip("a.odt", {{"mimetype", "application/vnd.oasis.opendocument.text"}})).find("OpenDocument text"),
            std::string::npos);
  EXPECT_NE(error(zip("a.epub", {{"mimetype", "application/epub+zip"}})).find("EPUB"), std::string::npos);
  EXPECT_NE(error(zip("p.zip", {{"a.png", kPicture}})).find("p.zip: holds nothing that is read"), std::string::npos);
  const auto whole = zip("cut.zip", {{"a.txt", std::string(5000, 'a')}});
  fs::resize_file(whole, 60);
  EXPECT_NE(error(whole).find("cut.zip: cannot be read as a zip archive"), std::string::npos);
  const auto bomb = zip("bomb.zip", {{"a.txt", std::string(201u << 20, 'A')}});
  EXPECT_NE(error(bomb).find("bomb.zip: swells to more than 200 times its size"), std::string::npos);
}

TEST_F(FolderTest, AnEntryIsNoLargerThanTheArchiveSays) {
  const auto path = zip("liar.zip", {{"a.txt", "Ann: hi\nBob: ho\nAnn: good\n"}});
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  for (std::size_t at = bytes.find("PK\x01\x02"), i = 0; i < 4; ++i) bytes[at + 24 + i] = i == 0 ? 9 : 0;
  file.close();
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_NE(error(path).find("liar.zip"), std::string::npos);
}

TEST_F(FolderTest, ADirectoryIsACorpus) {
  write("talks/10.txt", "Ann: ten\n");
  write("talks/2.txt", "Ann: two\n");
  write("talks/2.csv", "speaker,text\nBob,table\n");
  write("talks/empty.txt", "");
  write("talks/.hidden", "x");
  write("talks/page.html", "<!DOCTYPE html><p>hi");
  write("talks/sound.opus", "OggS and more");
  ASSERT_EQ(mkfifo((folder_ / "talks/pipe").c_str(), 0600), 0);
  test::Reading reading;
  Ledger ledger;
  auto context = reading.context();
  context.reject = {};
  context.ledger = &ledger;
  read_path(test::reading_engine(), (folder_ / "talks/").string(), context, reading);
  EXPECT_EQ(episodes(reading), (Lines{"talks/2", "talks/2-2", "talks/10"}));
  EXPECT_EQ(reading.diagnostics.count("left_out"), 4u);
  for (const std::string kind : {"empty files", "web pages", "sound and video", "pipes and devices"}) {
    EXPECT_TRUE(ledger.skipped().contains("files left out: " + kind)) << kind;
  }
}

TEST_F(FolderTest, ExportsOfSeveralAppsAreReadSideBySide) {
  write("all/2024-06-03.json", R"([{"type": "message", "user": "U1", "text": "slack", "ts": "1717405200.000100"}])");
  write("all/a.txt", "Ann: text\nBob: more\n");
  write("all/b.json", R"({"participants": [{"name": "Ann"}], "messages": [{"sender_name": "Ann",
      "timestamp_ms": 1714588205000, "content": "messenger"}], "title": "Bob", "thread_path": "inbox/bob_1"})");
  test::Reading reading;
  read_path(test::reading_engine(), (folder_ / "all").string(), reading.context(), reading);
  EXPECT_EQ(episodes(reading), (Lines{"all/2024-06-03", "all/a", "all/b"}));
  EXPECT_TRUE(reading.diagnostics.count("other_file") == 0 && reading.rejects.empty());
}

TEST_F(FolderTest, AFileThatCannotBeReadIsNamedOrCounted) {
  write("c/1.txt", "Ann: one\n");
  write("c/2.txt", "no one speaks here\n");
  write("c/3.csv", "speaker,text\nAnn,good\nBob,\"open\n");
  EXPECT_NE(error((folder_ / "c").string()).find("c/2.txt:1: "), std::string::npos);
  test::Reading reading;
  Ledger ledger;
  auto context = reading.context();
  context.ledger = &ledger;
  read_path(test::reading_engine(), (folder_ / "c").string(), context, reading);
  EXPECT_EQ(test::spoken(reading), (Lines{"Ann: one", "Ann: good"}));
  EXPECT_TRUE(std::holds_alternative<End>(reading.records.back().body));
  EXPECT_EQ(reading.rejects.size(), 2u);
  EXPECT_GE(ledger.rejected().size(), 1u);
}

TEST_F(FolderTest, NothingToReadIsAnError) {
  fs::create_directories(folder_ / "none");
  EXPECT_NE(error((folder_ / "none").string()).find("none: holds no files"), std::string::npos);
}

TEST_F(FolderTest, EpisodesAreCalledAsTheirFile) {
  EXPECT_EQ(episode_name("-"), "stdin");
  EXPECT_EQ(episode_name("a/b.csv.gz"), "b");
  EXPECT_EQ(episode_name(folder_.string() + "/"), folder_.filename().string());
  write("d.2024/x", "");
  EXPECT_EQ(episode_name((folder_ / "d.2024").string()), "d.2024");
}

}  // namespace
}  // namespace affect::io
