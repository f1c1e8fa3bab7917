#!/usr/bin/env bash
# Tests ./affect on a stand-in checkout whose "program" is a shell script, so that a build takes no time: first use, later
# use, changed sources, failures, interrupts, odd paths, ordinary users, and packages with stand-ins for dpkg, apt and sudo.
set -u
repo=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
unset AFFECT_CACHE AFFECT_DATA AFFECT_PEERS AFFECT_YES XDG_CACHE_HOME CXX CCACHE_DIR CCACHE_BASEDIR
export HOME=$work/home LC_ALL=C
mkdir "$HOME"
passed=0 failed=0

check() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'not as it should be: %s\n' "$what"
    sed 's/^/    out: /' "$work/out" 2>/dev/null
    sed 's/^/    err: /' "$work/err" 2>/dev/null
  fi
}

# make_checkout FOLDER: the real launcher, and a program that prints its arguments and its input.
make_checkout() {
  mkdir -p "$1/src" "$1/tools" "$1/include" "$1/cmake" "$1/data" "$1/third_party"
  printf '#!/bin/sh\necho "$*" >>"${0%%/*}/fetched"\n' >"$1/third_party/fetch.sh"
  chmod +x "$1/third_party/fetch.sh"
  cp "$repo/affect" "$1/"
  cp -r "$repo/tools/setup" "$1/tools/"
  printf '# package least tested for probe\nbash 1.0 99 user program bash\n' >"$1/tools/setup/packages.txt"
  cat >"$1/src/program.sh" <<'P'
#!/bin/sh
echo "version 1: $*"
[ "${1:-}" = cat ] && cat
exit 0
P
  cat >"$1/src/build.sh" <<'P'
[ -e "$1/src/broken" ] && { echo "a compiler's complaint"; exit 1; }
sleep "$(cat "$1/src/delay" 2>/dev/null || echo 0)"
echo built >>"$2.count"
cp "$1/src/program.sh" "$2" && chmod +x "$2"
P
  cat >"$1/CMakeLists.txt" <<'P'
cmake_minimum_required(VERSION 3.25)
project(affect LANGUAGES NONE)
add_custom_command(OUTPUT affect COMMAND sh "${CMAKE_SOURCE_DIR}/src/build.sh" "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/affect"
  DEPENDS src/program.sh src/build.sh VERBATIM)
add_custom_target(program ALL DEPENDS affect)
add_custom_target(affect-learn COMMAND ${CMAKE_COMMAND} -E touch affect-learn)
file(WRITE "${CMAKE_BINARY_DIR}/nets" "${AFFECT_NETS}")
P
  cat >"$1/CMakePresets.json" <<'P'
{"version": 6, "configurePresets": [{"name": "user", "generator": "Ninja", "binaryDir": "${sourceDir}/build"}]}
P
}

run() { "$@" >"$work/out" 2>"$work/err" </dev/null; }
prints() { [[ $(<"$work/out") == "$1" ]]; }
says() { [[ $(<"$work/err") == *"$1"* ]]; }
silent() { [[ ! -s $work/err ]]; }
builds() { [[ $(cat "$1"/build/*/user/affect.count | wc -l) == "$2" ]]; }
exits() {
  local wanted=$1 status=0
  shift
  run "$@" || status=$?
  [[ $status == "$wanted" ]]
}
# What an ordinary user sees; root takes the part of "nobody".
ordinary() {
  if ((EUID == 0)); then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}

one=$work/one
cache=$HOME/.cache/affect
make_checkout "$one"
check "first use builds and runs" exits 0 "$one/affect" track "a b" '*'
check "the program has its arguments and its output alone" prints "version 1: track a b *"
check "it says once that it builds" says "building OpenAffect, once"
check "second use runs" exits 0 "$one/affect" track
check "and says nothing" silent
check "it was built once" builds "$cache" 1
check "nothing is written into the checkout" test ! -e "$one/build"
check "input reaches the program" test "$(printf 'a\nb\n' | "$one/affect" cat)" == $'version 1: cat\na\nb'

touch -d '-1 hour' "$one/src/program.sh"
check "an old time stamp builds nothing" builds "$cache" 1
sleep 0.05
sed -i 's/version 1/version 2/' "$one/src/program.sh"
check "changed sources are built" exits 0 "$one/affect" x
check "and run" prints "version 2: x"
check "input is kept from the build" test "$(touch "$one/src/program.sh"; echo kept | "$one/affect" cat 2>/dev/null)" == $'version 2: cat\nkept'

check "no nets, no libraries" test ! -e "$one/third_party/fetched"
check "a verb that needs nets" exits 0 "$one/affect" search x
check "builds them" grep -qx ON "$cache"/build/*/user/nets
check "and says so" says "with nets, once"
check "with the libraries they need" grep -qx -- --libraries "$one/third_party/fetched"
check "it runs again" exits 0 "$one/affect" perceive x --embed y
check "and says nothing" silent
touch "$one/src/program.sh"
check "changed sources" exits 0 "$one/affect" x
check "are built with nets still" grep -qx ON "$cache"/build/*/user/nets
check "a linear model is learnt without libtorch" exits 0 "$one/affect" learn emotion_text -o x
check "help too" exits 0 "$one/affect" learn --help
check "nothing is built for them" test ! -e "$cache"/build/*/user/affect-learn
check "a net" exits 0 "$one/affect" learn emotion_small -o x
check "is learnt by a program of its own" test -e "$cache"/build/*/user/affect-learn
check "and nets stay" grep -qx ON "$cache"/build/*/user/nets

mkdir "$work/bin"
ln -s "$one/affect" "$work/bin/affect"
check "a linked launcher finds its checkout" exits 0 "$work/bin/affect" linked
check "and runs" prints "version 2: linked"
check "a launcher found through PATH" exits 0 env PATH="$work/bin:$PATH" affect path
check "a launcher started by bash in its folder" exits 0 env -C "$one" bash affect here
check "a relative path, with CDPATH set" exits 0 env -C "$work" CDPATH=/ one/affect here
check "and stays quiet" prints "version 2: here"

odd="$work/it's \"odd\" \$x;y"
make_checkout "$odd"
check "a path with spaces and quotes" exits 0 "$odd/affect" odd
check "runs" prints "version 1: odd"

mkdir "$work/home two"
check "a home with a space" exits 0 env HOME="$work/home two" "$one/affect" home
check "a cache with a quote, that the build tools cannot use, is named" exits 1 env AFFECT_CACHE="$work/a\"b" "$one/affect" x
check "with a hint" says "set AFFECT_CACHE"

: >"$one/src/broken"
touch "$one/src/build.sh"
check "a failing build exits 1" exits 1 "$one/affect" x
check "shows what the compiler said" says "a compiler's complaint"
check "and names the log" says "user.build.log"
check "and fails again, not running the old program" exits 1 "$one/affect" x
rm "$one/src/broken"
check "a mended one runs" exits 0 "$one/affect" x

# Interrupts: the build waits 5 s, the signal comes after the build has begun.
interrupt() {
  local signal=$1 status=0 pid
  rm -f "$work/begun"
  printf 'touch "%s"\nsleep 5\n' "$work/begun" >"$one/src/build.sh"
  set -m
  "$one/affect" x </dev/null >"$work/out" 2>"$work/err" &
  pid=$!
  set +m
  until [[ -e $work/begun ]] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  kill -"$signal" -- "$2$pid"
  wait "$pid" || status=$?
  printf %s "$status" >"$work/status"
}
cp "$one/src/build.sh" "$work/build.sh"
interrupt INT - 2>/dev/null
check "Ctrl-C in a build exits 130" test "$(<"$work/status")" == 130
check "and says so" says "interrupted"
interrupt TERM '' 2>/dev/null
check "a terminated launcher exits 143" test "$(<"$work/status")" == 143
interrupt KILL - 2>/dev/null
cp "$work/build.sh" "$one/src/build.sh"
check "after a kill the next start builds" exits 0 "$one/affect" again
check "and runs" prints "version 2: again"

printf 1 >"$one/src/delay"
rm -r "$cache"
"$one/affect" first </dev/null >"$work/first" 2>&1 &
sleep 0.3
check "a second start during a build waits" exits 0 "$one/affect" second
check "and says so" says "waiting"
wait
check "both run one build" builds "$cache" 1
rm "$one/src/delay"

# An ordinary user, a checkout that cannot be written, and no HOME.
locked=$work/locked
make_checkout "$locked"
chmod -R a-w "$locked"
mkdir "$work/user"
((EUID == 0)) && chown 65534:65534 "$work/user"
check "an ordinary user, a read-only checkout" exits 0 ordinary env HOME="$work/user" "$locked/affect" user
check "runs" prints "version 1: user"
check "without HOME" exits 0 ordinary env -u HOME TMPDIR="$work/user" XDG_CACHE_HOME= "$locked/affect" homeless
check "a home that cannot be written" exits 0 ordinary env HOME="$locked" TMPDIR="$work/user" "$locked/affect" homeless
check "AFFECT_CACHE, relative" exits 0 ordinary env -C "$work/user" AFFECT_CACHE=here "$locked/affect" x
check "is used" test -d "$work/user/here/build"
check "a cache that cannot be written is named" exits 1 ordinary env AFFECT_CACHE="$locked/c" "$locked/affect" x
check "with a hint" says "set AFFECT_CACHE"

# Packages: stand-ins for dpkg-query, apt-get and sudo, that keep what is "installed" in a file.
fake=$work/fake
mkdir "$fake"
cat >"$fake/dpkg-query" <<'P'
#!/bin/sh
cat "$FAKE/installed"
P
cat >"$fake/apt-get" <<'P'
#!/bin/bash
echo "apt-get $*" >>"$FAKE/calls"
[[ -e $FAKE/offline ]] && { echo "Could not resolve"; exit 100; }
[[ $1 == update ]] && : >"$FAKE/lists"
[[ $1 == update || -e $FAKE/lists ]] || exit 100
for word in "$@"; do [[ $word == affect-* ]] && echo "$word installed 1:2.5+ds-1" >>"$FAKE/installed"; done
exit 0
P
cat >"$fake/sudo" <<'P'
#!/bin/sh
echo "sudo $*" >>"$FAKE/calls"
[ "$1" = -n ] && shift
exec "$@"
P
chmod +x "$fake"/*
export FAKE=$fake
packages=$work/packages
make_checkout "$packages"
cat >"$packages/tools/setup/packages.txt" <<'P'
# package least tested for probe
affect-lib   2.4   2.5   user   header no/such/header.h
affect-tool  1.0   1.0   check  program no-such-program
affect-stats 1.0   1.0   full   r no.such.package
bash         1.0   99    user   program bash
P
forget() {
  rm -rf "$fake/calls" "$fake/lists" "$fake/offline" "$work/user/.cache" "$cache"
  : >"$fake/installed"
  chmod a+w "$fake" "$fake/installed"
}
as_user() { ordinary env HOME="$work/user" PATH="$fake:$PATH" "$@"; }
called() { grep -q -- "$1" "$fake/calls" 2>/dev/null; }
missing_for() {
  env PATH="$fake:$PATH" bash -c 'root=$1; source "$1/tools/setup/packages.sh"; find_missing "$2"; echo "${missing[*]}"' \
    bash "$packages" "$1"
}

forget
check "the program asks for its packages" test "$(missing_for user)" == "affect-lib"
check "./check asks for its own too" test "$(missing_for check)" == "affect-lib affect-tool"
check "./check --full for all" test "$(missing_for full)" == "affect-lib affect-tool affect-stats"
check "without a terminal nothing is installed" exits 1 as_user "$packages/affect" x
check "and it says what is missing" says "apt-get install affect-lib"
check "the program alone needs no package of the checks" test -z "$(grep affect-tool "$work/err")"
check "sudo was not called" test ! -e "$fake/calls"
check "--yes installs through sudo" exits 0 as_user "$packages/affect" --yes x
check "with apt-get" called "sudo .*apt-get .*install affect-lib"
check "after fetching package lists" called "apt-get update"
check "--yes is not the program's" prints "version 1: x"
rm "$fake/calls"
check "the next start installs nothing" exits 0 as_user "$packages/affect" x
check "and calls nothing" test ! -e "$fake/calls"

forget
check "AFFECT_YES=1 says yes too" exits 0 as_user env AFFECT_YES=1 "$packages/affect" x
forget
mv "$fake/sudo" "$work/sudo"
check "without sudo it says what root must do" exits 1 as_user env PATH="$fake:$PATH" "$packages/affect" --yes x
mv "$work/sudo" "$fake/sudo"
forget
: >"$fake/offline"
check "offline and cold it fails" exits 1 as_user "$packages/affect" --yes x
check "and names what is missing" says "cannot install affect-lib (offline?)"
forget
echo "affect-lib installed 2.3.9-1" >"$fake/installed"
check "a package that is too old is replaced" exits 0 as_user "$packages/affect" --yes x
check "and named" says "affect-lib 2.3.9-1 (needs 2.4)"
forget
: >"$fake/offline"
echo "affect-lib installed 3:2.10~rc1-1" >"$fake/installed"
check "a newer one than tested is used, offline" exits 0 as_user "$packages/affect" x
rm -r "$work/user/.cache"
mkdir -p "$work/headers/no/such"
: >"$work/headers/no/such/header.h"
: >"$fake/installed"
check "what came without a package is found" exits 0 as_user env CPATH="$work/headers" "$packages/affect" x
if ((EUID == 0)); then
  forget
  check "root installs at once" exits 0 env PATH="$fake:$PATH" "$packages/affect" x
  check "without sudo" called "^apt-get .*install affect-lib"
fi

# A terminal: `script` lends one.
answer() {
  forget
  printf '%s\n' "$1" | as_user script -qec "'$packages/affect' x" /dev/null >"$work/out" 2>"$work/err"
}
if command -v script >/dev/null; then
  answer y
  check "on a terminal it asks" grep -q "Install with sudo" "$work/out"
  check "and installs after a yes" called "install affect-lib"
  answer n
  check "and not after a no" test ! -e "$fake/calls"
fi

# Third-party archives: a stand-in for npm hands out what lies in $FAKE/registry.
cat >"$fake/npm" <<'P'
#!/bin/sh
echo "npm $*" >>"$FAKE/calls"
[ -e "$FAKE/offline" ] && { echo "npm ERR! offline"; exit 1; }
cp "$FAKE/registry/"*.tgz "$4/"
P
chmod +x "$fake/npm"
mkdir -p "$fake/registry" "$work/package/thing"
echo content >"$work/package/thing/file"
tar -czf "$fake/registry/thing-1.2.tgz" -C "$work/package" thing
sum=$(sha256sum <"$fake/registry/thing-1.2.tgz")
lock_with() {
  printf '[[archive]]\nname = "other"\nversion = "9"\nsha256.any = "0"\n' >"$work/lock.toml"
  printf '\n[[archive]]\nname = "thing"\nversion = "1.2"\nregistry = "npm"\n%s = "%s"\n' "$1" "$2" >>"$work/lock.toml"
}
fetch() { env PATH="$fake:$PATH" AFFECT_LOCK="$work/lock.toml" "$repo/third_party/fetch.sh" "$@"; }
thing_is_there() { [[ $(cat "$cache/peers/thing/file" 2>/dev/null) == content ]]; }
forget
lock_with sha256.any "${sum%% *}"
: >"$fake/offline"
check "an archive, offline and cold, fails" exits 1 fetch thing
check "and is named" says "cannot fetch thing 1.2"
rm "$fake/offline"
check "an archive is fetched" exits 0 fetch thing
check "and unpacked" thing_is_there
: >"$fake/offline"
check "offline, what is unpacked is there" exits 0 fetch thing
rm -r "$cache/peers"
check "offline, what was downloaded is unpacked" exits 0 fetch thing
check "again" thing_is_there
rm -r "$cache/peers"
for archive in "$cache"/downloads/*; do echo more >>"$archive"; done
check "a damaged download is not used" exits 1 fetch thing
check "and said to be deleted" says "damaged: deleted"
check "and deleted" test -z "$(ls "$cache/downloads")"
rm "$fake/offline"
[[ $sum == 0* ]] && wrong=1 || wrong=0
lock_with sha256.any "$wrong${sum:1:63}"
check "a wrong checksum fails" exits 1 fetch thing
check "and is told" says "wrong checksum"
check "and nothing is kept" test -z "$(ls "$cache/downloads" "$cache/peers" | grep thing)"
lock_with "sha256.$(uname -m)" "${sum%% *}"
check "a checksum for this machine" exits 0 fetch thing --into "$work/in to"
check "unpacked where it is wanted" test -f "$work/in to/thing/file"
lock_with sha256.another "${sum%% *}"
check "no checksum for this machine" exits 1 fetch thing --into "$work/elsewhere"
check "is told" says "has no checksum for $(uname -m)"
check "an unknown name" exits 1 fetch nothing
rm -rf "$cache/peers"
lock_with sha256.any "${sum%% *}"
echo 'kind = "statistics"' >>"$work/lock.toml"
check "what tests compare with is another kind" exits 0 fetch --peers
check "and is not fetched for it" test ! -e "$cache/peers/thing"
check "what the example analyses need" exits 0 fetch --statistics
check "is fetched for them" thing_is_there
rm -rf "$cache/peers"
sed -i 's/"statistics"/"model"/' "$work/lock.toml"
check "models of tests lie with what they compare with" exits 0 fetch --peers
check "and are fetched with it" thing_is_there
rm -rf "$cache/peers"
sed -i 's/"model"/"library"/' "$work/lock.toml"
check "what is linked is no peer" exits 0 fetch --peers
check "and lies in a folder of its own" exits 0 fetch --libraries
check "by its kind" test -f "$cache/libraries/thing/file"
check "and only there" test ! -e "$cache/peers/thing"
check "also by its name" exits 0 fetch thing
check "it lies there" test ! -e "$cache/peers/thing"

# A source of Python: of what pip hands out only the folder of the package's name is unpacked.
cat >"$fake/python3" <<'P'
#!/bin/bash
echo "python3 $*" >>"$FAKE/calls"
while [[ $1 != -d ]]; do shift; done
mkdir "$2" && cp "$FAKE/registry/"*.tar.gz "$2/"
P
chmod +x "$fake/python3"
mkdir -p "$work/source/thing-1.2/thing"
echo content >"$work/source/thing-1.2/thing/file"
echo other >"$work/source/thing-1.2/setup.py"
tar -czf "$fake/registry/thing-1.2.tar.gz" -C "$work/source" thing-1.2
sum=$(sha256sum <"$fake/registry/thing-1.2.tar.gz")
forget
lock_with sha256.any "${sum%% *}"
sed -i 's/"npm"/"pypi-source"/' "$work/lock.toml"
check "a source is fetched" exits 0 fetch thing
check "as a source" called "--no-binary=thing"
check "and its folder unpacked" thing_is_there
check "alone" test "$(ls "$cache/peers")" == thing
rm -rf "$cache/peers" "$cache/downloads"
echo 'python = "3.99"' >>"$work/lock.toml"
check "a wheel of one version of Python" exits 0 fetch thing
check "is asked for by it" called "--python-version 3.99"
rm "$fake/python3"

# ./check on a stand-in: one test, two sanitizer presets, two fuzzers, all of them shell scripts.
house=$work/house/checkout
make_checkout "$house"
cp "$repo/check" "$house/"
cp -r "$repo/third_party" "$house/"
: >"$house/third_party/lock.toml"
mkdir -p "$work/house/shared/data" "$house/.ci" "$house/web"
echo '{"name": "web", "scripts": {"check": "true"}}' >"$house/web/package.json"
echo '{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web"}}}' >"$house/web/package-lock.json"
: >"$house/web/build.mjs"
cp "$repo/.ci/run" "$house/.ci/"
cat >>"$house/CMakeLists.txt" <<'P'
enable_testing()
add_test(NAME everything COMMAND sh "${CMAKE_SOURCE_DIR}/src/test.sh")
foreach(fuzzer calm wild)
  configure_file(src/${fuzzer}.sh ${fuzzer}_fuzz COPYONLY)
  add_custom_target(${fuzzer}_fuzz)
endforeach()
file(WRITE "${CMAKE_BINARY_DIR}/generated/fuzzers.txt" "calm_fuzz\nwild_fuzz\n")
add_test(NAME yard COMMAND sh "${CMAKE_SOURCE_DIR}/src/yard.sh" "${CMAKE_BINARY_DIR}")
set_tests_properties(yard PROPERTIES LABELS yard)
add_custom_target(yard_test)
file(WRITE "${CMAKE_BINARY_DIR}/generated/rooms.txt" "core:\nyard: core\n")
P
cat >"$house/CMakePresets.json" <<'P'
{"version": 6, "configurePresets": [{"name": "base", "hidden": true, "generator": "Ninja", "binaryDir": "${sourceDir}/build"},
 {"name": "user", "inherits": "base"}, {"name": "release", "inherits": "base"}, {"name": "dev", "inherits": "base"}, {"name": "fuzz", "inherits": "base"}]}
P
printf '#!/bin/sh\necho "data: $AFFECT_DATA"\n[ ! -e "%s/fails" ]\n' "$house" >"$house/src/test.sh"
printf '#!/bin/sh\nexit 0\n' >"$house/src/calm.sh"
printf '#!/bin/sh\necho "a finding"\n[ ! -e "%s/finds" ]\n' "$house" >"$house/src/wild.sh"
printf '#!/bin/sh\ncase $1 in */dev) [ ! -e "%s/unsafe" ] ;; esac\n' "$house" >"$house/src/yard.sh"
chmod +x "$house"/src/*.sh
git -C "$house" init -q
last_line() { [[ $(grep -v '^$' "$work/out" | tail -n 1) == "$1"* ]]; }
prints_part() { grep -q -- "$1" "$work/out"; }
check "./check passes" exits 0 "$house/check"
check "and ends with ctest's summary" last_line "Total Test time"
check "and used the data beside the checkout" grep -rq "data: $work/house/shared/data" "$cache/build" --include=LastTest.log
check ".ci/run passes" exits 0 env -C / bash "$house/.ci/run"
: >"$house/finds"
check "a fuzzer's finding fails" exits 1 "$house/check"
check "is shown" prints_part "a finding"
check "and named last" says "check failed: fuzzers"
check "after all tests" prints_part "100% tests passed"
check "--fast leaves it out" exits 0 "$house/check" --fast
rm "$house/finds"
: >"$house/unsafe"
check "a room that nobody changed runs without sanitizers" exits 0 "$house/check"
mkdir -p "$house/tests/yard"
: >"$house/tests/yard/gate_test.cpp"
check "a changed one runs with them" exits 1 "$house/check"
check "and is named" says "check failed: ASan and UBSan"
rm "$house/unsafe"
check "and passes" exits 0 "$house/check"
: >"$house/fails"
check "a failing test fails" exits 1 "$house/check" --fast
check "and is named" says "check failed: tests"
rm "$house/fails"
echo 'if' >"$house/src/wrong.sh"
check "a shell file that cannot be read fails" exits 1 "$house/check" --fast
check "and is named" says "shell syntax"
echo 'int  x ;' >"$house/src/x.cpp"
rm "$house/src/wrong.sh"
check "a file that is not formatted fails" exits 1 "$house/check" --fast
check "and is named" prints_part "src/x.cpp"
check "an unknown option fails" exits 1 "$house/check" --quick

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
