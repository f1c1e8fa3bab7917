// Words that turn round what follows, where a dictionary or a model names none of its own.
#pragma once
#include <array>
#include <string_view>

namespace affect::perceive::text {

inline constexpr std::array<std::string_view, 53> kEnglishNegators = {
    "no",       "not",     "none",     "never",   "neither", "nor",      "nobody",   "nothing",   "nowhere",
    "noone",    "nope",    "nah",      "without", "cannot",  "ain't",    "aint",     "aren't",    "arent",
    "can't",    "cant",    "couldn't", "couldnt", "didn't",  "didnt",    "doesn't",  "doesnt",    "don't",
    "dont",     "hadn't",  "hadnt",    "hasn't",  "hasnt",   "haven't",  "havent",   "isn't",     "isnt",
    "mightn't", "mustn't", "mustnt",   "needn't", "neednt",  "oughtn't", "shan't",   "shouldn't", "shouldnt",
    "wasn't",   "wasnt",   "weren't",  "werent",  "won't",   "wont",     "wouldn't", "wouldnt",
};

}  // namespace affect::perceive::text
