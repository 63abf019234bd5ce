"""Joint operations in the world of the leak harness: one of each of two agencies, to which the other is invited."""

from contextlib import suppress
from datetime import datetime
from unittest import mock

from bowstreet.casework.operations import joint, layers, leading, scoping, taking_part
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

Ids = dict[str, str]


def begin(north: Reader, south: Reader, now: datetime, ids: Ids, market: str) -> None:
    """Begin both; south takes part in the one of north, which has one of everything.

    Where something is hidden, south brings it into the operation and keeps a note of its own.
    """
    for asker, other, of in ((north, "south", "own"), (south, "north", "south")):
        begun = leading.begin(reader=asker, now=now, title=f"Operation {of}", markets=[market], partners=[other])
        ids[f"{of}_operation"] = begun.id
    own = ids["own_operation"]
    taking_part.answer(reader=south, now=now, id=own, answer="accept")
    given = leading.give_task(reader=north, now=now, id=own, agency="north", title="Copy the server")
    ids["own_task"] = given.tasks[0].id
    layers.pool(reader=north, now=now, id=own, record=ids["own_seller"])
    ids["own_kept"] = layers.keep(reader=north, now=now, id=own, note="Ask at the quay.").rows[0].id
    ids["own_target"] = scoping.target(reader=north, now=now, id=own, identifiers="reeve@example.org").targets[0].id
    issued = scoping.issue(reader=north, now=now, id=own, code="EIO", to="south", title="The disk of the server")
    ids["own_instrument"] = issued.instruments[0].id
    if "hidden" in ids:
        bring(south, now, ids)


def bring(asker: Reader, now: datetime, ids: Ids) -> None:
    """Put what is hidden into the pool of north's operation, and keep it and a note there for the own agency alone.

    The board that comes back is left out: it is a look, which stands in north's ledger as any look at it does.
    """
    own = ids["own_operation"]
    with suppress(Refusal), mock.patch.object(joint, "board"):
        layers.pool(reader=asker, now=now, id=own, record=ids["hidden"])
    with suppress(Refusal):
        layers.keep(reader=asker, now=now, id=own, about=ids["hidden"])
    if asker.agency == "south":
        layers.keep(reader=asker, now=now, id=own, note="Our source is on the quay.")
