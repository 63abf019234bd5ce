"""What the tests have a process of a node do: ``python -m tests.engines.node prepare|told|note ...``."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
django.setup()

from django.db import transaction  # noqa: E402 - models need Django started
from tests.worlds import intake, ledger  # noqa: E402

from bowstreet.casework.intake.models import Intake, Source, Task  # noqa: E402
from bowstreet.holdings.governance import terms  # noqa: E402
from bowstreet.holdings.ledger import reading, verifying  # noqa: E402
from bowstreet.holdings.repository import models  # noqa: E402
from bowstreet.interfaces.cli import starting  # noqa: E402


def prepare(file: str, rows: str) -> Any:
    """Found an agency and hand a table in, which nobody reads yet."""
    starting.build_tables()
    reader = intake.supervisor()
    return intake.hand_in(reader, intake.table(Path(file), intake.sellers(int(rows))))


def told(id: str) -> Any:
    """Say how an intake ended, what stands of it, and whether the ledger holds."""
    records = list(models.Record.objects.filter(kind="vendor_account"))
    pending = {each for each, (_, still) in terms.look_up({row.terms_id for row in records}).items() if still}
    source = Source.objects.get(intake=id)
    verified = verifying.verify_agency("harbour-north", now=intake.NOW)
    return {
        "state": Intake.objects.get(id=id).state, "task": Task.objects.get(intake=id).state, "read": source.read,
        "observed": source.observed, "new": source.records_new, "records": len(records), "pending": len(pending),
        "keys": len({row.key_hash for row in records}),
        "versions": models.Version.objects.filter(record__kind="vendor_account").count(), "verified": verified.sentence,
    }  # fmt: skip


def note(count: str) -> Any:
    """Enter acts and look-ups, one after the other."""
    for _ in range(int(count)):
        ledger.look()
        with transaction.atomic():
            ledger.act()
    return None


def numbers() -> Any:
    """Return the numbers of both stores, and what checking them finds."""
    from bowstreet.holdings.ledger import lookups, sealing

    with lookups.reading() as store:
        looks = [each.number for each in lookups.entries_of(store, "north", 0)]
    acts = [each.number for each in sealing.acts_of("north", 0)]
    return [looks, acts, verifying.verify_agency("north", now=ledger.NOW).unbroken, reading.state("north").unsealed]


if __name__ == "__main__":
    json.dump(globals()[sys.argv[1]](*sys.argv[2:]), sys.stdout)
