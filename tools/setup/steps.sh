# The steps of ./check. Sourced after cache.sh, packages.sh and build.sh, in the checkout.

# step NAME COMMAND...: one line with its time; what it printed is shown when it fails.
step() {
  local name=$1 begin=$SECONDS log=$place/step.log status=0
  shift
  (
    trap 'stop_job 130' INT
    trap 'stop_job 143' TERM
    "$@"
  ) </dev/null >"$log" 2>&1 || status=$?
  ((status == 130 || status == 143)) && exit "$status"
  if ((status)); then
    failed+=("$name")
    tail -n 100 -- "$log"
  fi
  printf '%-40s %s  %d s\n' "$name" "$( ((status)) && echo FAILED || echo ok)" "$((SECONDS - begin))"
}

# git, also where the checkout belongs to somebody else.
repository() { git -c safe.directory='*' "$@"; }

# sources PATTERN...: files of the checkout that git tracks, or would.
sources() {
  local file
  repository ls-files --cached --others --exclude-standard -- "$@" |
    while read -r file; do [[ ! -f $file ]] || printf '%s\n' "$file"; done
}

check_format() {
  local complaints
  complaints=$(sources '*.h' '*.cpp' | xargs -d '\n' clang-format-14 --dry-run -Werror 2>&1) && return
  grep -o '^[^ :]*:[0-9]*:[0-9]*: error.*' <<<"$complaints" | cut -d: -f1 | uniq -c | sed 's/$/   (clang-format-14 -i mends it)/'
  return 1
}

# The script of the pages, as data/report holds it, is what web/ gives.
check_web() {
  (cd web && npm ci --no-audit --no-fund && npm run --silent check && node build.mjs --compare)
}

check_shell() {
  local file first status=0
  while read -r file; do
    read -r first <"$file"
    [[ $file == *.sh || $first == '#!'*bash ]] || continue
    bash -n "$file" || status=1
  done < <(sources affect check .ci/run '*.sh')
  return "$status"
}

# Files that differ from what the upstream branch has, or from the last commit where there is none.
changed_files() {
  local base
  base=$(repository merge-base HEAD '@{upstream}' 2>/dev/null) || base=HEAD
  { repository diff --name-only "$base"; repository ls-files --others --exclude-standard; } | sort -u
}

check_tidy() {
  local files
  if [[ $1 == full ]]; then
    files=$(sources 'src/*.cpp')
  else
    files=$(changed_files | grep '^src/.*\.cpp$') || return 0
  fi
  [[ -z $files ]] && return
  configure_preset tidy
  while read -r file; do [[ -f $file ]] && printf '%s\n' "$source_link/$file"; done <<<"$files" |
    xargs -d '\n' -n 1 -P "$(nproc)" clang-tidy-14 --quiet -p "$place/tidy"
}

build_preset() {
  configure_preset "$1"
  build_targets "$1" all
}

# rooms_of FOLDER normal|full: the tests of rooms that a build has, of changed files or all, those of the house too.
rooms_of() {
  local room _ target changed=
  if [[ $2 == full ]]; then echo house_test; else changed=$(changed_files); fi
  while IFS=: read -r room _; do
    target=${room//\//_}_test
    grep -q "^build $target: " "$1/build.ninja" || continue
    if [[ $2 == full ]] || grep -qE "^(src|tests|include/affect)/$room/" <<<"$changed" ||
      { [[ $room == core ]] && grep -qE '^include/affect/[^/]*$' <<<"$changed"; }; then
      printf '%s\n' "$target"
    fi
  done <"$1/generated/rooms.txt"
}

# check_sanitized PRESET normal|full: the tests of changed rooms, or of all, under a sanitizer.
check_sanitized() {
  local folder=$place/$1 log=$place/$1.test.log
  local -a targets
  configure_preset "$1"
  mapfile -t targets < <(rooms_of "$folder" "$2")
  ((${#targets[@]})) || return 0
  build_targets "$1" "${targets[@]}"
  run_step "$log" ctest --test-dir "$folder" -j "$(nproc)" -L "^($(IFS='|'; printf %s "${targets[*]%_test}"))\$" \
    --output-on-failure --no-tests=error && return
  cat -- "$log"
  return 1
}

# What affect export writes for R and for pandas is run in both, and the two agree.
check_analyses() {
  third_party/fetch.sh --statistics && tools/peers/analyses_parity.py "$AFFECT_PEERS" "$place/release/affect"
}

build_fuzzers() {
  configure_preset fuzz
  local -a fuzzers
  mapfile -t fuzzers <"$place/fuzz/generated/fuzzers.txt"
  ((${#fuzzers[@]})) || return 0
  build_targets fuzz "${fuzzers[@]}"
}

# run_fuzzers SECONDS: each starts from the fixtures of its format, with its dictionary; what it finds stays in the cache.
run_fuzzers() {
  local found=$place/fuzz/found
  mkdir -p -- "$found"
  xargs -r -d '\n' -n 1 -P "$(nproc)" bash -c '
    fuzzer=$4 grown=$1/corpus/$4 log=$1/$4.log
    mkdir -p -- "$grown"
    seeds=() name=${fuzzer%_fuzz}
    [[ -d tests/io/fixtures/$name ]] && seeds+=("tests/io/fixtures/$name")
    [[ -d data/$name ]] && seeds+=("data/$name")
    [[ -f fuzz/io/formats/$name.dict ]] && seeds+=("-dict=fuzz/io/formats/$name.dict")
    "$2/$fuzzer" -max_total_time="$3" -rss_limit_mb=4096 -timeout=10 -artifact_prefix="$1/$fuzzer-" "$grown" "${seeds[@]}" >"$log" 2>&1 &&
      exit
    echo "$fuzzer:"
    tail -n 60 -- "$log"
    exit 1' run_fuzzer "$found" "$place/fuzz" "$1" <"$place/fuzz/generated/fuzzers.txt"
}
