"""The reading process is killed at many moments; an intake is then whole or not there, and in the end whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

KILLS = 24
PATIENCE = 180
"""Seconds after which a driver that hangs is ended; the run takes a tenth of it on a machine of its own."""

DRIVER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bowstreet.interfaces.cli import starting
starting.start(new=True)
starting.build_tables()
from django.db import connection
from bowstreet.casework.intake import reading, watching, working
from bowstreet.casework.intake.models import Intake
from tests.worlds import intake as world

OPEN = ("SELECT COUNT(*) FROM repository_record JOIN governance_terms ON governance_terms.id = terms_id "
        "WHERE NOT pending AND kind = 'vendor_account'")
ENTRIES = "SELECT COUNT(*) FROM ledger_act WHERE body LIKE '%intake.admit%'"
ROWS = "SELECT COUNT(*) FROM observations_import WHERE NOT pending"
FLIP = 'UPDATE "observations_import"'
SELLERS = 60

def one(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]

def check(whole):
    assert one(OPEN) == whole * SELLERS, (one(OPEN), whole)
    assert one(ENTRIES) == whole, one(ENTRIES)
    assert one(ROWS) == whole, one(ROWS)

def is_whole(made):
    seen = watching.intake(reader=reader, now=datetime.now(UTC), id=made)
    sums = seen.totals
    assert sums.read == sums.observed + sums.rejected
    assert (seen.state, sums.read, sums.rejected) == ("done", SELLERS + 1, 1), (seen.state, seen.sentence, sums)
    assert sums.already_held == 0

def bring(number):
    rows = [(f"quaymerchant{number}x{each}", "2025-04-01") for each in range(SELLERS)]
    return world.hand_in(reader, world.table(folder / "a.csv", rows + [("late", "never")]))

def read(made, dies_at=None, after=False, flipping=False):
    # it kills itself before or after one of its statements, and tells how many it made
    connection.close()
    out, back = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0
        def counted(execute, *rest):
            nonlocal count
            count += bool(count or not flipping or FLIP in rest[0])
            if count == dies_at and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = execute(*rest)
            if count == dies_at and after:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer
        with connection.execute_wrapper(counted):
            reading.read(made)
        os.write(back, str(count).encode())
        os._exit(0)
    os.close(back)
    _, status = os.waitpid(child, 0)
    with os.fdopen(out) as told:
        return int(told.read() or 0), os.WIFSIGNALED(status)

kills, folder = int(sys.argv[1]), Path(sys.argv[2])
reader = world.supervisor()
made = bring(0)
usual, _ = read(made)
is_whole(made)
whole, made, killed = 1, bring(1), 0
check(whole)
spread = [1 + usual * number // 8 for number in range(8)]
points = [(each, False) for each in spread] + [(each, True) for each in range(1, kills - 7)]
for number, (point, flipping) in enumerate(points):
    _, died = read(made, point, after=number % 2 == 1, flipping=flipping)
    killed += died
    if Intake.objects.get(id=made).ended_at is None:
        assert died
        check(whole)
        continue
    whole += 1
    check(whole)
    read(made)
    is_whole(made)
    made = bring(number + 2)
assert killed >= kills - 2, killed
while working.work_once(now=datetime.now(UTC)):
    pass
is_whole(made)
check(whole + 1)
"""


def test_a_reading_process_killed_anywhere_leaves_an_intake_whole_or_absent(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "BOWSTREET_DIR": str(tmp_path / "state"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    line = [sys.executable, "-c", DRIVER, str(KILLS), str(tmp_path)]
    with subprocess.Popen(line, env=environment, start_new_session=True) as driver:
        try:
            assert driver.wait(timeout=PATIENCE) == 0
        finally:
            if driver.poll() is None:
                os.killpg(driver.pid, signal.SIGKILL)
