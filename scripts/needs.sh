#!/usr/bin/env bash
# Installs what the tests need beside Python: GnuPG, the oracle of the key reader.
set -euo pipefail
command -v gpg >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing gnupg ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gnupg >/dev/null
else
  echo "The tests need gpg. On Debian or Ubuntu, as root: apt-get install gnupg" >&2
  exit 1
fi
