#include "io/name_words.h"

#include <algorithm>
#include <iterator>

namespace affect::io {
namespace {

// The words of placeholders are among them, so that no name ever changes one.
constexpr std::u32string_view kTitlesAndRoles[] = {
    U"person",      U"mail",       U"phone",      U"link",     U"number",    U"handle",      U"episode",
    U"file",        U"medium",     U"label",      U"message",  U"von",       U"van",         U"der",
    U"den",         U"ter",        U"ten",        U"del",      U"della",     U"dos",         U"das",
    U"bin",         U"ibn",        U"bint",       U"abu",      U"the",       U"and",         U"und",
    U"mit",         U"for",        U"mrs",        U"miss",     U"mister",    U"herr",        U"frau",
    U"prof",        U"sir",        U"madame",     U"monsieur", U"dona",      U"senor",       U"senora",
    U"professor",   U"doctor",     U"doktor",     U"speaker",  U"user",      U"participant", U"interviewer",
    U"interviewee", U"respondent", U"guest",      U"host",     U"moderator", U"therapist",   U"client",
    U"patient",     U"counselor",  U"counsellor", U"coach",    U"agent",     U"customer",    U"operator",
    U"caller",      U"receiver",   U"sender",     U"author",   U"admin",     U"bot",         U"system",
    U"support",     U"service",    U"team",       U"group",    U"family",    U"familie",     U"chat",
    U"channel",     U"student",    U"teacher",    U"mother",   U"father",    U"child",       U"parent",
    U"sister",      U"brother",    U"friend",     U"unknown",  U"anonymous", U"deleted",     U"account",
    U"assistant",   U"narrator",   U"everyone",   U"somebody", U"nobody",    U"you",         U"mom",
    U"mum",         U"dad",        U"mama",       U"papa",     U"oma",       U"opa",         U"boss",
    U"work",        U"home",       U"office",     U"new",      U"old",       U"mobile",      U"whatsapp",
    U"telegram",    U"com",        U"org",        U"net",      U"one",       U"two",         U"three",
    U"first",       U"second"};

constexpr std::u32string_view kCommonWords[] = {
    U"will",     U"may",     U"mark",    U"joy",      U"grace",    U"rose",    U"hope",    U"faith",   U"june",
    U"april",    U"august",  U"summer",  U"autumn",   U"dawn",     U"eve",     U"iris",    U"ivy",     U"lily",
    U"daisy",    U"violet",  U"olive",   U"ruby",     U"pearl",    U"jade",    U"amber",   U"crystal", U"bill",
    U"bob",      U"jack",    U"rob",     U"sue",      U"pat",      U"drew",    U"chase",   U"chance",  U"grant",
    U"frank",    U"guy",     U"art",     U"gene",     U"rich",     U"dean",    U"duke",    U"earl",    U"king",
    U"prince",   U"bishop",  U"pope",    U"baker",    U"cook",     U"smith",   U"miller",  U"taylor",  U"carter",
    U"hunter",   U"fisher",  U"mason",   U"cooper",   U"potter",   U"porter",  U"page",    U"parker",  U"ward",
    U"wood",     U"woods",   U"hill",    U"hills",    U"field",    U"fields",  U"lake",    U"rivers",  U"river",
    U"brook",    U"brooks",  U"stone",   U"banks",    U"bush",     U"bell",    U"ball",    U"bond",    U"brown",
    U"black",    U"white",   U"green",   U"gray",     U"grey",     U"young",   U"long",    U"short",   U"small",
    U"little",   U"sharp",   U"strong",  U"swift",    U"wise",     U"noble",   U"best",    U"good",    U"love",
    U"day",      U"knight",  U"price",   U"cash",     U"rush",     U"bear",    U"wolf",    U"fox",     U"bird",
    U"swan",     U"hawk",    U"angel",   U"melody",   U"harmony",  U"trinity", U"destiny", U"heaven",  U"star",
    U"sky",      U"storm",   U"sunny",   U"sandy",    U"kitty",    U"penny",   U"ginger",  U"basil",   U"sage",
    U"rosemary", U"holly",   U"hazel",   U"heather",  U"poppy",    U"willow",  U"clay",    U"cliff",   U"dale",
    U"glen",     U"heath",   U"forest",  U"reed",     U"ray",      U"rod",     U"stew",    U"don",     U"max",
    U"dot",      U"nick",    U"jean",    U"jay",      U"robin",    U"major",   U"pierce",  U"miles",   U"trust",
    U"dick",     U"peg",     U"mat",     U"matt",     U"josh",     U"lance",   U"carol",   U"cherry",  U"candy",
    U"honey",    U"misty",   U"stormy",  U"patience", U"prudence", U"mercy",   U"charity", U"honor",   U"honour",
    U"justice",  U"liberty", U"victor",  U"hero",     U"buddy",    U"junior",  U"herb",    U"hank",    U"tanner",
    U"archer",   U"ash",     U"birch",   U"cole",     U"coal",     U"dusty",   U"finn",    U"flora",   U"fern",
    U"garnet",   U"jasper",  U"jewel",   U"lane",     U"leaf",     U"marina",  U"norm",    U"opal",    U"paris",
    U"peaches",  U"raven",   U"rocky",   U"rowan",    U"rusty",    U"scout",   U"sonny",   U"tiger",   U"wade",
    U"walker",   U"weaver",  U"wren",    U"else",     U"ernst",    U"klein",   U"gross",   U"lang",    U"jung",
    U"kurz",     U"weiss",   U"schwarz", U"stark",    U"sommer",   U"winter",  U"koch",    U"richter", U"berg",
    U"stein",    U"ina",     U"las",     U"san",      U"sol",      U"luz",     U"rosa",    U"blanca",  U"paz",
    U"mar",      U"marin",   U"claire",  U"aurore",   U"cerise",   U"blanche", U"petit",   U"grand",   U"rene",
    U"вера",     U"надежда", U"любовь",  U"роман",    U"роза",     U"лев",     U"майя",    U"слава"};

template <std::size_t n>
bool contains(const std::u32string_view (&words)[n], std::u32string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace

bool is_title_or_role(std::u32string_view word) { return contains(kTitlesAndRoles, word); }
bool is_common_word(std::u32string_view word) { return contains(kCommonWords, word); }

}  // namespace affect::io
