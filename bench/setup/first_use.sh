#!/usr/bin/env bash
# Measures what a new user waits for, and fails above the limits: bench/setup/first_use.sh [--write]
#   first use      ./affect track in a clean clone of HEAD with nothing in the cache: at most 180 s on two cores
#   another clone  the same at another path, with the first one's object cache: at most 60 s
#   launcher       ./affect less its program, median of 20 pairs: below 20 ms
# System packages are there already. --write keeps the figures in results/bench/setup.json.
set -eu -o pipefail
root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export AFFECT_CACHE=$work/cache
unset CCACHE_DIR
(($(nproc) <= 2)) || two_cores=(taskset -c 0,1)
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
figures=()
status=0

now_us() { printf %s "${EPOCHREALTIME/[.,]/}"; }

# figure WHAT VALUE UNIT LIMIT COMMAND
figure() {
  local verdict=ok
  awk -v value="$2" -v limit="$4" 'BEGIN { exit !(value <= limit) }' || { verdict="ABOVE THE LIMIT" status=1; }
  printf '%-50s %8s %-2s  limit %s: %s\n' "$1" "$2" "$3" "$4" "$verdict"
  figures+=("    {\"what\":\"$1\",\"value\":$2,\"unit\":\"$3\",\"limit\":$4,\"cpu\":\"${cpu:-$(uname -m)}\",\"command\":\"$5\"}")
}

# first_use WHAT FOLDER LIMIT
first_use() {
  local begin
  git -c safe.directory='*' clone -q -- "$root" "$2"
  begin=$(now_us)
  (cd "$2" && "${two_cores[@]}" ./affect track examples/quarrel.txt >"$work/out")
  figure "$1" "$(awk -v us="$(($(now_us) - begin))" 'BEGIN { printf "%.1f", us / 1e6 }')" s "$3" "./affect track examples/quarrel.txt"
  [[ -s $work/out ]] || { echo "affect track printed nothing"; exit 1; }
}

median_ms() { sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2000 }'; }

launcher() {
  local program begin middle i
  program=$(find "$AFFECT_CACHE/build" -path '*/user/affect' -print -quit)
  for ((i = 0; i < 20; i++)); do
    begin=$(now_us)
    "$work/clone/affect" --version >"$work/out"
    middle=$(now_us)
    "$program" --version >"$work/out"
    printf '%s\n' "$((middle - begin - ($(now_us) - middle)))"
  done | median_ms
}

two_cores=("${two_cores[@]:-env}")
first_use "first use, nothing in the cache" "$work/clone" 180
first_use "another clone, objects in the cache" "$work/another clone" 60
figure "launcher, beyond the program itself" "$(launcher)" ms 20 "./affect --version"

if [[ ${1:-} == --write ]]; then
  mkdir -p -- "$root/results/bench"
  printf -v list ',\n%s' "${figures[@]}"
  printf '{"figures":[\n%s\n]}\n' "${list:2}" >"$root/results/bench/setup.json.new"
  mv -- "$root/results/bench/setup.json.new" "$root/results/bench/setup.json"
fi
exit "$status"
