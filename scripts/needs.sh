#!/usr/bin/env bash
# Installs what the tests need beside Python: Chromium for the pages, GnuPG as the oracle of the key reader, and
# PostgreSQL, whose programs the tests start a cluster of their own with.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v gpg >/dev/null || missing+=(gnupg)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${missing[*]} ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need ${missing[*]}. On Debian or Ubuntu, as root: apt-get install ${missing[*]}" >&2
  exit 1
fi
