#!/usr/bin/env bash
# Fetches archives of lock.toml into the cache and unpacks them: third_party/fetch.sh NAME... [--into DIR], or --peers for
# all that tests compare with (peers and models), --statistics for what ./check --full runs the example analyses with,
# --libraries for what is linked. An archive whose checksum is not the locked one is deleted and never unpacked; one that
# is in the cache already needs no network. Without --into a library is unpacked into <cache>/libraries, all else into
# <cache>/peers.
set -u
root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
source "$root/tools/setup/cache.sh"
lock=${AFFECT_LOCK:-$root/third_party/lock.toml}
downloads=$cache/downloads

# locked NAME KEY: the value of a key, empty where there is none.
locked() {
  awk -v name="$1" -v key="$2" '
    $0 == "[[archive]]" { here = 0 }
    match($0, /^[a-z0-9_.]+ = ".*"$/) {
      at = index($0, " = ")
      value = substr($0, at + 4, length($0) - at - 4)
      if ($1 == "name") here = (value == name)
      else if (here && $1 == key) { print value; exit }
    }' "$lock"
}

# of_kind KIND: names of archives.
of_kind() {
  awk -F'"' -v kind="$1" '/^name = / { name = $2 } /^kind = / && $2 == kind { print name }' "$lock"
}

sha256_of() {
  local sum
  sum=$(sha256sum -- "$1") && printf %s "${sum%% *}"
}

# download NAME VERSION REGISTRY SHA256 FOLDER PYTHON
download() {
  case $3 in
    pypi | pypi-source)
      command -v python3 >/dev/null || die "fetching $1 needs python3 with pip"
      printf '%s==%s --hash=sha256:%s\n' "$1" "$2" "$4" >"$5/requirements"
      local kind=--only-binary=:all:
      [[ $3 == pypi ]] || kind=--no-binary=$1
      python3 -m pip download --quiet --disable-pip-version-check --no-deps "$kind" ${6:+--python-version "$6"} \
        --require-hashes -d "$5/got" -r "$5/requirements"
      ;;
    npm)
      command -v npm >/dev/null || die "fetching $1 needs npm"
      mkdir -- "$5/got" && npm pack --silent --pack-destination "$5/got" "$1@$2" >/dev/null
      ;;
    *) die "$lock: $1: unknown registry \"$3\"" ;;
  esac
}

unpack() {
  case $1 in
    *.whl | *.zip) python3 -m zipfile -e "$1" "$2" ;;
    *.tgz | *.tar.gz) tar -xzf "$1" -C "$2" ;;
    *) die "cannot unpack $1" ;;
  esac
}

# fetch NAME FOLDER: the folder of its kind where none is given.
fetch() {
  local name=$1 into=$2 version registry sha256 archive wrong part parts
  if [[ -z $into ]]; then
    into=$cache/peers
    [[ $(locked "$name" kind) != library ]] || into=$cache/libraries
  fi
  version=$(locked "$name" version)
  registry=$(locked "$name" registry)
  sha256=$(locked "$name" sha256.any)
  [[ -n $sha256 ]] || sha256=$(locked "$name" "sha256.$(uname -m)")
  [[ -n $version ]] || die "$name is not in $lock"
  [[ -n $sha256 ]] || die "$lock: $name has no checksum for $(uname -m)"
  [[ -f $into/.$name && $(<"$into/.$name") == "$sha256" ]] && return

  mkdir -p -- "$downloads" "$into" || die "cannot write to $downloads or $into"
  work=$(mktemp -d -- "$into/.fetch.XXXXXX") || die "cannot write to $into"
  archive=$(find "$downloads" -maxdepth 1 -name "$sha256-*" -print -quit)
  if [[ -n $archive && $(sha256_of "$archive") != "$sha256" ]]; then
    say "$name $version in the cache is damaged: deleted"
    rm -f -- "$archive"
    archive=
  fi
  if [[ -z $archive ]]; then
    download "$name" "$version" "$registry" "$sha256" "$work" "$(locked "$name" python)" </dev/null >"$work/log" 2>&1
    archive=$(find "$work/got" -type f -print -quit 2>/dev/null)
    if [[ -n $archive ]]; then
      wrong=$(sha256_of "$archive")
      [[ $wrong == "$sha256" ]] || die "$name $version: wrong checksum $wrong, locked is $sha256: deleted"
    elif grep -qi 'DO NOT MATCH THE HASHES' "$work/log"; then
      die "$name $version: wrong checksum, locked is $sha256: deleted"
    else
      tail -n 3 -- "$work/log" >&2
      die "cannot fetch $name $version from $registry (offline?); with a network: third_party/fetch.sh $name"
    fi
    part=$downloads/$sha256-${archive##*/}
    mv -- "$archive" "$part.$$" && mv -- "$part.$$" "$part"
    archive=$part
  fi

  mkdir -- "$work/new"
  unpack "$archive" "$work/new" || die "cannot unpack $archive"
  parts=("$work"/new/*)
  [[ $registry != pypi-source ]] || parts=("$work"/new/*/"$name")
  for part in "${parts[@]}"; do
    rm -rf -- "$into/${part##*/}"
    mv -- "$part" "$into/" || die "cannot write to $into"
  done
  printf %s "$sha256" >"$work/mark" && mv -- "$work/mark" "$into/.$name"
  rm -rf -- "$work"
  work=
}

work=
trap '[[ -n $work ]] && rm -rf -- "$work"' EXIT
(($#)) || die "usage: third_party/fetch.sh NAME... | --peers | --statistics | --libraries [--into DIR]"
names=()
into=
while (($#)); do
  case $1 in
    --into) into=${2:?--into needs a folder}; shift ;;
    --peers) mapfile -t -O "${#names[@]}" names < <(of_kind peer; of_kind model) ;;
    --libraries) mapfile -t -O "${#names[@]}" names < <(of_kind library) ;;
    --statistics) mapfile -t -O "${#names[@]}" names < <(of_kind statistics) ;;
    -*) die "unknown option $1" ;;
    *) names+=("$1") ;;
  esac
  shift
done
for name in "${names[@]}"; do fetch "$name" "$into"; done
