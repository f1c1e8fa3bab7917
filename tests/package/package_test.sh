#!/usr/bin/env bash
# package_test.sh install|program|headers|find_package|add_subdirectory|packages|identity SOURCE BUILD COMPILER
# Installs and packs the build, and uses it as other people and projects do.
set -eu -o pipefail
what=$1 source=$2 build=$3 compiler=$4
work=$build/package_test
prefix=$work/prefix

# consume NAME CMAKE-ARGUMENT...: builds examples/library in a folder of its own and runs it.
consume() {
  local folder=$work/$1
  shift
  rm -rf -- "$folder"
  cmake -S "$source/examples/library" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER="$compiler" "$@"
  cmake --build "$folder" --target turning_points
  [[ $("$folder/turning_points" "$source/examples/quarrel.txt") == *"Mara turns up at turn 13"* ]]
}

# starts_alone ROOT: the program below ROOT runs with what came with it, its models too.
starts_alone() {
  local home=$work/home
  rm -rf -- "$home"
  mkdir -p -- "$home"
  cd -- "$home"
  cp -- "$1"/share/doc/affect/examples/quarrel.txt .
  env -i HOME="$home" PATH=/usr/bin:/bin "$1/bin/affect" track quarrel.txt -o report.html
  env -i HOME="$home" PATH=/usr/bin:/bin "$1/bin/affect" track quarrel.txt --with emotion --json >records.jsonl
  grep -q '"emotion@' records.jsonl
  env -i HOME="$home" "$1/bin/affect" doctor --json | grep -qF "\"folder\":\"$1/share/affect/models\""
  # A net runs with the libraries that came along.
  [[ ! -d $1/lib/affect || ! -d ${AFFECT_MODELS:-}/all-minilm-l6-v2 ]] ||
    env -i HOME="$home" PATH=/usr/bin:/bin AFFECT_MODELS="$AFFECT_MODELS" "$1/bin/affect" search peace quarrel.txt --encoder minilm
}

# has_pages ROOT SITE: manual pages and completions, zsh's in SITE.
has_pages() {
  local verb
  for verb in $("$1/bin/affect" completion bash | sed -n "s/^    words='\(agree .*\)'$/\1/p"); do
    [[ -s $1/share/man/man1/affect-$verb.1 ]] || { echo "no page of $verb"; return 1; }
  done
  [[ -s $1/share/man/man1/affect.1 && -s $1/share/man/man1/affect-track.1 ]]
  [[ -s $1/share/bash-completion/completions/affect && -s $1/share/fish/vendor_completions.d/affect.fish ]]
  [[ -s $1/share/zsh/$2/_affect ]]
}

case $what in
  install)
    rm -rf -- "$work"
    cmake --install "$build" --prefix "$prefix"
    diff -r "$source/include/affect" "$prefix/include/affect"
    [[ -f $prefix/share/doc/affect/LICENSE && -f $prefix/share/doc/affect/NOTICE ]]
    has_pages "$prefix" site-functions
    ;;
  program)
    "$prefix/bin/affect" --version
    starts_alone "$prefix"
    ;;
  packages)
    rm -rf -- "$work/packages"
    mkdir -p -- "$work/packages/deb" "$work/packages/tar"
    cd -- "$work/packages"
    cpack --config "$build/CPackConfig.cmake" -B "$work/packages"
    deb=$(echo affect_*.deb) archive=$(echo affect-*.tar.gz)

    depends=$(dpkg-deb -f "$deb" Depends)
    for library in libc6 libstdc++6 libicu libgmime libsimdjson libfmt libzip libzstd tzdata; do
      [[ $depends == *$library* ]] || { echo "$deb does not depend on $library: $depends"; exit 1; }
    done
    dpkg-deb -x "$deb" deb
    has_pages "$PWD/deb/usr" vendor-completions
    [[ -z $(find deb/usr -name '*.h' -o -name '*.a' -o -name '*.cmake') ]]
    (starts_alone "$PWD/deb/usr")

    tar -xzf "$archive" -C tar --strip-components=1
    has_pages "$PWD/tar" site-functions
    (starts_alone "$PWD/tar")
    # Every library but the C library is its own.
    ldd tar/bin/affect | awk '/=>/ {print $1, $3}' | while read -r library path; do
      [[ $(realpath -- "$path") == "$PWD/tar/lib/affect/"* || $library =~ ^lib(c|m|dl|rt|pthread|resolv)\.so ]] ||
        { echo "$library comes from $path"; exit 1; }
    done
    [[ -n $(find tar/share/doc/affect/libraries -name 'libicu*.txt') ]]
    ;;
  identity)
    # One version: what the build says, the changelog and the citation say too.
    version=$("$build/affect" version --json | sed 's/.*"version":"\([^"]*\)".*/\1/')
    date=$("$build/affect" version --json | sed 's/.*"date":"\([^"]*\)".*/\1/')
    grep -qxF "## [$version] - $date" "$source/CHANGELOG.md"
    grep -qxF "version: $version" "$source/CITATION.cff"
    grep -qxF "date-released: \"$date\"" "$source/CITATION.cff"
    ;;
  headers)
    # Each header by itself, twice, with nothing but what is installed.
    mkdir -p -- "$work"
    cd -- "$prefix/include"
    find affect -name '*.h' -print0 | sort -z | xargs -0 -n 1 -P 2 bash -c '
      printf "#include <%s>\n#include <%s>\n" "$1" "$1" |
        "$0" -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Werror -fsyntax-only -I . -x c++ - || { echo "$1 does not stand alone"; exit 255; }' "$compiler"
    ;;
  find_package)
    consume find_package -DCMAKE_PREFIX_PATH="$prefix"
    ;;
  add_subdirectory)
    consume add_subdirectory -DAFFECT_FROM="$source" -DAFFECT_UNITY=ON -DCMAKE_CXX_FLAGS_DEBUG=-O0
    ;;
esac
