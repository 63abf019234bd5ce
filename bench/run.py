"""``python -m bench.run [NAME ...]``: every figure in a process of its own, printed as a table and kept in results/."""

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Line

ALL = (
    "records",
    "tables",
    "keys",
    "crawled",
    "stix",
    "searching",
    "near",
    "check",
    "waiting",
    "pages",
    "entities",
    "memory",
    "taxii",
    "blind",
)
RESULTS = Path(__file__).parent / "results"
_HEADS = ("what", "ours", "peer", "ratio", "goal", "")


def main(names: list[str]) -> int:
    """Run the benches named, all of them without a name; 1 when one of them broke, whatever it measured."""
    made: list[Line] = []
    broken = []
    for name in names or ALL:
        print(f"{name} ...", file=sys.stderr, flush=True)
        ran = subprocess.run([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True, check=False)
        if ran.returncode:
            broken.append(name)
        else:
            fresh = [Line(**each) for each in json.loads(ran.stdout.splitlines()[-1])]
            print("\n".join(shown(fresh)[1:]), file=sys.stderr, flush=True)
            made += fresh
    table = "\n".join(shown(made))
    print(table)
    RESULTS.mkdir(exist_ok=True)
    moment = datetime.now(UTC)
    where = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    (RESULTS / f"{moment:%Y-%m-%dT%H%M%S}.txt").write_text(f"{moment:%Y-%m-%d %H:%M} UTC, {where}\n\n{table}\n")
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return int(bool(broken))


def shown(lines: list[Line]) -> list[str]:
    """Return the table as lines of text."""
    rows = [_HEADS, *((each.what, each.ours, each.peer, each.ratio, each.goal, "" if each.reached else "short")
                      for each in lines)]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
