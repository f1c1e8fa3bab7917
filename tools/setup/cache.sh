# Where this checkout's builds and downloads lie, all outside the tree. Sourced with `root` set to the checkout; every
# start of ./affect pays for these lines, so they start as few processes as they can.
say() { printf 'affect: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

if [[ -n ${AFFECT_CACHE:-} ]]; then
  cache=$AFFECT_CACHE
elif [[ ${XDG_CACHE_HOME:-} == /* ]]; then
  cache=$XDG_CACHE_HOME/affect
else
  home=${HOME:-~}  # without HOME, ~ is the home of the user database
  cache=$home/.cache/affect
  if [[ ! -w $home ]]; then
    cache=${TMPDIR:-/tmp}/affect-$EUID
    [[ ! -e $cache || -O $cache ]] || die "$cache belongs to somebody else; set AFFECT_CACHE to a folder of yours"
  fi
fi
[[ $cache == /* ]] || cache=$PWD/$cache

# A short name for a path, FNV-1a of its bytes: a process for a checksum would cost more than the rest of the start.
short_name() {
  local LC_ALL=C i byte hash=$((0xcbf29ce484222325))
  for ((i = 0; i < ${#1}; i++)); do
    printf -v byte %d "'${1:i:1}"
    hash=$(((hash ^ (byte & 255)) * 0x100000001b3))
  done
  printf -v name %016x "$hash"
}

short_name "$root"
place=$cache/build/$name
# What the compiler sees as the source: the same short name for every checkout, so that two share compiled objects, and
# a checkout's spaces and quotes never reach a build file.
source_link=$place/checkout
program=$place/user/affect
stamp=$place/user/built
# There once the user's program was built with a heavy part: then it stays so.
built_with=$place/user/with_

# True when the program was built to the end and nothing it is built from has changed since.
program_is_current() {
  [[ -f $stamp && -x $program ]] || return 1
  local newer
  newer=$(cd "$root" && exec find src include cmake data systems results models/manifest.toml CMakeLists.txt CMakePresets.json -newer "$stamp" -print -quit 2>/dev/null)
  [[ -z $newer ]]
}

# find_parts VERB ...: fills `parts` with the heavy parts that these words need: nets (60 MB to fetch run them) and learn
# (libtorch trains them). Only who needs one builds it.
find_parts() {
  parts=()
  local verb=${1:-} word words=" $* "
  [[ $words != *' --help '* && $words != *' -h '* ]] || return 0
  case $verb in
    search) parts+=(nets) ;;
    learn) [[ $words == *' emotion_text '* || $# -eq 1 ]] || parts+=(learn) ;;
  esac
  for word in "$@"; do
    [[ $word != --embed && $word != --embed=* && $word != *emotion_small* || $verb == learn ]] || parts+=(nets)
  done
}

# lacks_parts VERB ...: true where the program was built without one of them.
lacks_parts() {
  local part
  find_parts "$@"
  for part in "${parts[@]}"; do
    [[ -f $built_with$part ]] || return 0
  done
  return 1
}
