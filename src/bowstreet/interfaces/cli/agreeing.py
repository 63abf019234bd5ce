"""The commands of agreements."""

from typing import Annotated, Any

import typer

from bowstreet.casework.sharing.shown import ReleaseRow
from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Agreements on what your agency gives, and to whom.", no_args_is_help=True)


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List the agreements that your agency gives or receives under, one a line."""
    found = asking.through("agreement.list", asker)
    if as_json:
        output.document(found)
        return
    for each in found.agreements:
        output.line(_line(each))
    if not found.agreements:
        output.complaint("Your agency has part in no agreement.")


@commands.command("show")
@asking.as_officer
def show(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The agreement's id.")],
    as_json: asking.Json = False,
) -> None:
    """Show an agreement, and the first records that leave under it."""
    found = asking.through("agreement", asker, id=id)
    if as_json:
        output.document(found)
        return
    output.line(_line(found.agreement))
    for each in found.under:
        output.line(f"  {each.added_at:%Y-%m-%d %H:%M}  {each.record}  {each.kind:<16} {each.title}")
    if found.next:
        output.complaint("There is more under it.")


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    title: Annotated[str, typer.Argument(help="What it is called.")],
    to: Annotated[list[str] | None, typer.Option("--to", help="An agency that receives; again for more.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A receiver outside this node, by its name.")
    ] = None,
    for_purpose: Annotated[list[str] | None, typer.Option("--for", help="A purpose it is for; again for more.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind; again for more.")] = None,
    market: Annotated[list[str] | None, typer.Option("--market", help="Only this market; again for more.")] = None,
    grade: Annotated[str, typer.Option("--grade", help="This grade at least, as B2.")] = "",
    ceiling: Annotated[str | None, typer.Option("--ceiling", help="The strictest TLP that leaves.")] = None,
    handling: Annotated[str | None, typer.Option("--handling", help="The strictest handling code that leaves.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="The first day; today when left out.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Make an agreement of your agency."""
    made = asking.through(
        "agreement.make", asker, title=title, receivers=tuple(to or ()), parties=tuple(party or ()),
        purposes=tuple(for_purpose or ()), kinds=tuple(kind or ()), markets=tuple(market or ()), grade=grade,
        tlp=ceiling, handling=handling, since=since, until=until,
    )  # fmt: skip
    _told(made, as_json)


@commands.command("sign")
@asking.as_officer
def sign(
    asker: Reader, id: Annotated[str, typer.Argument(help="The agreement's id.")], as_json: asking.Json = False
) -> None:
    """Let an agreement stand that another supervisor proposed."""
    _told(asking.through("agreement.sign", asker, id=id), as_json)


@commands.command("end")
@asking.as_officer
def end(
    asker: Reader, id: Annotated[str, typer.Argument(help="The agreement's id.")], as_json: asking.Json = False
) -> None:
    """End an agreement: from now on nothing leaves under it."""
    _told(asking.through("agreement.end", asker, id=id), as_json)


@commands.command("releases")
@asking.as_officer
def releases(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The agreement's id.")],
    record: Annotated[str, typer.Option("--record", help="Only of this record.")] = "",
    recalled: Annotated[bool, typer.Option("--recalled", help="Only what was recalled, with the answers.")] = False,
    late: Annotated[bool, typer.Option("--late", help="Only what its receivers did not confirm in 72 hours.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="So many at most, up to 200.")] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where to go on, as was told before.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Show what went under an agreement, the newest first, with receipts, recalls and their answers."""
    _gone(
        asking.through("agreement.releases", asker, id=id, record=record, recalled=recalled, late=late,
                       limit=limit, cursor=cursor), as_json,
    )  # fmt: skip


@commands.command("release")
@asking.as_officer
def release(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The agreement's id.")],
    receiver: Annotated[str, typer.Argument(help="An agency by its short name, another party by its name.")],
    as_json: asking.Json = False,
) -> None:
    """Note that what is new went to a receiver."""
    _gone(asking.through("agreement.release", asker, id=id, receiver=receiver), as_json)


@commands.command("receive")
@asking.as_officer
def receive(
    asker: Reader, id: Annotated[str, typer.Argument(help="The agreement's id.")], as_json: asking.Json = False
) -> None:
    """Give a receipt for what was released to your agency."""
    _gone(asking.through("agreement.receive", asker, id=id), as_json)


@commands.command("recall")
@asking.as_officer
def recall(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The agreement's id.")],
    why: Annotated[str, typer.Option("--why", help="The sentence that each receiver reads.")],
    record: Annotated[list[str] | None, typer.Option("--record", help="A record; may be given again.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that went under the agreement.")] = False,
    as_json: asking.Json = False,
) -> None:
    """Recall records from all who got them under an agreement."""
    if bool(record) == everything:
        asking.misused("Name the records with --record, or say --all.")
    _gone(asking.through("agreement.recall", asker, id=id, records=tuple(record or ()), reason=why), as_json)


@commands.command("resting")
@asking.as_officer
def resting(
    asker: Reader,
    record: Annotated[str, typer.Option("--record", help="Only what stands on this record, or rests on it.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Show what of your agency's rests on what was recalled from it or marked anew by its giver."""
    found = asking.through("resting.list", asker, record=record)
    if as_json:
        output.document(found)
        return
    for one in found.copies:
        output.line(f"{one.record}  {one.sort} by its giver {one.at:%Y-%m-%d %H:%M}: {one.reason}")
    for each in found.rows:
        what = f"{each.what} {each.word}".strip()
        rests = f"rests on {each.on}, {each.sort} {each.at:%Y-%m-%d %H:%M}: {each.reason}"
        output.line(f"{each.record}  {what}  {rests}  {each.title}")
    if not found.rows and not found.copies:
        output.complaint("Nothing that you may see rests on what was recalled or marked anew.")
    if found.more:
        output.complaint("There is more; the latest is shown.")


def _gone(found: Any, as_json: bool) -> None:
    if as_json:
        output.document(found)
        return
    for each in found.releases:
        output.line(f"{released_line(each)}  {each.title}")
    for one in found.receivers:
        output.line(f"{one.new:>6,}  records are new for {one.code}")
    if found.next:
        output.complaint(f"There is more: --cursor {found.next}")


def released_line(each: ReleaseRow) -> str:
    """Return a release on one line: when, which record and version, to whom, its receipt, recall and answer."""
    receipt = f"  receipt {each.received_at:%Y-%m-%d %H:%M}" if each.received_at else ""
    recall = f"  recalled: {each.recall_reason}" if each.recalled_at else ""
    marks = f"  marked anew: {each.remark_reason}" if each.remarked_at else ""
    answer = f"  {each.answer}" if each.answer else "  not confirmed in 72 hours" if each.late else ""
    version = f"{each.record}  version {each.version}"
    return f"{each.at:%Y-%m-%d %H:%M}  {version}  to {each.receiver}{receipt}{recall}{marks}{answer}"


def _told(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
    else:
        output.line(_line(made))


def _line(each: Any) -> str:
    receivers = ", ".join([*(one.slug for one in each.receivers), *(one.name for one in each.parties)])
    until = f" to {each.until}" if each.until else ""
    return f"{each.id}  {each.state:<8}  {each.giver.slug} to {receivers}  from {each.since}{until}  {each.title}"
