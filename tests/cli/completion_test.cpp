// The scripts of affect completion, run by the shells that they are for.
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

/// What bash offers for a command line, its last word being typed.
std::string offered_by_bash(const Folder& folder, const std::string& words) {
  const auto ran = folder.run("source <($affect completion bash); COMP_WORDS=(" + words +
                              "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _affect; echo \"${COMPREPLY[@]}\"");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  return ran.out.substr(0, ran.out.size() - 1);
}

TEST(Completion, BashOffersVerbsOptionsAndNames) {
  const Folder folder;
  folder.write("chat.txt", "Ann: hello\n");
  folder.write("chapter.md", "hello\n");
  for (const auto& [words, offers] : std::initializer_list<std::pair<std::string, std::string>>{
           {"affect tra", "track"},
           {"affect track --outp", "--output"},
           {"affect track --format tele", "telegram"},
           {"affect track --format = tele", "telegram"},
           {"affect track --date-order =", "dmy mdy ymd"},
           {"affect track --with dya", "dyads"},
           {"affect track --with emotion,dya", "emotion,dyads"},
           {"affect track chat", "chat.txt"},
           {"affect track cha", "chapter.md chat.txt"},
           {"affect track -o cha", "chapter.md chat.txt"},
           {"affect track --threads ''", ""},
           {"affect agree --level o", "ordinal"},
           {"affect data ch", "check"},
           {"affect data show goem", "goemotions"},
           {"affect help exi", "exit-codes"},
           {"affect formats kaka", "kakaotalk"},
           {"affect completion z", "zsh"},
           {"affect nothing ''", ""},
       }) {
    auto found = offered_by_bash(folder, words);
    if (found == "chat.txt chapter.md") found = "chapter.md chat.txt";  // in the order of the folder
    EXPECT_EQ(found, offers) << words;
  }
}

TEST(Completion, ANameWithSpacesStaysOne) {
  const Folder folder;
  folder.write("my chat.txt", "Ann: hello\n");
  const auto ran = folder.run(
      "source <($affect completion bash); COMP_WORDS=(affect track my); COMP_CWORD=2; _affect; "
      "printf '<%s>' \"${COMPREPLY[@]}\"");
  EXPECT_EQ(ran.out, "<my chat.txt>");
}

TEST(Completion, ZshReadsItsScript) {
  const Folder folder;
  ASSERT_EQ(folder.run("command -v zsh").code, 0) << "needs zsh, which ./check installs";
  const auto ran = folder.run(
      "mkdir functions && $affect completion zsh > functions/_affect && zsh -n functions/_affect && "
      "zsh -f -c 'fpath=(functions $fpath); autoload -Uz compinit && compinit -u -D && print $_comps[affect]'");
  EXPECT_EQ(ran.out, "_affect\n") << ran.err;
  EXPECT_EQ(ran.err, "");
}

TEST(Completion, ZshOffersWhatIsTyped) {
  const Folder folder;
  ASSERT_EQ(folder.run("command -v zsh").code, 0) << "needs zsh, which ./check installs";
  // A terminal of zsh's own: what is typed is completed in the line that it shows.
  folder.write("ask.zsh", R"(zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath=(\$PWD/functions \$fpath); autoload -Uz compinit; compinit -u -D; print rea''dy"
zpty -r shell answer '*ready*'
zpty -w -n shell "$1"$'\t'
zpty -r shell answer "*$2*" && print found
zpty -d shell
)");
  ASSERT_EQ(folder.run("mkdir functions && $affect completion zsh > functions/_affect").code, 0);
  for (const auto& [typed, completed] :
       std::initializer_list<std::pair<std::string, std::string>>{{"affect tra", "affect track"},
                                                                  {"affect track --outp", "--output"},
                                                                  {"affect track --format=tele", "--format=telegram"},
                                                                  {"affect track --with emotion,dya", "emotion,dyads"},
                                                                  {"affect data ch", "data check"},
                                                                  {"affect track as", "track ask.zsh"}}) {
    const auto ran = folder.run("TERM=xterm timeout 20 zsh -f ask.zsh '" + typed + "' '" + completed + "'");
    EXPECT_EQ(ran.out, "found\n") << typed << ran.err;
  }
}

TEST(Completion, FishOffersWhatIsTyped) {
  const Folder folder;
  ASSERT_EQ(folder.run("command -v fish").code, 0) << "needs fish, which ./check installs";
  ASSERT_EQ(folder.run("$affect completion fish > affect.fish && fish --no-execute affect.fish").code, 0);
  const auto ask = [&](const std::string& typed) {
    const auto ran =
        folder.run("HOME=$PWD fish -c 'source affect.fish; complete -C \"affect " + typed + "\"' | cut -f 1 | xargs");
    return ran.out + ran.err;
  };
  EXPECT_EQ(ask("tra"), "track\n");
  EXPECT_EQ(ask("track --outp"), "--output\n");
  EXPECT_EQ(ask("track --format tele"), "telegram\n");
  EXPECT_EQ(ask("data ch"), "check\n");
}

TEST(Completion, AnotherShellIsRefused) {
  const Folder folder;
  const auto ran = folder.run("$affect completion tcsh");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("bash, zsh or fish"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace affect::cli
