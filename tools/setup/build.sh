# Configures and builds one preset of this checkout in the cache. Sourced after cache.sh and packages.sh.

# Two checkouts share objects: paths are hashed relative to the build's place, which looks the same for each.
use_object_cache() {
  export CCACHE_DIR=${CCACHE_DIR:-$cache/ccache} CCACHE_BASEDIR=$place CCACHE_NOHASHDIR=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-2G}
}

make_place() {
  mkdir -p -- "$place" 2>/dev/null && [[ -w $place ]] ||
    die "cannot write to $place; set AFFECT_CACHE to a folder of yours"
  [[ $place == *[\"\\\$\;]* ]] && die "the build tools cannot work in $place; set AFFECT_CACHE to a plain path"
  [[ $(readlink -- "$source_link") == "$root" ]] || ln -sfn -- "$root" "$source_link"
}

# take_lock NAME: one at a time. What it starts holds the lock too, so a build whose launcher was killed is waited for.
take_lock() {
  exec {lock}>"$place/$1.lock"
  flock -n "$lock" && return
  say "another build of this checkout is running; waiting for it"
  flock "$lock"
}

stop_job() {
  trap '' INT TERM HUP
  [[ -n ${job:-} ]] && kill -TERM "$job" 2>/dev/null && wait "$job" 2>/dev/null
  [[ -t 2 ]] && printf '\n' >&2
  say "interrupted; the next start goes on from here"
  exit "$1"
}

# run_step LOG COMMAND...: output goes to the log; on a terminal ninja's "[n/m]" is shown in place. The terminal is what
# stderr was at the start, so that a caller may send stderr elsewhere.
exec {terminal}>&2
run_step() {
  local log=$1 line
  shift
  "$@" </dev/null >"$log" 2>&1 &
  job=$!
  if [[ -t $terminal ]]; then
    while kill -0 "$job" 2>/dev/null; do
      line=$(tail -n 1 -- "$log")
      [[ $line == \[* ]] && printf '\r\e[K%s' "${line:0:78}" >&"$terminal"
      sleep 0.2
    done
    printf '\r\e[K' >&"$terminal"
  fi
  local status=0
  wait "$job" || status=$?
  job=
  return "$status"
}

step_failed() {
  local log=$1
  tail -n 30 -- "$log" >&2
  ((${#untested[@]})) && say "newer than tested: ${untested[*]}"
  die "$2; the whole log is $log. Where the system has changed since the last build, remove $place and start again."
}

# configure_preset PRESET [cmake arguments]: once for each compiler and set of arguments; ninja reconfigures by itself.
configure_preset() {
  local preset=$1 folder=$place/$1 log=$place/$1.configure.log
  shift
  if [[ $preset == release || $preset == tidy || " $* " == *" -DAFFECT_NETS=ON "* ]]; then
    "$root/third_party/fetch.sh" --libraries || die "cannot configure $preset without its libraries"
  fi
  set -- -DAFFECT_LIBRARIES="$cache/libraries" "$@"
  local wish="${CXX:-} $*"
  [[ -f $folder/configured && $(<"$folder/configured") == "$wish" && ! $root/CMakePresets.json -nt $folder/configured ]] && return
  rm -f -- "$folder/configured"
  run_step "$log" cmake --fresh -S "$source_link" --preset "$preset" -B "$folder" "$@" || step_failed "$log" "cannot configure $preset"
  printf %s "$wish" >"$folder/configured"
}

# build_targets PRESET TARGET...
build_targets() {
  local folder=$place/$1 log=$place/$1.build.log
  shift
  run_step "$log" ninja -C "$folder" -j "$(nproc)" "$@" || step_failed "$log" "the build failed"
}

# build_program VERB ...: makes $program with what these words need, or exits: 1 with a reason, 130 when interrupted.
build_program() {
  make_place
  trap 'stop_job 130' INT
  trap 'stop_job 143' TERM
  trap 'stop_job 129' HUP
  take_lock user
  if ! program_is_current || lacks_parts "$@"; then
    local -a options=() targets=(affect)
    local part
    find_parts "$@"
    for part in nets learn; do
      [[ -f $built_with$part || " ${parts[*]} " == *" $part "* ]] || continue
      options+=("-DAFFECT_${part^^}=ON")
      [[ $part != learn ]] || targets+=(affect-learn)
    done
    install_packages "$([[ " ${targets[*]} " == *' affect-learn '* ]] && echo learn || echo user)"
    use_object_cache
    if [[ -x $program ]] && program_is_current; then
      say "building OpenAffect with ${parts[*]}, once"
    elif [[ -x $program ]]; then
      say "building OpenAffect again: its sources have changed"
    else
      say "building OpenAffect, once: about 2 minutes on two cores"
    fi
    # The stamp is as old as the start of the build: what changes meanwhile is built next time.
    mkdir -p -- "$place/user"
    : >"$stamp.new"
    configure_preset user "${options[@]}"
    build_targets user "${targets[@]}"
    for part in "${parts[@]}"; do : >"$built_with$part"; done
    mv -- "$stamp.new" "$stamp"
  fi
  trap - INT TERM HUP
  exec {lock}>&- {terminal}>&-
}
