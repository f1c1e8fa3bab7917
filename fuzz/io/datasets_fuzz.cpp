// Any bytes as the files of any set: the first byte picks the set, the second its split; an odd third one puts the
// header on each table, so that what follows are rows; each file ends at the bytes FF FE. What is read holds its
// invariants, and the ledger balances.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "affect/io/datasets/census.h"
#include "io/fuzz_reader.h"

namespace {

using namespace affect;

struct Header {
  std::string_view file;  ///< a part of its name
  std::string_view line;
};

constexpr Header kHeaders[]{
    {"_sent_emo",
     "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime"},
    {"emorynlp", "Utterance,Speaker,Emotion,Scene_ID,Utterance_ID,Season,Episode,Start_Time,End_Time"},
    {"emobank.csv", "id,split,V,A,D,text"},
    {"writer.csv", "id,V,A,D,stdV,stdA,stdD,N"},
    {"reader.csv", "id,V,A,D,stdV,stdA,stdD,N"},
    {"meta.tsv", "id\tdocument\tcategory\tsubcategory"},
    {"split.csv", "Dialog_ID,emotion,split\nd,proud,train\nd,proud,valid\nd,proud,test"},
    {"by_emotion/", "Dialog_ID,Type,Actor,Text,Label"},
    {"AnnoMI",
     "transcript_id,mi_quality,video_title,video_url,topic,utterance_id,interlocutor,timestamp,utterance_text,"
     "main_therapist_behaviour,client_talk_type"},
    {"-reddit", "sp_id,rp_id,seeker_post,response_post,level,rationales"},
    {"counsel_chat",
     ",questionID,questionTitle,questionText,questionLink,topic,therapistInfo,therapistURL,answerText,upvotes,views,"
     "split"},
    {"conv_level_with",
     "conversation_id\tturn_id\ttext\tEmotionalPolarity\tEmotion\tEmpathy\tspeaker_number\tarticle_id\tspeaker_id\t"
     "essay_id"},
    {"conv_level_dev", "conversation_id\tturn_id\ttext\tspeaker_number\tarticle_id\tspeaker_id\tessay_id"},
    {"essay_level_dev", "essay\tspeaker_id\tessay_id"},
    {"2018-E-c",
     "ID\tTweet\tanger\tanticipation\tdisgust\tfear\tjoy\tlove\toptimism\tpessimism\tsadness\tsurprise\ttrust"},
    {"track_", "id,text,anger,fear,joy"},
    {"enISEAR", "Sentence_id\tPrior_Emotion\tSentence\tAttention"},
    {"isear.csv", "ID|Field1|MYKEY|SIT|STATE|"},
    {"dreaddit", "id,subreddit,text,label"},
    {"added_CAMS", "selftext,cause,inference"},
    {"IntentSDCNL", "selftext,ANNOTATIONS,Interpretations"},
    {"-set.reduced", "row,title,selftext,num_comments,is_suicide"},
    {"test_complete", "query,gpt-3.5-turbo"},
    {"train_complete", "post,question,response"},
    {"messages.csv", "message_id,response_id,article_id,empathy,distress,empathy_bin,distress_bin,essay"},
    {"posts_sample", "post_id,text"},
    {"annotations_sample", "post_id,sentence_id,sentence_text,DSM5_symptom,status,explanation"},
    {"redsm5_sample", "text,labels,explanation"},
    {"Warriner", "Word,V.Mean.Sum,V.SD.Sum,A.Mean.Sum,A.SD.Sum,D.Mean.Sum,D.SD.Sum"}};

/// A memory_source that owns its bytes.
class Owned : public io::ByteSource {
 public:
  Owned(std::string bytes, std::string name)
      : bytes_(std::move(bytes)), source_(io::memory_source(bytes_, std::move(name))) {}
  std::size_t read(char* into, std::size_t size) override { return source_->read(into, size); }
  const std::string& name() const override { return source_->name(); }

 private:
  std::string bytes_;
  std::unique_ptr<io::ByteSource> source_;
};

class Pieces : public io::DatasetFiles {
 public:
  Pieces(const io::DatasetSplit& split, bool with_headers, std::string_view bytes)
      : split_(split), with_headers_(with_headers), bytes_(bytes) {}
  std::unique_ptr<io::ByteSource> open(const std::string& file) const override {
    std::string_view rest = bytes_;
    for (const std::string& name : split_.files) {
      const auto end = std::min(rest.find("\xFF\xFE"), rest.size());
      if (name == file) return std::make_unique<Owned>(header(file) + std::string(rest.substr(0, end)), file);
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    throw IoError("cannot be opened", {file});
  }

 private:
  std::string header(std::string_view file) const {
    for (const Header& one : kHeaders) {
      if (with_headers_ && file.find(one.file) != std::string_view::npos) return std::string(one.line) + "\n";
    }
    return {};
  }

  const io::DatasetSplit& split_;
  bool with_headers_;
  std::string_view bytes_;
};

const std::vector<std::unique_ptr<io::Dataset>>& sets() {
  static const auto made = [] {
    Engine engine;
    io::register_all(engine);
    std::vector<std::unique_ptr<io::Dataset>> all;
    for (const auto& part : engine.components<io::Dataset>()) all.push_back(engine.make<io::Dataset>(part.entry.name));
    return all;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const io::Dataset& set = *sets()[data[0] % sets().size()];
  const io::DatasetSplit& split = set.info().splits[data[1] % set.info().splits.size()];
  const Pieces files(split, data[2] % 2 == 1, {reinterpret_cast<const char*>(data + 3), size - 3});
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
