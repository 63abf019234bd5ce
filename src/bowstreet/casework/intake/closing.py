"""An intake that opens to its envelope alone: its counts stay; how its files are called and what they hold does not."""

from dataclasses import replace

from bowstreet.casework.intake.answers import IntakeView, SourceRow
from bowstreet.holdings.agencies import queries


def title(agency: str) -> str:
    """Return what an intake is called where its own title stays closed."""
    return f"Intake of {queries.card(agency).name}"


def closed(whole: IntakeView) -> IntakeView:
    """Return an intake without titles, names, hashes, notes and examples; for whoever sees no identifiers of it."""
    return replace(
        whole,
        title=title(whole.docket.owner.slug),
        sources=tuple(map(unnamed, whole.sources)),
        rejects=tuple(replace(each, examples=()) for each in whole.rejects),
        reject_lists=(),
        sentence="",
        losses=(),
        remarks=None,
        foreseen=whole.foreseen and replace(whole.foreseen, fields=()),
        claims=(),
        groups=tuple(replace(each, notes=()) for each in whole.groups),
    )


def unnamed(one: SourceRow) -> SourceRow:
    """Return a source by its number, without what it is called and what was said of it."""
    return replace(
        one, path=f"File {one.file}", sha256=None, note="", reject_list=None, part="", losses=(), remarks=None
    )
