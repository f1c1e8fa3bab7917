# Finds the system packages of packages.txt that are missing, and installs them with apt-get where that is allowed:
# as root at once, as an ordinary user through sudo after a yes. Sourced after cache.sh.

# version_below A B: whether version A stands before B. Epochs and Debian's suffixes do not count.
version_below() {
  local -a a b
  local i x y
  IFS=. read -ra a <<<"$(upstream_version "$1")"
  IFS=. read -ra b <<<"$(upstream_version "$2")"
  for i in 0 1 2; do
    x=${a[i]:-0} y=${b[i]:-0}
    ((10#$x == 10#$y)) || { ((10#$x < 10#$y)); return; }
  done
  return 1
}

upstream_version() {
  local version=${1#*:}
  printf %s "${version%%[!0-9.]*}"
}

has_header() {
  local folder
  local -a folders
  IFS=: read -ra folders <<<"${CPATH:-}:${CPLUS_INCLUDE_PATH:-}:/usr/local/include:/usr/include"
  for folder in "${folders[@]}"; do
    [[ -n $folder && -e $folder/$1 ]] && return 0
  done
  return 1
}

probe() {
  case $1 in
    program) command -v -- "$2" >/dev/null ;;
    header) has_header "$2" ;;
    python) python3 -c "import $2" 2>/dev/null ;;
    library) ldconfig -p 2>/dev/null | grep -qF -- "$2" ;;
    r) Rscript -e "library($2)" >/dev/null 2>&1 ;;
  esac
}

# find_missing user|learn|check|full: fills `missing`, `too_old` and `untested`. Each asks for the packages of those before
# it too.
find_missing() {
  local wanted=' user ' name least tested for kind what package status version
  [[ $1 == user ]] || wanted+='learn '
  [[ $1 == user || $1 == learn ]] || wanted+='check '
  [[ $1 != full ]] || wanted+='full '
  local -A installed=()
  missing=() too_old=() untested=()
  if command -v dpkg-query >/dev/null; then
    while read -r package status version; do
      [[ $status == installed ]] && installed[$package]=$version
    done < <(dpkg-query -W -f '${Package} ${db:Status-Status} ${Version}\n' 2>/dev/null)
  fi
  while read -r name least tested for kind what; do
    [[ -z $name || $name == \#* ]] && continue
    [[ $wanted == *" $for "* ]] || continue
    [[ $name == g++ && -n ${CXX:-} ]] && kind=program what=${CXX%% *}
    version=${installed[$name]:-}
    if [[ -z $version || ($name == g++ && -n ${CXX:-}) ]]; then
      probe "$kind" "$what" || missing+=("$name")
    elif version_below "$version" "$least"; then
      too_old+=("$name $version (needs $least)")
      missing+=("$name")
    elif version_below "$tested" "$version"; then
      untested+=("$name $version (tested to $tested)")
    fi
  done <"$root/tools/setup/packages.txt"
}

may_use_sudo() {
  command -v sudo >/dev/null || return 1
  [[ ${AFFECT_YES:-} == 1 ]] && return 0
  [[ -t 2 ]] && { : </dev/tty; } 2>/dev/null || return 1
  local answer
  printf 'affect: needs %s. Install with sudo apt-get? [Y/n] ' "${missing[*]}" >&2
  read -r answer </dev/tty || return 1
  [[ -z $answer || $answer == [yYjJ]* ]]
}

# install_packages user|learn|check|full: returns when all is there, else says what to install and exits 1.
install_packages() {
  find_missing "$1"
  ((${#missing[@]})) || return 0
  ((${#too_old[@]})) && say "too old: ${too_old[*]}"
  local by_hand="apt-get install ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    die "missing, by Debian's names: ${missing[*]}. Install them with this system's package manager."
  fi
  local -a as_root=()
  if ((EUID != 0)); then
    may_use_sudo || die "missing: ${missing[*]}. Install them as root: $by_hand (or: ./affect --yes, which uses sudo)"
    as_root=(sudo)
    { : </dev/tty; } 2>/dev/null || as_root=(sudo -n)
  fi
  say "installing ${missing[*]}"
  local log=$place/packages.log
  local -a install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends install "${missing[@]}")
  # Package lists that are absent or old make the first try fail.
  "${install[@]}" </dev/null >"$log" 2>&1 ||
    { "${as_root[@]}" apt-get update </dev/null >>"$log" 2>&1; "${install[@]}" </dev/null >>"$log" 2>&1; } ||
    {
      tail -n 5 -- "$log" >&2
      die "cannot install ${missing[*]} (offline?). As root, with a network: $by_hand"
    }
  find_missing "$1"
  ((${#missing[@]} == 0)) || die "still missing after installing: ${missing[*]} ${too_old[*]}"
}
