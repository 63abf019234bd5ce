"""Hand an exchange document in, see what it holds and what of it finds no home, admit it, and take it back.

    BOWSTREET_ADDRESS=http://127.0.0.1:8000 BOWSTREET_TOKEN=... \\
        python docs/examples/hand_in.py examples/harbour-tagpack.yaml
"""

import os
import sys

from bowstreet.client import Client, Refusal

with Client(
    os.environ["BOWSTREET_ADDRESS"], os.environ["BOWSTREET_TOKEN"],
    purpose="operational_analysis", reason="trying the client",
) as node:  # fmt: skip
    intake = node.hand_in(*sys.argv[1:], look=True, title="Trying the client")
    for view in intake.progress():
        print(f"{view.state}: {view.totals.read} read")

    if intake.state != "looked":
        print(intake.seen.sentence)
        sys.exit(0)

    if intake.seen.foreseen:
        for kind, count in intake.seen.foreseen.kinds:
            print(f"would create {count} {kind}")
    for loss in intake.losses:
        print(f"no home for {loss.part}, {loss.count} times. {loss.sentence}")
    for source, rejected in intake.rejects():
        print(f"rejected of {source.path}:", *rejected.splitlines(), sep="\n    ")

    intake.accept().wait()
    told = intake.seen.totals
    print(f"{intake.state}: {told.read} read = {told.observed} observed + {told.rejected} rejected: {intake.adds_up}")
    print(f"{told.records_new} records are new")

    try:
        intake.undo().wait()
    except Refusal as refused:
        print(refused.sentence)
    print(intake.state)
