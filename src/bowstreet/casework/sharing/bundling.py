"""What the repository lets leave, as the bundle that every writer of a format takes."""

from dataclasses import fields
from typing import Any

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.holdings.repository.outgoing import JudgementOut, Leaves, LeavingVersion, LinkOut


def bundle(made: Leaves) -> Bundle:
    """Return the records, links and judgements that leave."""
    return Bundle(
        tuple(record(each) for each in made.records),
        tuple(link(each) for each in made.links),
        tuple(judgement(each) for each in made.judgements),
    )


def losses(made: Leaves, found: tuple[Loss, ...] = ()) -> tuple[Loss, ...]:
    """Return what stays behind of what was chosen, together with what a format has no home for.

    What a format counts as withheld is counted here already.
    """
    withheld = (Loss(part, Why.WITHHELD, n) for part, n in made.withheld.items())
    files = (Loss(part, Why.NO_FIELD, n) for part, n in made.files.items())
    others = (each for each in found if each.why is not Why.WITHHELD or each.part not in made.withheld)
    return summed((*withheld, *files, *others))


def record(each: LeavingVersion) -> Leaving:
    """Return a record that leaves."""
    return Leaving(**_told(each, Leaving), foreign=())


def link(each: LinkOut) -> LeavingLink:
    """Return a link that leaves."""
    return LeavingLink(**_told(each, LeavingLink))


def judgement(each: JudgementOut) -> LeavingJudgement:
    """Return a judgement that leaves."""
    return LeavingJudgement(**_told(each, LeavingJudgement))


def _told(each: object, wanted: type) -> dict[str, Any]:
    return {one.name: getattr(each, one.name) for one in fields(wanted) if one.name != "foreign"}
