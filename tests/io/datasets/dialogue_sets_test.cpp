// Miniatures of the sets of dialogues, in the files' true shapes, with texts of our own.
#include <gtest/gtest.h>

#include "io/datasets/memory_files.h"

namespace affect::test {
namespace {

TEST(DialogueSets, MeldIsAnEpisodeADialogue) {
  const auto reading = read_set(
      "meld", "test",
      {{"test_sent_emo.csv",
        "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\r\n"
        "1,\"Look, the cake!\",Ann,joy,positive,0,0,3,19,\"00:01:02,500\",\"00:01:03,000\"\r\n"
        "2,Who ate it?,Bo,surprise,negative,0,1,3,19,\"00:01:04,000\",\"00:01:03,000\"\r\n"
        "3,Not me.,Ann,neutral,neutral,1,0,3,20,0:01,0:02\r\n"}});
  EXPECT_EQ(reading.episode_ids, (Lines{"meld/test/0", "meld/test/1"}));
  EXPECT_EQ(reading.episodes[0].title, "Season 3, episode 19");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: Look, the cake!", "Bo: Who ate it?", "Ann: Not me."}));
  EXPECT_EQ(reading.turns[0].time, (TimeRange{62.5, 63}));
  EXPECT_EQ(reading.turns[1].time, (TimeRange{64, 64}));
  EXPECT_EQ(reading.diagnostics.count("time_range"), 1u);
  const auto tracks = tracks_of(reading);
  ASSERT_EQ(tracks.size(), 6u);
  EXPECT_EQ(tracks[0].key.subject, "Ann");
  EXPECT_EQ(tracks[0].key.perspective, Perspective::perceived);
  EXPECT_EQ(tracks[0].key.taxonomy, "meld");
  EXPECT_EQ(labelled(tracks[0]), Lines{"0:joy"});
  EXPECT_EQ(labelled(tracks[3]), Lines{"1:negative"});
}

TEST(DialogueSets, ALabelThatIsNotOneIsAFault) {
  const std::string header =
      "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\n";
  const auto reading = read_set("meld", "dev",
                                {{"dev_sent_emo.csv", header + "1,Hello there,Ann,hope,neutral,0,0,1,1,0:01,0:02\n"
                                                               "2,short row\n"
                                                               "3,,Ann,joy,positive,0,1,1,1,0:01,0:02\n"
                                                               "4,\"Hi,Ann,joy,positive,0,1,1,1,0:01,0:02\n"}});
  ASSERT_EQ(reading.rejects.size(), 3u);
  EXPECT_EQ(reading.rejects[0].place.to_string(), "dev_sent_emo.csv:2");
  EXPECT_EQ(reading.rejects[0].what, "a label is none of meld");
  EXPECT_EQ(reading.rejects[1].what, "row has 2 fields, the header 11");
  EXPECT_EQ(reading.rejects[2].what, "a quoted field has no end");
  EXPECT_EQ(reading.ledger.read_count(), 4u);
  EXPECT_EQ(reading.ledger.skipped().size(), 1u);
}

TEST(DialogueSets, EmoryNamesScenesAcrossTheSeries) {
  const auto reading = read_set("emorynlp", "dev",
                                {{"emorynlp_dev_final.csv",
                                  "Utterance,Speaker,Emotion,Scene_ID,Utterance_ID,Season,Episode,Start_Time,End_Time\n"
                                  "Tea?,['Ann Lee'],Peaceful,1,1,1,15,00:00:03.795,00:00:05.004\n"
                                  "Yes!,\"['Bo Ray', 'Cy Oak']\",Joyful,1,2,1,15,00:00:05.171,00:00:07.423\n"
                                  "No.,['Ann Lee'],Mad,1,1,2,15,00:00:05.171,00:00:07.423\n"}});
  EXPECT_EQ(reading.episode_ids, (Lines{"emorynlp/dev/s1e15/1", "emorynlp/dev/s2e15/1"}));
  EXPECT_EQ(reading.turns[1].speaker, "Bo Ray, Cy Oak");
}

TEST(DialogueSets, EmotionLinesHasAMajorityAndVotes) {
  const auto reading =
      read_set("emotionlines", "dev",
               {{"friends_dev.json",
                 R"([[{"speaker":"Ann","utterance":"It\u0092s late","emotion":"joy","annotation":"1300010"},
              {"speaker":"Ann","utterance":"Oh","emotion":"non-neutral","annotation":"0002120"}]])"}});
  EXPECT_EQ(spoken(reading)[0], "Ann: It’s late");
  const auto gold = tracks_of(reading), votes = tracks_of(reading, "votes");
  ASSERT_EQ(gold.size(), 1u);
  ASSERT_EQ(votes.size(), 1u);
  EXPECT_EQ(labelled(gold[0]), Lines{"0:joy"});
  EXPECT_EQ(gold[0].state(1).status, Status::unknown);
  EXPECT_DOUBLE_EQ(votes[0].state(1).labels[3].probability, 0.4);
}

TEST(DialogueSets, DailyDialogJoinsThreeFiles) {
  const auto reading = read_set("dailydialog", "test",
                                {{"test.zip/test/dialogues_test.txt",
                                  "Hi ! __eou__ A walk ? __eou__ Yes . __eou__\nBye __eou__\n"
                                  "Hm __eou__\n"},
                                 {"test.zip/test/dialogues_emotion_test.txt", "4 0 \n9 \n1 \n"},
                                 {"test.zip/test/dialogues_act_test.txt", "1 2 \n1 \n3\n"}});
  EXPECT_EQ(spoken(reading), (Lines{"A: Hi !", "B: A walk ?", "A: Yes .", "A: Hm"}));
  EXPECT_EQ(codes(reading), (Lines{"act@0=inform", "act@1=question", "act@0=directive"}));
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:happiness"});
  EXPECT_EQ(reading.diagnostics.count("turns_and_labels"), 1u);
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].what, "a label is no number of 0 to 6");
}

TEST(DialogueSets, RecconKeepsCausesAndTheirSpans) {
  const auto reading = read_set("reccon", "valid",
                                {{"dailydialog_valid.json",
                                  R"({"v1":[[{"turn":1,"speaker":"A","utterance":"I got the job","emotion":"happy",
             "expanded emotion cause evidence":[1,"b",1,9],
             "expanded emotion cause span":["got the job","b","job","x"],"type":["no-context"]},
            {"turn":2,"speaker":"B","utterance":"Good for you","emotion":"neutral"}]],
           "v2":[[{"turn":1,"speaker":"A","utterance":"Hm","emotion":"unheard"}]]})"}});
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:happiness"});
  ASSERT_EQ(reading.relations.size(), 1u);
  EXPECT_EQ(reading.relations[0].type, "cause");
  EXPECT_EQ(reading.relations[0].from, "turn:0");
  EXPECT_EQ(reading.relations[0].to, "turn:0");
  EXPECT_EQ(reading.diagnostics.count("dangling_cause"), 1u);
  ASSERT_EQ(reading.occurrences.size(), 5u);
  EXPECT_EQ(reading.occurrences[0].attributes.at("span"), "got the job");
  EXPECT_EQ(codes(reading), Lines{"cause_type@0=no-context"});
  EXPECT_EQ(reading.rejects.size(), 1u);
}

TEST(DialogueSets, EcfPairsNameTurnsById) {
  const auto reading = read_set("ecf", "test_subtask2",
                                {{"Subtask_2_test.json",
                                  R"([{"conversation_ID":7,"conversation":[
              {"utterance_ID":1,"text":"It rains","speaker":"Ann","emotion":"neutral",
               "video_source":["S01E01","00:00:10.5","00:00:11"]},
              {"utterance_ID":2,"text":"Oh no","speaker":"Bo","emotion":"sadness",
               "video_source":["S01E01","00:00:12","00:00:13"]}],
            "emotion-cause_pairs":[["2_sadness","1"],["2_sadness","2_no"],["2_sadness","5"]]}])"}});
  EXPECT_EQ(reading.episode_ids, Lines{"ecf/test_subtask2/7"});
  EXPECT_EQ(reading.turns[0].time, (TimeRange{10.5, 11}));
  ASSERT_EQ(reading.relations.size(), 2u);
  EXPECT_EQ(reading.relations[0].from, "turn:0");
  EXPECT_EQ(reading.relations[0].to, "turn:1");
  EXPECT_EQ(reading.occurrences[1].attributes.at("span"), "no");
  EXPECT_EQ(reading.diagnostics.count("dangling_cause"), 1u);
}

TEST(DialogueSets, EsconvReadsBothOfItsShapes) {
  const std::string survey =
      R"("survey_score":{"seeker":{"initial_emotion_intensity":"5","final_emotion_intensity":"2"},"supporter":{}},)";
  const auto good = read_set(
      "esconv", "test",
      {{"test.jsonl", R"({"experience_type":"Current Experience","emotion_type":"anxiety","problem_type":"a move",)" +
                          survey +
                          R"("situation":"a new flat","dialog":[{"text":"Hi","speaker":"usr"},
                          {"text":"Hello","speaker":"sys","strategy":"Question"},{"text":"Thanks","speaker":"usr"}]})" +
                          "\n{\"emotion_type\":\"unheard\",\"dialog\":[]}\n"}});
  EXPECT_EQ(codes(good), Lines{"strategy@1=Question"});
  const auto tracks = tracks_of(good);
  ASSERT_EQ(tracks.size(), 1u);
  EXPECT_EQ(tracks[0].key.perspective, Perspective::felt);
  EXPECT_EQ(labelled(tracks[0]), (Lines{"0:anxiety", "2:anxiety"}));
  EXPECT_DOUBLE_EQ(*tracks[0].state(0).labels[0].intensity, 1);
  EXPECT_DOUBLE_EQ(*tracks[0].state(1).labels[0].intensity, 0.25);
  ASSERT_EQ(good.rejects.size(), 1u);
  EXPECT_EQ(good.rejects[0].place.line, 3u);

  const auto failed = read_set(
      "esconv", "failed",
      {{"FailedESConv.json", R"([{"emotion_type":"sadness","problem_type":"a cat",)" + survey +
                                 R"("dialog":[{"speaker":"speaker","annotation":{"feedback":"3"},"content":"Hi"},
               {"speaker":"listener","annotation":{"strategy":"Other"},"content":"Hello"}]}])"}});
  EXPECT_EQ(codes(failed), (Lines{"feedback@0=3", "strategy@1=Other"}));
  EXPECT_EQ(spoken(failed), (Lines{"seeker: Hi", "supporter: Hello"}));
}

TEST(DialogueSets, EmpatheticDialoguesFollowTheSplit) {
  const auto info = reading_engine().make<io::Dataset>("empathetic_dialogues")->info();
  std::map<std::string, std::string> files;
  for (const std::string& file : info.split("valid").files) files[file] = "Dialog_ID,Type,Actor,Text,Label\n";
  files["split.csv"] = "Dialog_ID,emotion,split\nd1,proud,valid\nd2,proud,train\n";
  files["by_emotion/proud.csv.gz"] +=
      "d1,situation,none,My son won,proud\nd1,utterance,speaker,\"He won, at last\",proud\n"
      "d1,utterance,listener,Well done,acknowledging\nd2,utterance,speaker,Not here,proud\n"
      "d1,oddity,speaker,What,proud\n";
  const auto reading = read_set("empathetic_dialogues", "valid", files);
  EXPECT_EQ(spoken(reading), (Lines{"speaker: He won, at last", "listener: Well done"}));
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:proud"});
  EXPECT_EQ(reading.ledger.read_count(), 4u);
  EXPECT_EQ(reading.rejects.size(), 1u);
}

TEST(DialogueSets, AnnomiHasSessionsWithTimes) {
  const auto reading = read_set(
      "annomi", "all",
      {{"AnnoMI-simple.csv.gz",
        "transcript_id,mi_quality,video_title,video_url,topic,utterance_id,interlocutor,timestamp,utterance_text,"
        "main_therapist_behaviour,client_talk_type\n"
        "0,high,A talk,http://x,more walks,0,therapist,00:00:13,What brings you?,question,n/a\n"
        "0,high,A talk,http://x,more walks,1,client,00:00:24,I want to walk,n/a,change\n"}});
  EXPECT_EQ(codes(reading), (Lines{"session_quality@-=high", "behaviour@0=question", "client_talk@1=change"}));
  EXPECT_EQ(reading.turns[1].time, (TimeRange{24, 24}));
}

TEST(DialogueSets, PairsAreEpisodesOfTwoTurns) {
  const auto epitome = read_set("epitome", "explorations",
                                {{"explorations-reddit.csv.gz",
                                  "sp_id,rp_id,seeker_post,response_post,level,rationales\n"
                                  "s1,r1,A long day,What was it?,2,What was it?|\n"
                                  "s1,r2,A long day,Same here,3,\n"}});
  EXPECT_EQ(spoken(epitome), (Lines{"seeker: A long day", "responder: What was it?"}));
  EXPECT_EQ(codes(epitome), Lines{"empathy_level@1=2"});
  EXPECT_EQ(epitome.relations.size(), 1u);
  EXPECT_EQ(epitome.rejects.size(), 1u);

  const auto counsel = read_set(
      "counsel_chat", "val",
      {{"20200325_counsel_chat.csv.gz",
        ",questionID,questionTitle,questionText,questionLink,topic,therapistInfo,therapistURL,answerText,upvotes,"
        "views,split\n"
        "0,5,Sleep,How do I sleep?,http://q,sleep,Dr. A,http://t,\"Read,\nthen rest\",3,40,val\n"
        "1,5,Sleep,How do I sleep?,http://q,sleep,Dr. B,http://t,Walk,1,40,train\n"}});
  EXPECT_EQ(spoken(counsel), (Lines{"client: How do I sleep?", "counsellor: Read,\nthen rest"}));
  for (const Record& record : counsel.records) {
    if (const auto* one = std::get_if<Occurrence>(&record.body)) {
      for (const auto& [name, value] : one->attributes) EXPECT_EQ(value.find("Dr."), std::string::npos);
    }
  }
}

TEST(DialogueSets, WassaJoinsTurnsWithTheirLabelsAndConversations) {
  const auto train = read_set(
      "wassa2023", "conversations_train",
      {{"WASSA23_conv_level_with_labels_train.tsv",
        "conversation_id\tturn_id\ttext\tEmotionalPolarity\tEmotion\tEmpathy\tspeaker_number\tarticle_id\tspeaker_id\t"
        "essay_id\n"
        "2\t0\tI \"like it\t0.0\t5.0\t2.5\t1\t35.0\t30.0\t1.0\n"
        "2\t2\tYes\t1.0\t0\t0\t1\t35.0\t30.0\t1.0\n"
        "3\t0\tHello\t2.0\t0\t0\t1\t35.0\t30.0\t1.0\n"
        "2\t1\tDo you?\t2.0\t0\t0\t2\t35.0\t30.0\t1.0\n"}});
  EXPECT_EQ(spoken(train),
            (Lines{"speaker 1: I \"like it", "speaker 2: Do you?", "speaker 1: Yes", "speaker 1: Hello"}));
  const auto tracks = tracks_of(train);
  EXPECT_DOUBLE_EQ(*tracks[0].state(0).valence, 1);
  EXPECT_DOUBLE_EQ(*tracks[1].state(0).labels[1].intensity, 0.5);

  const auto dev = read_set(
      "wassa2023", "conversations_dev",
      {{"WASSA23_conv_level_dev.tsv",
        "conversation_id\tturn_id\ttext\tspeaker_number\tarticle_id\tspeaker_id\tessay_id\n"
        "1\t0\tHi\t1\t35.0\t68.0\t0.0\n1\t1\tbroken\n1\t2\tBye\t1\t35.0\t68.0\t0.0\n1\t3\tSo\t1\t35.0\t68.0\t0.0\n"},
       {"goldstandard_CONV_dev.tsv", "1.0\t0.5\t0.5\n2.0\t0.5\t0.5\n0.0\t0.5\t0.5\n"}});
  ASSERT_EQ(dev.turns.size(), 2u);
  EXPECT_DOUBLE_EQ(*tracks_of(dev)[0].state(1).valence, 1) << "a broken row takes its own labels with it";
  EXPECT_EQ(dev.rejects.size(), 2u);
}

TEST(DialogueSets, WassaEssaysHaveTraits) {
  const auto reading = read_set(
      "wassa2023", "essays_dev",
      {{"WASSA23_essay_level_dev.tsv",
        "conversation_id\tarticle_id\tessay\tspeaker_id\tgender\teducation\trace\tage\tincome\tspeaker_number\tsplit\t"
        "essay_id\n"
        "1\t35\tA good read\t68\t2\t2\t1\t21\t20000\t1\tdev\t0\n"},
       {"goldstandard_dev.tsv", "4\t7\tHope/Sadness\t5.0\tunknown\t5.0\t4.0\t3.5\t2.714\t3.0\t3.143\t3.286\n"}});
  const auto tracks = tracks_of(reading);
  EXPECT_DOUBLE_EQ(*tracks[0].state(0).labels[0].intensity, 0.5);
  EXPECT_DOUBLE_EQ(*tracks[0].state(0).labels[1].intensity, 1);
  EXPECT_EQ(labelled(tracks[1]), (Lines{"0:Hope", "0:Sadness"}));
  std::vector<Assessment> answered;
  for (const Record& record : reading.records) {
    if (const auto* one = std::get_if<Assessment>(&record.body)) answered.push_back(*one);
  }
  ASSERT_EQ(answered.size(), 2u);
  EXPECT_FALSE(answered[0].items[1].score) << "unknown is not answered";
  EXPECT_EQ(answered[1].instrument, "IRI");
}

}  // namespace
}  // namespace affect::test
