#include "perceive/text/vader_words.h"

#include <array>
#include <utility>

namespace affect::perceive::text {
namespace {

constexpr std::array<std::string_view, 59> kNegators{
    "aint",    "arent",    "cannot",  "cant",    "couldnt", "darent",   "didnt",   "doesnt",    "ain't",    "aren't",
    "can't",   "couldn't", "daren't", "didn't",  "doesn't", "dont",     "hadnt",   "hasnt",     "havent",   "isnt",
    "mightnt", "mustnt",   "neither", "don't",   "hadn't",  "hasn't",   "haven't", "isn't",     "mightn't", "mustn't",
    "neednt",  "needn't",  "never",   "none",    "nope",    "nor",      "not",     "nothing",   "nowhere",  "oughtnt",
    "shant",   "shouldnt", "uhuh",    "wasnt",   "werent",  "oughtn't", "shan't",  "shouldn't", "uh-uh",    "wasn't",
    "weren't", "without",  "wont",    "wouldnt", "won't",   "wouldn't", "rarely",  "seldom",    "despite"};

constexpr std::array kIntensifiers{
    "absolutely",    "amazingly",  "awfully",   "completely", "considerable", "considerably", "decidedly",
    "deeply",        "effing",     "enormous",  "enormously", "entirely",     "especially",   "exceptional",
    "exceptionally", "extreme",    "extremely", "fabulously", "flipping",     "flippin",      "frackin",
    "fracking",      "fricking",   "frickin",   "frigging",   "friggin",      "fully",        "fuckin",
    "fucking",       "fuggin",     "fugging",   "greatly",    "hella",        "highly",       "hugely",
    "incredible",    "incredibly", "intensely", "major",      "majorly",      "more",         "most",
    "particularly",  "purely",     "quite",     "really",     "remarkably",   "so",           "substantially",
    "thoroughly",    "total",      "totally",   "tremendous", "tremendously", "uber",         "unbelievably",
    "unusually",     "utter",      "utterly",   "very"};

constexpr std::array kDampeners{"almost", "barely", "hardly",   "kinda",      "kindof",     "kind-of",
                                "less",   "little", "marginal", "marginally", "occasional", "occasionally",
                                "partly", "scarce", "scarcely", "slight",     "slightly",   "somewhat",
                                "sorta",  "sortof", "sort-of"};

constexpr std::pair<std::string_view, Word> kWords[] = {
    {"no", Word::no},           {"or", Word::or_},      {"nor", Word::nor},         {"never", Word::never},
    {"so", Word::so},           {"this", Word::this_},  {"without", Word::without}, {"doubt", Word::doubt},
    {"at", Word::at},           {"very", Word::very},   {"least", Word::least},     {"but", Word::but},
    {"kind", Word::kind},       {"of", Word::of},       {"the", Word::the},         {"shit", Word::shit},
    {"bomb", Word::bomb},       {"bad", Word::bad},     {"ass", Word::ass},         {"bus", Word::bus},
    {"stop", Word::stop},       {"yeah", Word::yeah},   {"right", Word::right},     {"kiss", Word::kiss},
    {"death", Word::death},     {"to", Word::to},       {"die", Word::die},         {"for", Word::for_},
    {"beating", Word::beating}, {"heart", Word::heart}, {"just", Word::just},       {"enough", Word::enough},
    {"sort", Word::sort}};

}  // namespace

void add_vader_words(LexiconTable& table) {
  for (const auto negator : kNegators) table.add(negator).negates = true;
  for (const auto* word : kIntensifiers) table.add(word).booster = kBooster;
  for (const auto* word : kDampeners) table.add(word).booster = -kBooster;
  for (const auto& [key, word] : kWords) table.add(key).word = word;
}

}  // namespace affect::perceive::text
