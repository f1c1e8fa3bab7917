#!/usr/bin/env bash
# package_test.sh install|program|headers|find_package|add_subdirectory SOURCE BUILD COMPILER
# Installs the build and uses it as another project does.
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

case $what in
  install)
    rm -rf -- "$work"
    cmake --install "$build" --prefix "$prefix"
    diff -r "$source/include/affect" "$prefix/include/affect"
    [[ -f $prefix/share/doc/affect/LICENSE && -f $prefix/share/doc/affect/NOTICE ]]
    ;;
  program)
    "$prefix/bin/affect" --version
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
    consume add_subdirectory -DAFFECT_FROM="$source" -DAFFECT_UNITY=ON
    ;;
esac
