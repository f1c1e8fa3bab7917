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
# There once the user's program was built with nets: then it stays so.
with_nets=$place/user/with_nets

# True when the program was built to the end and nothing it is built from has changed since.
program_is_current() {
  [[ -f $stamp && -x $program ]] || return 1
  local newer
  newer=$(cd "$root" && exec find src include cmake data systems results models/manifest.toml CMakeLists.txt CMakePresets.json -newer "$stamp" -print -quit 2>/dev/null)
  [[ -z $newer ]]
}

# lacks_nets VERB ...: true where these words need nets and the program was built without. What runs them is 60 MB to
# fetch, so that only who needs them builds them.
lacks_nets() {
  [[ ! -f $with_nets ]] || return 1
  [[ ${1:-} != search ]] || return 0
  local word
  for word in "$@"; do
    [[ $word != --embed && $word != --embed=* ]] || return 0
  done
  return 1
}
