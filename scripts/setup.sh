#!/usr/bin/env bash
# Makes .venv with hash-locked dependencies and the command bowstreet. Usage: scripts/setup.sh base|dev|bench
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-dev}
python=${PYTHON:-python3}
stamp=.venv/.bowstreet-setup
"$python" - <<'PY' || { echo "Bowstreet needs Python 3.11 or newer; set PYTHON= to one." >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
have=$(cat "$stamp" 2>/dev/null || true)
sum() { cat "requirements/$1.lock" requirements/uv.lock scripts/setup.sh | cksum | tr ' ' '-'; }
enough=("$want")
[ "$want" = base ] && enough+=(dev)
for kind in "${enough[@]}"; do
  [ "$have" = "$kind $(sum "$kind") $PWD" ] && exit 0
done
if [ ! -x .venv/bin/uv ]; then
  echo "Setting up .venv (once) ..."
  "$python" -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
fi
count=$(grep -c '==' "requirements/$want.lock")
echo "Installing $count packages for '$want' (about 400 MB) ..."
cat "requirements/$want.lock" requirements/uv.lock > .venv/wanted.lock
.venv/bin/uv pip sync --python .venv/bin/python --compile-bytecode --require-hashes .venv/wanted.lock
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
echo "$PWD/src" > "$site/bowstreet.pth"
cat > .venv/bin/bowstreet <<SH
#!$PWD/.venv/bin/python
from bowstreet.interfaces.cli.main import run
run()
SH
chmod +x .venv/bin/bowstreet
echo "$want $(sum "$want") $PWD" > "$stamp"
