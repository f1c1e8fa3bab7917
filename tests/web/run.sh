#!/usr/bin/env bash
# Runs a test of a page in a browser: run.sh TEST.mjs. Exits 77 (skipped) where node, Chromium or the packages of web/
# are missing, unless AFFECT_REQUIRE says that they must be there.
set -u -o pipefail
here=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd) || exit 1
export AFFECT_SOURCE=${AFFECT_SOURCE:-${here%/tests/web}}

lacks() {
  echo "$1 is missing: ./check installs it" >&2
  [[ " ${AFFECT_REQUIRE:-} " == *' browser '* ]] && exit 1
  exit 77
}

command -v node >/dev/null || lacks node
AFFECT_CHROMIUM=${AFFECT_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} || lacks Chromium
[[ -d $AFFECT_SOURCE/web/node_modules/playwright-core ]] || lacks "web/node_modules"
export AFFECT_CHROMIUM
exec node --test "$here/$1"
