"""Who can help with a record: experts in an order of which every reason is said, and no number stands behind it."""

from collections.abc import Sequence
from datetime import datetime

from bowstreet.casework.library import directory, questions, topics
from bowstreet.casework.library.expert_answers import ExpertCard, Fit, HelpPage, Suggested
from bowstreet.casework.library.topics import Topics
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository import denying, recent, rows, sharing, showing
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader

METHOD = "experts 1"
"""The method and its version; another order of the reasons, or other words for a kind, is another version."""

ORDER = (
    "How many of the competences name something that the record is about; more stand first.",
    "Whether a jurisdiction is one of the record's countries or its owner's.",
    "Availability: available, then limited, then nothing stated, then away.",
    "Whether the entry was verified within 180 days.",
    "The day on which it was verified, the latest first; then the name.",
)
"""What decides, the first first."""

_AVAILABLE = {"now": 0, "limited": 1, "": 2, "away": 3}
_SAID = {
    "now": "Available.", "limited": "Available to a limited extent.", "": "Nothing stated on availability.",
    "away": "Away at present.",
}  # fmt: skip


def who_can_help(*, reader: Reader, now: datetime, id: str, language: str = "", limit: int = 20) -> HelpPage:
    """Return the experts whose competences or jurisdictions fit a record, as far as both open to the reader.

    ``language``: only those who speak it. The reader is not among them. Raise ``Hidden`` for a record that is hidden.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "expert.for", now):
        row = showing.visible_row(id, reach)
    about = _topics(row, reach)
    every, _ = directory.all_listed(reader, now)
    cards = [card for card in (directory.card(each, reader, now) for each in every) if not card.mine]
    spoken = language.strip().casefold()
    able = [each for each in cards if not spoken or spoken in map(str.casefold, each.languages)]
    ranked = rank(able, about, now)
    shown = tuple(ranked[:limit])
    directory.note(reader, now, "expert.for", [each.expert for each in shown], (row.uid, row.agency))
    record = recent.named(reader=reader, now=now, ids=[row.uid], action="expert.for")[row.uid]
    asked = questions.about(reader, now, row)
    return HelpPage(
        record, about.shown, tuple(sorted(about.countries)), METHOD, ORDER, shown, len(ranked) > limit, asked
    )


def rank(cards: Sequence[ExpertCard], about: Topics, now: datetime) -> list[Suggested]:
    """Return the experts who fit by a competence or a jurisdiction, in the order of ``ORDER``."""
    fits = ((each, _competences(each, about), _jurisdictions(each, about)) for each in cards)
    kept = [(each, named, where) for each, named, where in fits if named or where]
    kept.sort(
        key=lambda fit: (
            -len(fit[1]), not fit[2], _AVAILABLE[fit[0].availability], fit[0].stale, -fit[0].verified_on.toordinal(),
            fit[0].title, fit[0].id,
        )
    )  # fmt: skip
    return [
        Suggested(each, (*named, *where, Fit("availability", _SAID[each.availability]), _verified(each, now)))
        for each, named, where in kept
    ]


def _topics(row: Row, reach: Reach) -> Topics:
    """Return what a record is about as far as it opens: of a closed one the kind and the owner's country."""
    depth = reach.depth_of(row.terms_id) or "meta"
    body = rows.bodies([row])[row.id] if depth != "meta" else {}
    types = [type for type, _ in sharing.of_record(row.id, reach)] if depth != "meta" else []
    return topics.topics(row.kind, body, depth, types, queries.card(row.agency).country)


def _competences(each: ExpertCard, about: Topics) -> tuple[Fit, ...]:
    """Return a reason for each competence of which a word is a topic of the record."""
    made = []
    for competence in each.competences:
        named = [(word, about.why[root]) for root, word in topics.roots(competence).items() if root in about.why]
        if named:
            word, why = named[0]
            made.append(Fit("competence", f"‘{competence}’ names ‘{word}’: {why}."))
    return tuple(made)


def _jurisdictions(each: ExpertCard, about: Topics) -> tuple[Fit, ...]:
    shared = sorted({value.upper() for value in each.jurisdictions} & about.countries)
    if not shared:
        return ()
    return (Fit("jurisdiction", f"Works in {', '.join(shared)}, a country of the record or of its owner."),)


def _verified(each: ExpertCard, now: datetime) -> Fit:
    days = (now.date() - each.verified_on).days
    late = ", which is more than 180: ask whether it still holds" if each.stale else ""
    return Fit("day", f"Verified on {each.verified_on}, {days} {'day' if days == 1 else 'days'} ago{late}.")
