#!/usr/bin/env bash
# Installs what the tests need beside Python: Chromium for the pages, and GnuPG as the oracle of the key reader.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v gpg >/dev/null || missing+=(gnupg)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${missing[*]} ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need ${missing[*]}. On Debian or Ubuntu, as root: apt-get install ${missing[*]}" >&2
  exit 1
fi
