"""The commands of leads: hand one over, answer, say how far it came."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Leads on their way to court.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The id of the lead's record.")]


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    after: Annotated[int, typer.Option("--after", help="So many are passed over.")] = 0,
    as_json: asking.Json = False,
) -> None:
    """List the leads that your agency gave, has or is to answer; those first that wait for it."""
    found = asking.through("lead.list", asker, after=after)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        stale = "  STALE" if each.stale else ""
        due = f" until {each.due_on}" if each.due_on else ""
        awaits = (
            f"  awaits {each.awaited.replace('_', ' ')}{' of you' if each.mine else ''}{due}" if each.awaited else ""
        )
        output.line(f"{each.id}  {each.stage or 'new':<12} {each.holder:<10} {each.title}{awaits}{stale}")
    output.complaint(f"{found.total:,} in all; {found.to_answer:,} to answer, {found.stale:,} stale.")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show a lead with its chain."""
    _tell(asking.through("lead", asker, id=id), as_json)


@commands.command("package")
@asking.as_officer
def package(asker: Reader, id: Which) -> None:
    """Print what your agency needs to act on a lead that it was handed, as one JSON document."""
    output.document(asking.through("lead.package", asker, id=id))


@commands.command("hand-over")
@asking.as_officer
def hand_over(
    asker: Reader,
    id: Which,
    to: Annotated[str, typer.Argument(help="The receiving agency's short name.")],
    authority: Annotated[str, typer.Option("--authority", help="Which authority is to act, in words.")],
    until: Annotated[str, typer.Option("--until", help="The day by which it answers, as 2026-03-02.")],
    ask: Annotated[str, typer.Option("--ask", help="identified or prosecution.")] = "identified",
    country: Annotated[str, typer.Option("--country", help="Its country's two letters; the agency's if none.")] = "",
    instrument: Annotated[str, typer.Option("--instrument", help="JIT, EIO, MLA, EPOC or none.")] = "none",
    reference: Annotated[str, typer.Option("--reference", help="The instrument's reference.")] = "",
    operation: Annotated[str, typer.Option("--operation", help="The id of the operation it came from.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Hand a lead over to another agency, to whom its record opens."""
    made = asking.through(
        "lead.hand_over", asker, id=id, to=to, authority=authority, asked=ask, due_on=until, country=country,
        instrument=instrument, reference=reference, operation=operation,
    )  # fmt: skip
    _tell(made, as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    answer: Annotated[str, typer.Argument(help="accepted, wrong_address or cannot_act.")],
    instead: Annotated[str, typer.Option("--instead", help="Whose the right address is.")] = "",
    why: Annotated[
        str, typer.Option("--why", help="no_ground, too_little, too_old, no_capacity, known or other.")
    ] = "",
    said: Annotated[str, typer.Option("--say", help="A sentence for the giver.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Answer a lead that your agency was handed."""
    _tell(asking.through("lead.answer", asker, id=id, answer=answer, instead=instead, why=why, said=said), as_json)


@commands.command("stage")
@asking.as_officer
def stage(
    asker: Reader,
    id: Which,
    stage: Annotated[str, typer.Argument(help="identified, prosecution, charged, convicted, acquitted or dropped.")],
    why: Annotated[
        str,
        typer.Option(
            "--why",
            help="Why dropped: no_evidence, not_found, no_jurisdiction, limitation, no_capacity or other.",
        ),
    ] = "",
    on: Annotated[str | None, typer.Option("--on", help="The day, as 2026-03-02; today if none.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Say to which stage a lead came that your agency has."""
    _tell(asking.through("lead.stage", asker, id=id, stage=stage, why=why, on=on), as_json)


@commands.command("funnel")
@asking.as_officer
def funnel(asker: Reader, as_json: asking.Json = False) -> None:
    """Print how far the leads came that you see, by country, with the median days of each step."""
    found = asking.through("lead.funnel", asker)
    if as_json:
        output.document(found)
        return
    for each in (*found.rows, found.whole):
        stages = ", ".join(
            f"{one.stage.replace('_', ' ')} {one.n:,}{'' if one.days is None else f' ({one.days:g} d)'}"
            for one in each.stages
        )
        output.line(f"{each.country or 'all'}  {each.leads:,} leads, {each.stale:,} stale: {stages}")


def _tell(found: Any, as_json: bool) -> None:
    if as_json:
        output.document(found)
        return
    output.line(f"{found.title} ({found.id}), of {found.owner}, with {found.holder}: {found.stage or 'new'}")
    for each in found.line:
        to = f" to {each.to} ({each.country})" if each.to else ""
        days = "" if each.days is None else f"  +{each.days} d"
        why = f": {each.why.replace('_', ' ')}" if each.why else ""
        output.value(str(each.on), f"{each.code.replace('_', ' ')}, {each.agency}{to}{why}", days)
        if each.hand_over and each.hand_over.authority:
            output.value("", each.hand_over.authority, each.hand_over.said or each.hand_over.instead)
    if found.awaited:
        due = f" until {found.due_on}" if found.due_on else ""
        output.line(f"Awaited: {found.awaited.replace('_', ' ')}{due}{'; STALE' if found.stale else ''}")
