"""The acts by which an agency takes part in a key, and what it knows of the one in force."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bowstreet.casework.deconfliction.blind import ceremony, entering, index
from bowstreet.casework.deconfliction.blind.answers import KeyState
from bowstreet.casework.deconfliction.blind.ceremony import Deal
from bowstreet.casework.deconfliction.blind.index import Index
from bowstreet.casework.deconfliction.blind.keeping import Folder, NotThere, OldEpoch
from bowstreet.casework.deconfliction.blind.parties import Card, WrongPaper
from bowstreet.holdings.agencies import queries
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selector_types import SelectorType


def folder_of(agency: str) -> Folder:
    """Return the folder of an agency's blind matching."""
    return Folder(Path(settings.STATE) / "blind" / agency)


def agencies() -> list[str]:
    """Return the agencies of this node that have a folder of blind matching."""
    place = Path(settings.STATE) / "blind"
    return sorted(each.name for each in place.iterdir()) if place.is_dir() else []


def make_card(*, reader: Reader, now: datetime, address: str, passphrase: str) -> Card:
    """Make the agency's own keys, sealed with a passphrase, and return its card for the other members."""
    folder = folder_of(reader.agency)
    identity = folder.make_identity(passphrase)
    card = identity.card(agency=reader.agency, contact=queries.card(reader.agency).contact, address=address)
    folder.keep_card(card)
    entering.enter_own(reader, "key.card", now)
    return card


def deal(*, reader: Reader, now: datetime, cards: Sequence[Card], threshold: int, passphrase: str) -> Deal:
    """Return what this agency deals to all members for a key of the next epoch, one for every type of identifier."""
    folder = folder_of(reader.agency)
    epoch = folder.epoch() + 1
    made = ceremony.deal(
        identity=folder.identity(passphrase), agency=reader.agency, cards=_in_order(cards, folder.card()),
        threshold=threshold, epoch=epoch, types=[each.value for each in SelectorType],
    )  # fmt: skip
    entering.enter_own(reader, "key.deal", now, epoch=epoch)
    return made


def accept(*, reader: Reader, now: datetime, cards: Sequence[Card], deals: Sequence[Deal], passphrase: str) -> KeyState:
    """Keep what all members dealt to this one; the first key is in force at once, a later one after ``rotate``."""
    folder = folder_of(reader.agency)
    if not deals:
        raise WrongPaper("There must be one deal of each member.")
    held = ceremony.accept(
        identity=folder.identity(passphrase), agency=reader.agency, cards=_in_order(cards, folder.card()), deals=deals
    )
    folder.keep(held, passphrase)
    entering.enter_own(reader, "key.accept", now, epoch=held.group.epoch)
    members = tuple(each.agency for each in held.group.cards)
    return KeyState(held.group.epoch, held.group.threshold, members, held.group.mark, *_counted(folder))


def rotate(*, reader: Reader, now: datetime, epoch: int) -> KeyState:
    """Put the key of a later epoch in force; the share and the index of the one before are destroyed."""
    folder = folder_of(reader.agency)
    folder.rotate(epoch)
    entering.enter_own(reader, "rotate", now, epoch=epoch)
    return shown(reader=reader, now=now)


def shown(*, reader: Reader, now: datetime) -> KeyState:
    """Return what is known of the key in force."""
    folder = folder_of(reader.agency)
    group = folder.group()
    members = tuple(each.agency for each in group.cards)
    return KeyState(group.epoch, group.threshold, members, group.mark, *_counted(folder))


def _counted(folder: Folder) -> tuple[int, int]:
    try:
        with Index(folder.index, folder.epoch()) as opened:
            return len(index.values(folder)), len(opened)
    except (NotThere, OldEpoch):
        return len(index.values(folder)), 0


def _in_order(cards: Sequence[Card], own: Card) -> list[Card]:
    """Return the cards in the order in which all members have them; raise ``WrongPaper`` where the own is another."""
    if own not in cards:
        raise WrongPaper("Among the cards there must be your own, as it was written.")
    return sorted(cards, key=lambda each: each.agency)
