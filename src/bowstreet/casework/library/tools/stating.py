"""What officers add to a tool: where it was used and what it proved, a fault of a version, and what courts held."""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.library.models import ToolFinding, ToolUse
from bowstreet.casework.library.tools import showing
from bowstreet.casework.library.tools.answers import ToolCard
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import connecting, denying, rows
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid


class WrongStatement(Invalid):
    """Something of a statement on a tool that cannot be taken as it is."""

    def __init__(self, field: str, sentence: str) -> None:
        """Say what is wrong in which field."""
        super().__init__(sentence)
        self.field = field


def use(
    *, reader: Reader, now: datetime, id: str, record: str, worked: str, said: str, version: str = ""
) -> ToolCard:  # fmt: skip
    """State that a tool was used in an operation, case, practice or method, whether it worked and what it proved.

    The link opens to whom both open. Raise ``Hidden`` where one of them does not, ``WrongStatement``.
    """
    with denying.denied(reader, "tool.use", now):
        row = showing.opened(id, reader, now)
        held = rows.named(record, reach_of(reader, now).sets.body)
        if held is None:
            raise Hidden()
    if held.kind not in showing.USED_IN:
        raise WrongStatement("record", "A tool is used in an operation, a case, a practice or a method.")
    if is_blank(said):
        raise WrongStatement("said", "Say in a sentence what it proved, or why it did not.")
    with transaction.atomic():
        made = connecting.link(
            reader=reader, now=now, id=held.uid, other=row.uid, type=LinkType.USES, evidence=(said,), action="tool.use"
        )
        ToolUse.objects.create(link=made.id, officer=reader.officer, version=version.strip(), worked=worked)
    return showing.tool_card(reader=reader, now=now, id=row.uid)


def fault(
    *, reader: Reader, now: datetime, id: str, said: str, source: str, version: str = "", mended: str = ""
) -> ToolCard:
    """State a fault of a version (empty: of all), in which it is mended (empty: in none), and where that is said.

    Whoever sees the tool reads it. Raise ``Hidden``, ``WrongStatement``.
    """
    with denying.denied(reader, "tool.fault", now):
        row = showing.opened(id, reader, now)
    if is_blank(said):
        raise WrongStatement("said", "Say in a sentence what goes wrong.")
    if is_blank(source):
        raise WrongStatement("source", "Say where that is told: who found it, or what was read.")
    told = {"sort": showing.FAULT, "version": version.strip(), "mended": mended.strip()}
    return _note(reader, now, row.uid, row.agency, told, (said, source))


def acceptance(  # noqa: PLR0913 - an acceptance says all of this
    *, reader: Reader, now: datetime, id: str, country: str, held: str, source: str = "", version: str = "",
    said: str = "",
) -> ToolCard:  # fmt: skip
    """State what courts of a country held of a tool: ``accepted`` or ``refused`` with a case or source, ``not_tried``.

    Whoever sees the tool reads it. Raise ``Hidden``, ``WrongStatement``.
    """
    with denying.denied(reader, "tool.acceptance", now):
        row = showing.opened(id, reader, now)
    code = country.strip().upper()
    if not countries.names(code):
        raise WrongStatement("country", "Name a country by its two letters.")
    if held != "not_tried" and is_blank(source):
        raise WrongStatement("source", "Name the case, or what was read; without it nobody can weigh that.")
    told = {"sort": held, "version": version.strip(), "country": code}
    return _note(reader, now, row.uid, row.agency, told, (said, source))


def _note(
    reader: Reader, now: datetime, tool: str, owner: str, told: dict[str, str], texts: tuple[str, str]
) -> ToolCard:
    """Keep a statement, and enter it in the ledgers of who states and of whose tool it is."""
    action = "tool.fault" if told["sort"] == showing.FAULT else "tool.acceptance"
    nth = ToolFinding.objects.filter(tool=tool, agency=reader.agency).count()
    said, source = (keys.lock(each.strip()) for each in texts)
    with transaction.atomic():
        made = ToolFinding.objects.create(
            id=chance.identifier(reader.agency, f"{action}:{tool}:{reader.officer}:{nth}", now), tool=tool,
            agency=reader.agency, officer=reader.officer, at=now, said=said, source=source, **told,
        )  # fmt: skip
        recording.record_act(
            actor=reader, event=Event.COLLECTION, action=action, now=now, records=[made.id, tool],
            also_agencies=[owner] if owner != reader.agency else [],
        )  # fmt: skip
    return showing.tool_card(reader=reader, now=now, id=tool)
