"""What a link has beside its ends, its type, its basis and its days, counted for formats that say no more of it."""

from bowstreet.formats.exchange.leaving import LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.vocabulary.evaluation import UNGRADED


def of_link(link: LeavingLink) -> list[Loss]:
    """Return a loss for the grade, the agency and the evidence of a link, each where it has one.

    >>> from bowstreet.vocabulary.linking import LinkType
    >>> [each.part for each in of_link(LeavingLink("a", LinkType.USES, "b", by="north", evidence=("seen",)))]
    ['link.by', 'link.evidence']
    """
    told = (("grade", link.grade != UNGRADED), ("by", bool(link.by)), ("evidence", bool(link.evidence)))
    return [Loss(f"link.{name}", Why.NO_FIELD) for name, has in told if has]
