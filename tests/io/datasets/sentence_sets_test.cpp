// Miniatures of the sets of sentences and words, in the files' true shapes, with texts of our own.
#include <gtest/gtest.h>

#include "io/datasets/memory_files.h"

namespace affect::test {
namespace {

TEST(SentenceSets, GoEmotionsCountsLabelsByIds) {
  const auto reading = read_set(
      "goemotions", "dev", {{"dev.tsv", "\"What a day\t17,13\ta1\nSo it goes\t27\ta2\nBad\t28\ta3\nWorse\tx\ta4\n"}});
  EXPECT_EQ(spoken(reading), (Lines{": \"What a day", ": So it goes"}));
  EXPECT_EQ(labelled(tracks_of(reading)[0]), (Lines{"0:excitement", "0:joy", "1:neutral"}));
  EXPECT_EQ(reading.turns[0].id, "a1");
  EXPECT_EQ(reading.rejects.size(), 2u);
}

TEST(SentenceSets, EmoBankKeepsPerspectivesApart) {
  const std::string rated = "\"id\",\"V\",\"A\",\"D\",\"stdV\",\"stdA\",\"stdD\",\"N\"\n";
  const auto reading = read_set("emobank", "dev",
                                {{"emobank.csv",
                                  "id,split,V,A,D,text\ns1,dev,3.0,5.0,1.0,\"A \"\"good\"\" day\"\ns2,train,3,3,3,No\n"
                                  "s3,dev,9,3,3,Too much\n"},
                                 {"writer.csv", rated + "\"s1\",\"4.0\",\"3\",\"3\",\"0.4\",\"0\",\"0\",\"5\"\n"},
                                 {"reader.csv", rated + "\"s1\",\"2.0\",\"3\",\"3\",\"0\",\"0\",\"0\",\"5\"\n"},
                                 {"meta.tsv", "id\tdocument\tcategory\tsubcategory\ns1\tdoc\tletters\t \n"}});
  EXPECT_EQ(spoken(reading), Lines{": A \"good\" day"});
  const auto gold = tracks_of(reading), mean = tracks_of(reading, "mean");
  ASSERT_EQ(gold.size(), 2u);
  EXPECT_EQ(gold[0].key.perspective, Perspective::expressed);
  EXPECT_DOUBLE_EQ(*gold[0].state(0).valence, 0.5);
  EXPECT_DOUBLE_EQ(*gold[0].state(0).rater_sd[0], 0.2);
  EXPECT_EQ(gold[1].key.perspective, Perspective::evoked);
  EXPECT_DOUBLE_EQ(*gold[1].state(0).valence, -0.5);
  EXPECT_DOUBLE_EQ(*mean[0].state(0).arousal, 1);
  EXPECT_EQ(codes(reading), Lines{"genre@0=letters"});
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].what, "a value lies outside 1..5");
}

TEST(SentenceSets, LabelsByName) {
  const auto six = read_set("emotion6", "val", {{"val.txt", "\nsun at last;joy\nwhat is this;wonder\n"}});
  EXPECT_EQ(labelled(tracks_of(six)[0]), Lines{"0:joy"});
  EXPECT_EQ(tracks_of(six)[0].key.perspective, Perspective::expressed);
  EXPECT_EQ(six.rejects.size(), 1u);

  const auto tweets =
      read_set("semeval2018", "dev",
               {{"2018-E-c-En-dev.txt",
                 "ID\tTweet\tanger\tanticipation\tdisgust\tfear\tjoy\tlove\toptimism\tpessimism\t"
                 "sadness\tsurprise\ttrust\n"
                 "t1\tSoon!\t0\t1\t0\t0\t1\t0\t0\t0\t0\t0\t0\nt2\tEh\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n"}});
  EXPECT_EQ(labelled(tracks_of(tweets)[0]), (Lines{"0:anticipation", "0:joy"}));
  EXPECT_EQ(tracks_of(tweets)[0].size(), 2u);
}

TEST(SentenceSets, SemevalMasksWhatALanguageHasNot) {
  const auto info = reading_engine().make<io::Dataset>("semeval2025")->info();
  std::map<std::string, std::string> files;
  for (const std::string& file : info.split("track_b_dev").files) {
    files[file] = "id,text,anger,disgust,fear,joy,sadness,surprise\n";
  }
  files["track_b/dev/eng.csv"] = "id,text,anger,fear,joy,sadness,surprise\ne1,Lovely,0,0,3,0,1\n";
  const auto reading = read_set("semeval2025", "track_b_dev", files);
  EXPECT_EQ(reading.episodes.size(), 11u);
  const auto tracks = tracks_of(reading);
  ASSERT_EQ(tracks.size(), 1u);
  EXPECT_EQ(tracks[0].labels, (Lines{"anger", "fear", "joy", "sadness", "surprise"}));
  EXPECT_EQ(labelled(tracks[0]), (Lines{"0:joy", "0:surprise"}));
  EXPECT_DOUBLE_EQ(*tracks[0].state(0).labels[2].intensity, 1);
}

TEST(SentenceSets, IsearTextsMayHoldTheSeparator) {
  std::string header, row;
  for (const std::string name :
       {"ID",    "CITY",   "COUN",   "SUBJ",   "SEX",    "AGE",    "RELI",   "PRAC",   "FOCC",   "MOCC", "FIEL",
        "EMOT",  "WHEN",   "LONG",   "INTS",   "ERGO",   "TROPHO", "TEMPER", "EXPRES", "MOVE",   "EXP1", "EXP2",
        "EXP10", "PARAL",  "CON",    "EXPC",   "PLEA",   "PLAN",   "FAIR",   "CAUS",   "COPING", "MORL", "SELF",
        "RELA",  "VERBAL", "NEUTRO", "Field1", "Field3", "Field2", "MYKEY",  "SIT",    "STATE"}) {
    header += name + "|";
    row += (name == "Field1"  ? "joy"
            : name == "SIT"   ? "We won á and|they \"saw\" it. á"
            : name == "MYKEY" ? "k1"
                              : "1") +
           std::string("|");
  }
  const auto reading = read_set("isear", "all", {{"isear.csv", header + "\n" + row + "\n1|2\n"}});
  EXPECT_EQ(spoken(reading), Lines{"1: We won and they \"saw\" it."});
  EXPECT_EQ(tracks_of(reading)[0].key.perspective, Perspective::felt);
  EXPECT_EQ(reading.occurrences[0].attributes.at("PLEA"), "1");
  EXPECT_EQ(reading.rejects.size(), 1u);
}

TEST(SentenceSets, EnisearAppraisalsAreAnswers) {
  const auto reading = read_set("enisear", "majority",
                                {{"enISEAR_appraisal_majority.tsv",
                                  "Sentence_id\tPrior_Emotion\tSentence\tAttention\tCertainty\tEffort\tPleasant\t"
                                  "Responsibility\tControl\tCircumstance\n"
                                  "7\tGuilt\tI felt ... as I was late\t1\t1\t0\t0\t1\t0\t0\n"}});
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:guilt"});
  EXPECT_EQ(reading.occurrences[0].attributes.at("Responsibility"), "1");
  EXPECT_FALSE(reading.occurrences[0].attributes.contains("Sentence"));
}

TEST(SentenceSets, XedNumbersAreLabelsAndLeftoversAreCounted) {
  const auto french = read_set("xed", "fr",
                               {{"fr-projections.tsv",
                                 "Quelle joie !\t5, 7\r\n\"Une lettre.\r\nen/1.gz\tfr/1.gz\t288\t260\tIt is.\tOui.\r\n"
                                 "Bon\t9\r\n"}});
  EXPECT_EQ(spoken(french), Lines{": Quelle joie !"});
  EXPECT_EQ(french.episodes[0].language, "fr");
  EXPECT_EQ(labelled(tracks_of(french)[0]), (Lines{"0:joy", "0:surprise"}));
  EXPECT_EQ(french.diagnostics.count("no_sentence"), 2u);
  EXPECT_EQ(french.rejects.size(), 1u);
  const auto neutral = read_set("xed", "en_neutral", {{"neu_en.txt", "9\tTwo pairs.\n\t\t\t\t\n9\tNo\t\t\t\n"}});
  EXPECT_EQ(spoken(neutral), (Lines{": Two pairs.", ": No"}));
  EXPECT_EQ(labelled(tracks_of(neutral)[0]), Lines{});
}

TEST(SentenceSets, DreadditIsWindows1252) {
  const auto reading = read_set("dreaddit", "test",
                                {{"dreaddit-test.csv.gz",
                                  "id,subreddit,post_id,sentence_range,text,label,confidence\n"
                                  "7,anxiety,p1,\"(0, 5)\",It\x92s caf\xe9 time,1,0.8\n8,anxiety,p1,x,Hm,2,0\n"}});
  EXPECT_EQ(spoken(reading), Lines{": It’s café time"});
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:stress"});
  EXPECT_EQ(codes(reading), Lines{"subreddit@0=anxiety"});
  EXPECT_EQ(reading.occurrences[0].attributes.at("confidence"), "0.8");
  EXPECT_EQ(reading.rejects.size(), 1u);
}

TEST(SentenceSets, CodesAreNoAffect) {
  const auto cams = read_set("cams", "train",
                             {{"IntentSDCNL_Training.csv.gz",
                               "selftext,ANNOTATIONS,Interpretations\nA text,2,text\nNo label,,\n,1,\nBad,7,\n"}});
  EXPECT_EQ(codes(cams), Lines{"cause@0=2"});
  EXPECT_EQ(cams.turns.size(), 2u);
  EXPECT_EQ(cams.ledger.read_count(), 4u);
  EXPECT_EQ(cams.diagnostics.count("no_sentence"), 1u);

  const auto forums =
      read_set("sdcnl", "test",
               {{"testing-set.reduced.csv.gz", "row,title,selftext,num_comments,is_suicide\n0,A title,A text,3,0\n"}});
  EXPECT_EQ(codes(forums), Lines{"forum@0=depression"});
  EXPECT_TRUE(tracks_of(forums).empty());

  const auto sample = read_set("redsm5_sample", "annotations",
                               {{"redsm5_annotations_sample_paraphrased.csv",
                                 "post_id,sentence_id,sentence_text,DSM5_symptom,status,explanation\n"
                                 "p1,p1_1,A sentence,SLEEP_ISSUES,1,Because\n"}});
  EXPECT_EQ(codes(sample), Lines{"symptom@0=SLEEP_ISSUES"});
}

TEST(SentenceSets, ImhiLabelsStandBeforeTheReasoning) {
  const auto test = read_set("imhi", "irf_test",
                             {{"test_complete/Irf.csv.gz",
                               "query,gpt-3.5-turbo\nA text and a question?,\"yes, the post shows it. Reasoning: so\"\n"
                               "Another,\"no. Reasoning: so\"\nA third,nothing\n"}});
  EXPECT_EQ(codes(test), (Lines{"answer@0=yes", "answer@1=no"}));
  EXPECT_EQ(test.rejects.size(), 1u);
  const auto train = read_set(
      "imhi", "sad_val",
      {{"train_complete/SAD_val.csv.gz", "post,question,response\nA text,Which cause?,Work. Reasoning: so\n"}});
  EXPECT_EQ(codes(train), Lines{"answer@0=work"});
  EXPECT_EQ(train.occurrences[0].attributes.at("question"), "Which cause?");
}

TEST(SentenceSets, EssaysAreByPeople) {
  const auto reading = read_set(
      "empathic_reactions", "all",
      {{"messages.csv",
        "\"message_id\",\"response_id\",\"article_id\",\"empathy\",\"distress\",\"empathy_bin\",\"distress_bin\","
        "\"essay\"\n\"m1\",\"r1\",\"3\",\"4\",\"1\",\"1\",\"0\",\"I read, and \"\"wept\"\"\"\n"}});
  EXPECT_EQ(spoken(reading), Lines{"r1: I read, and \"wept\""});
  EXPECT_EQ(labelled(tracks_of(reading)[0]), Lines{"0:empathy"});
  EXPECT_DOUBLE_EQ(*tracks_of(reading)[0].state(0).labels[0].intensity, 0.5);
}

TEST(SentenceSets, LexicaAreATurnAWord) {
  const auto afinn = read_set("afinn", "fr", {{"AFINN-fr-165.txt", "bon marché\t2\nabandonner\t-2\nrien\t9\n"}});
  EXPECT_EQ(afinn.episodes[0].language, "fr");
  EXPECT_DOUBLE_EQ(*tracks_of(afinn)[0].state(1).valence, -0.4);
  EXPECT_EQ(afinn.rejects.size(), 1u);
  const auto vader = read_set("vader", "words", {{"vader_lexicon.txt", "$:\t-1.5\t0.8\t[-1, -2]\n"}});
  EXPECT_DOUBLE_EQ(*tracks_of(vader)[0].state(0).valence, -0.375);
  EXPECT_DOUBLE_EQ(*tracks_of(vader)[0].state(0).rater_sd[0], 0.2);
  EXPECT_EQ(vader.occurrences[0].attributes.at("ratings"), "[-1, -2]");
  const auto emoji = read_set("vader", "emoji", {{"emoji_utf8_lexicon.txt", "😀\tgrinning face\n"}});
  EXPECT_EQ(emoji.turns.size(), 1u);
  const std::map<std::string, std::string> words{
      {"Ratings_Warriner_et_al.csv.gz",
       ",Word,V.Mean.Sum,V.SD.Sum,A.Mean.Sum,A.SD.Sum,D.Mean.Sum,D.SD.Sum,V.Mean.M\n1,sun,9,1,5,2,1,1,8\n"
       "2,rain,5,1,5,2,5,1,5\n"},
      {"split_crosslingual_dev.txt", "rain\n"}};
  EXPECT_EQ(read_set("warriner", "all", words).turns.size(), 2u);
  const auto dev = read_set("warriner", "dev", words);
  EXPECT_EQ(spoken(dev), Lines{": rain"});
  EXPECT_EQ(tracks_of(dev)[0].key.perspective, Perspective::evoked);
  EXPECT_DOUBLE_EQ(*tracks_of(dev)[0].state(0).rater_sd[1], 0.5);
  EXPECT_EQ(dev.occurrences[0].attributes.at("V.Mean.M"), "5");
}

}  // namespace
}  // namespace affect::test
