// What is plain to people, in sentences written for this test: which of two is brighter, which more excited, which one
// joyful. Floors lie just under what is measured; the test prints what the model gets wrong.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "affect/perceive/text/emotion_model.h"

namespace affect::perceive::text {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// The first is brighter than the second.
constexpr Pair kValence[] = {
    // negation
    {"The food was not bad at all.", "The food was not good at all."},
    {"I have never felt this welcome anywhere.", "I have never felt welcome here."},
    {"Nobody was hurt.", "Nobody was happy."},
    {"She doesn't hate you.", "She doesn't like you."},
    {"I wouldn't change a thing about it.", "I wouldn't recommend it to anyone."},
    {"There is nothing to worry about.", "There is nothing to look forward to."},
    {"He isn't angry with us any more.", "He isn't friends with us any more."},
    {"You can't go wrong with this one.", "You can't do anything right with this one."},
    // intensity
    {"It was an absolutely wonderful evening.", "It was a fairly nice evening."},
    {"I am a little tired.", "I am completely exhausted and miserable."},
    {"The delay was slightly annoying.", "The delay was utterly infuriating."},
    {"He was somewhat disappointed.", "He was heartbroken."},
    {"The room was okay.", "The room was disgusting."},
    {"I really, really love this song.", "I guess this song is fine."},
    // contrast
    {"The service was slow, but the meal was fantastic.", "The meal was fine, but the service was terrible."},
    {"It hurt at first, but now I feel great.", "It felt great at first, but now it hurts."},
    {"We lost the match, but we had so much fun.", "We won the match, but our captain broke his leg."},
    // events of every day
    {"My daughter took her first steps today.", "My daughter cried herself to sleep today."},
    {"They offered me the job.", "They fired me this morning."},
    {"The test results came back clear.", "The test results came back and it is cancer."},
    {"We finally paid off the house.", "We are going to lose the house."},
    {"She said yes!", "She said it was over."},
    {"The sun came out just in time for the picnic.", "The storm ruined the picnic."},
    {"Grandpa is coming home from the hospital.", "Grandpa died in the hospital."},
    {"An old friend called me out of the blue and we talked for hours.",
     "My friends went without me and did not tell me."},
    {"The kids baked me a birthday cake.", "Everyone forgot my birthday."},
    {"I found twenty euros in my old coat.", "Somebody stole my wallet on the bus."},
    {"The neighbours helped us carry everything upstairs.", "The neighbours shouted at us all night."},
    {"Our flight landed early.", "Our flight was cancelled and we slept on the floor."},
    {"He thanked me for my patience.", "He blamed me for his mistake."},
};

/// The first is brighter than the second, and both are denied.
constexpr Pair kNegated[] = {
    {"She isn't cruel.", "She isn't kind."},
    {"The hotel was not dirty.", "The hotel was not clean."},
    {"I don't feel lonely any more.", "I don't feel loved any more."},
    {"It wasn't boring.", "It wasn't interesting."},
    {"They never complain.", "They never smile."},
    {"No problem at all.", "No fun at all."},
    {"He did not fail the exam.", "He did not pass the exam."},
    {"Nothing went wrong today.", "Nothing went right today."},
    {"We aren't afraid of it.", "We aren't excited about it."},
    {"There was no pain.", "There was no joy."},
    {"I cannot fault the staff.", "I cannot praise the staff."},
    {"This isn't a disaster.", "This isn't a success."},
    {"The movie was not terrible.", "The movie was not great."},
    {"You won't regret it.", "You won't enjoy it."},
    {"Without fear she walked on.", "Without hope she walked on."},
    {"My boss didn't yell at me.", "My boss didn't thank me."},
    {"It is not the worst idea.", "It is not the best idea."},
    {"I'm not angry, I'm proud of you.", "I'm not proud of you, I'm angry."},
    {"Never been happier!", "Never been more miserable!"},
    {"The soup wasn't cold.", "The soup wasn't warm."},
};

/// The first is more excited than the second.
constexpr Pair kArousal[] = {
    {"Oh my God, we won, we actually won!", "We finished in the middle of the table."},
    {"Get out of here right now!", "You may leave whenever you like."},
    {"I am so furious I could scream!", "I am a bit bored."},
    {"The crowd went wild when the band came on stage!", "The reading room was quiet all afternoon."},
    {"Run! The building is on fire!", "The building was finished in 1954."},
    {"I can't believe it, this is amazing!", "This is all right, I suppose."},
    {"She screamed and grabbed the wheel.", "She folded the towels and put them away."},
    {"He burst into the room, shouting and waving the letter.", "He sat by the window and read the letter."},
    {"We were terrified as the plane shook violently.", "We dozed while the train rolled along."},
    {"This is an outrage and I will not stand for it!", "The committee meets on the first Tuesday of the month."},
};

struct Language {
  std::string_view language, first_joy, second_joy, first_gloom, second_gloom;  ///< gloom: sadness or anger
};

constexpr Language kLanguages[] = {
    {"en", "I am so happy today!", "What a wonderful surprise, thank you!", "I feel so alone and sad.",
     "I am furious with you!"},
    {"de", "Ich bin so glücklich, danke euch allen!", "Was für ein schöner Tag, ich freue mich so!",
     "Ich bin so traurig und weine nur noch.", "Das ist eine Frechheit, ich bin so wütend!"},
    {"es", "¡Estoy muy feliz, gracias a todos!", "¡Qué alegría verte, te quiero mucho!",
     "Estoy muy triste, no paro de llorar.", "¡Qué asco de gente, me da mucha rabia!"},
    {"fr", "Je suis tellement heureuse, merci à tous !", "C'est merveilleux, je t'aime !",
     "Je suis triste, il est mort hier.", "Tais-toi, je te déteste, salaud !"},
    {"ru", "Я так счастлива, спасибо вам большое!", "Какой прекрасный день, я очень рад!",
     "Мне так грустно, я плачу весь день.", "Ненавижу вас, как же вы меня бесите!"},
    {"uk", "Я така щаслива, дуже дякую вам!", "Який чудовий день, я дуже радий!", "Мені так сумно, я плачу весь день.",
     "Ненавиджу, як же мене це дратує!"},
    {"sv", "Jag är så glad och lycklig, tack!", "Vilken underbar dag, jag älskar det!",
     "Jag är så ledsen, jag gråter bara.", "Jävla idioter, jag är så arg!"},
    {"ro", "Sunt atât de fericită, vă mulțumesc!", "Ce zi minunată, mă bucur mult!", "Sunt foarte trist și plâng.",
     "Sunt foarte furios, este o nesimțire!"},
    {"pt-BR", "Estou muito feliz, obrigada a todos!", "Que dia maravilhoso, adorei!",
     "Estou muito triste, só consigo chorar.", "Que raiva, odeio essa gente!"},
    {"zh", "我今天太开心了，谢谢大家！", "真是太棒了，好幸福！", "我很难过，一直在哭。", "气死我了，真是太可恶了！"},
    {"hi", "मैं आज बहुत खुश हूँ, धन्यवाद!", "वाह, कितना सुंदर दिन है, मज़ा आ गया!", "मैं बहुत दुखी हूँ, रोना आ रहा है।",
     "मुझे बहुत गुस्सा आ रहा है!"},
    {"af", "Ek is so gelukkig, baie dankie!", "Wat 'n wonderlike dag, ek is so bly!", "Ek is so hartseer en huil net.",
     "Ek is woedend vir julle!"},
    {"sw", "Nina furaha sana leo, asante!", "Hongera sana, tumefurahi!", "Nina huzuni sana, nalia.",
     "Nimekasirika sana, hawa ni wajinga!"},
};

class EmotionSense : public testing::Test {
 protected:
  template <std::size_t Count>
  std::size_t in_order(const Pair (&pairs)[Count], const std::string& dimension) {
    EmotionScorer scorer(engine_, EmotionModel::open(engine_, "en"));
    const auto expressed = *scorer.model().head("expressed:" + dimension);
    const auto evoked = *scorer.model().head("evoked:" + dimension);
    const auto value = [&](std::string_view text) {
      const auto& score = scorer.score(text);
      return (score.value(expressed) + score.value(evoked)) / 2;
    };
    std::size_t right = 0;
    for (const auto& [more, less] : pairs) {
      const double high = value(more), low = value(less);
      right += high > low;
      if (high <= low) std::printf("wrong: %.3f %.*s\n", high, static_cast<int>(more.size()), more.data());
      if (high <= low) std::printf("       %.3f %.*s\n", low, static_cast<int>(less.size()), less.data());
    }
    LexiconScorer lexicon(Lexicon::vader(engine_, Lexicon::Rules::mended));
    std::size_t by_lexicon = 0;
    for (const auto& [more, less] : pairs) {
      const double high = lexicon.score(more).valence;
      by_lexicon += high > lexicon.score(less).valence;
    }
    std::printf("| %s, pairs in order | %zu of %zu | the lexicon's valence %zu |\n", dimension.c_str(), right, Count,
                by_lexicon);
    return right;
  }

  const Engine engine_;
};

TEST_F(EmotionSense, PairsInValence) { EXPECT_GE(in_order(kValence, "valence"), 27u); }

TEST_F(EmotionSense, NegatedPairsInValence) { EXPECT_GE(in_order(kNegated, "valence"), 19u); }

TEST_F(EmotionSense, PairsInArousal) { EXPECT_GE(in_order(kArousal, "arousal"), 9u); }

// Joy against sadness and anger: each of the two joyful sentences against each of the other two.
TEST_F(EmotionSense, JoyInThirteenLanguages) {
  std::size_t all = 0, right = 0;
  for (const Language& one : kLanguages) {
    EmotionScorer scorer(engine_, EmotionModel::open(engine_, one.language));
    const std::string group = one.language == "fr" ? "plutchik:" : "ekman:";
    const auto of = [&](const char* label) { return *scorer.model().head(group + label); };
    const auto joy = of("joy"), sadness = of("sadness"), anger = of("anger");
    // Logits of calibrated probabilities: their difference does not depend on how rare a label is in the set.
    const auto brightness = [&](std::string_view text) {
      const auto& score = scorer.score(text);
      const auto logit = [&](std::size_t head) { return std::log(score.value(head) / (1 - score.value(head))); };
      return logit(joy) - std::max(logit(sadness), logit(anger));
    };
    std::size_t here = 0;
    for (const auto& bright : {one.first_joy, one.second_joy}) {
      for (const auto& dark : {one.first_gloom, one.second_gloom}) here += brightness(bright) > brightness(dark);
    }
    std::printf("| %.*s | %zu of 4 |\n", static_cast<int>(one.language.size()), one.language.data(), here);
    EXPECT_GE(here, 2u) << one.language;
    right += here;
    all += 4;
  }
  std::printf("| joy before sadness and anger | %zu of %zu |\n", right, all);
  EXPECT_GE(right, all - 5);
}

TEST_F(EmotionSense, ContributionsAddUpInEveryHead) {
  EmotionScorer scorer(engine_, EmotionModel::open(engine_, "en"));
  for (const auto& [first, second] : kValence) {
    for (const auto text : {first, second}) {
      const EmotionScore score = scorer.score(text);
      for (std::size_t h = 0; h < scorer.model().size(); ++h) {
        double sum = scorer.baseline(h);
        for (const WordWeight& word : scorer.contributions(h)) sum += word.weight;
        const auto kind = scorer.model().kind(h);
        if (kind == EmotionHeadKind::label) {
          EXPECT_NEAR(std::log(score.value(h) / (1 - score.value(h))), sum, 1e-6) << text;
        } else if (kind != EmotionHeadKind::spread) {
          EXPECT_NEAR(score.value(h), std::clamp(sum, kind == EmotionHeadKind::dimension ? -1.0 : 0.0, 1.0), 1e-6);
        }
      }
    }
  }
}

TEST_F(EmotionSense, WordsSayWhy) {
  EmotionScorer scorer(engine_, EmotionModel::open(engine_, "en"));
  const auto valence = *scorer.model().head("expressed:valence");
  scorer.score("The meal was fine, but the service was terrible.");
  const auto words = scorer.contributions(valence);
  const auto lowest =
      std::min_element(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
  EXPECT_EQ(lowest->word, "terrible");
  scorer.score("We had a wonderful evening with my cousins.");
  const auto bright = scorer.contributions(valence);
  const auto highest =
      std::max_element(bright.begin(), bright.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
  EXPECT_EQ(highest->word, "wonderful");
}

}  // namespace
}  // namespace affect::perceive::text
