"""The commands of joint operations."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Joint operations: partners, phases, tasks, decisions.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The id of the operation.")]
Agency = Annotated[str, typer.Argument(help="The agency's short name.")]
Held = Annotated[str, typer.Argument(help="The id of the record.")]
Day = Annotated[str | None, typer.Option("--on", help="The day, as 2026-03-02.")]
Many = list[str] | None


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List the operations that your agency leads, takes part in or is invited to."""
    found = asking.through("operation.list", asker)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        late = f", {each.late_tasks} late" if each.late_tasks else ""
        output.line(f"{each.id}  {each.stage:<10} {each.part:<9} {each.title}  ({each.lead}; "
                    f"{each.open_tasks} tasks open{late})")  # fmt: skip


@commands.command("across")
@asking.as_officer
def across(asker: Reader, as_json: asking.Json = False) -> None:
    """Show how the operations stand in all countries: phases, agencies, what is late, action days that clash."""
    found = asking.through("operation.across", asker)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        output.line(f"{each.id}  {each.action_on or 'no day':<10}  {each.stage:<8} {each.title}")
        for one in each.parts:
            late = f", {one.late} LATE since {one.late_since}" if one.late else ""
            output.value(one.country, f"{one.agency}: {one.part}, {one.open_tasks} tasks open{late}", "")
        for one in each.clashes:
            about = ", ".join(market.label for market in one.markets)
            output.value(
                "Clash", f"{one.title} ({one.lead}) on {one.action_on}, {one.days} days apart: {about}", one.id
            )


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show the board of an operation."""
    _tell(asking.through("operation", asker, id=id), as_json)


@commands.command("leads")
@asking.as_officer
def leads(
    asker: Reader,
    id: Which,
    after: Annotated[int, typer.Option("--after", help="So many are passed over.")] = 0,
    as_json: asking.Json = False,
) -> None:
    """Show how far the leads are that came from an operation."""
    found = asking.through("operation.leads", asker, id=id, after=after)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        stale = "  STALE" if each.stale else ""
        output.line(f"{each.id}  {each.country:<2}  {each.stage:<12} {each.title}{stale}")
    output.complaint(f"{found.total:,} in all; {found.stale:,} stale.")


@commands.command("begin")
@asking.as_officer
def begin(
    asker: Reader,
    title: Annotated[str, typer.Argument(help="What it is called.")],
    reference: Annotated[str, typer.Option("--reference", help="Its reference.")] = "",
    market: Annotated[Many, typer.Option("--market", help="A market; may be given again.")] = None,
    partner: Annotated[Many, typer.Option("--partner", help="An agency to invite; may be given again.")] = None,
    on: Day = None,
    as_json: asking.Json = False,
) -> None:
    """Begin an operation of your agency and invite others; --on is the action day."""
    said = {"title": title, "reference": reference, "markets": market or (), "partners": partner or ()}
    _tell(asking.through("operation.begin", asker, **said, action_on=on), as_json)


@commands.command("invite")
@asking.as_officer
def invite(asker: Reader, id: Which, agency: Agency, as_json: asking.Json = False) -> None:
    """Invite an agency; its record of the operation opens to it."""
    _tell(asking.through("operation.invite", asker, id=id, agency=agency), as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    answer: Annotated[str, typer.Argument(help="accept or decline.")],
    said: Annotated[str, typer.Option("--say", help="A sentence for the lead.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Accept an invitation or decline it, for your agency."""
    found = asking.through("operation.answer", asker, id=id, answer=answer, said=said)
    output.document(found) if as_json else output.line(answer)


@commands.command("stage")
@asking.as_officer
def stage(
    asker: Reader,
    id: Which,
    stage: Annotated[str, typer.Argument(help="planned, running, action or abandoned.")],
    on: Day = None,
    as_json: asking.Json = False,
) -> None:
    """Set the phase; --on is the action day."""
    _tell(asking.through("operation.stage", asker, id=id, stage=stage, action_on=on), as_json)


@commands.command("task")
@asking.as_officer
def task(
    asker: Reader,
    id: Which,
    agency: Agency,
    title: Annotated[str, typer.Argument(help="What is to be done.")],
    on: Day = None,
    as_json: asking.Json = False,
) -> None:
    """Give an agency a task; --on is its deadline."""
    _tell(asking.through("operation.task", asker, id=id, agency=agency, title=title, due_on=on), as_json)


@commands.command("done")
@asking.as_officer
def done(
    asker: Reader, id: Which, task: Annotated[str, typer.Argument(help="The id of the task.")],
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Say that a task of your agency is done."""
    _tell(asking.through("operation.done", asker, id=id, task=task), as_json)


@commands.command("decide")
@asking.as_officer
def decide(
    asker: Reader, id: Which, text: Annotated[str, typer.Argument(help="What was decided.")],
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Write a decision into the log."""
    _tell(asking.through("operation.decide", asker, id=id, text=text), as_json)


@commands.command("pool")
@asking.as_officer
def pool(asker: Reader, id: Which, record: Held, as_json: asking.Json = False) -> None:
    """Put a record of your agency into the shared pool; its own marks say who sees it."""
    _tell(asking.through("operation.pool", asker, id=id, record=record), as_json)


@commands.command("unpool")
@asking.as_officer
def unpool(asker: Reader, id: Which, record: Held, as_json: asking.Json = False) -> None:
    """Take a record of your agency out of the shared pool."""
    _tell(asking.through("operation.unpool", asker, id=id, record=record), as_json)


@commands.command("layer")
@asking.as_officer
def layer(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show what your agency keeps to an operation for itself alone."""
    _tell_layer(asking.through("operation.layer", asker, id=id), as_json)


@commands.command("keep")
@asking.as_officer
def keep(
    asker: Reader,
    id: Which,
    note: Annotated[str, typer.Argument(help="A note.")] = "",
    about: Annotated[str, typer.Option("--about", help="The id of a record of your agency.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Keep a note or a record to an operation, for your agency alone."""
    _tell_layer(asking.through("operation.keep", asker, id=id, note=note, about=about), as_json)


@commands.command("drop")
@asking.as_officer
def drop(
    asker: Reader, id: Which, kept: Annotated[str, typer.Argument(help="Its id in the layer.")],
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Take something out of what your agency keeps for itself."""
    _tell_layer(asking.through("operation.drop", asker, id=id, kept=kept), as_json)


@commands.command("target")
@asking.as_officer
def target(
    asker: Reader,
    id: Which,
    identifiers: Annotated[list[str], typer.Argument(help="Identifiers; a handle as handle:MARKET:NAME.")],
    as_json: asking.Json = False,
) -> None:
    """Put identifiers into the scope; all who work in the operation read them."""
    _tell(asking.through("operation.target", asker, id=id, identifiers="\n".join(identifiers)), as_json)


@commands.command("untarget")
@asking.as_officer
def untarget(
    asker: Reader, id: Which, target: Annotated[str, typer.Argument(help="Its id in the scope.")],
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Take an identifier out of the scope."""
    _tell(asking.through("operation.untarget", asker, id=id, target=target), as_json)


@commands.command("instrument")
@asking.as_officer
def instrument(
    asker: Reader,
    id: Which,
    code: Annotated[str, typer.Argument(help="JIT, EIO, MLA or EPOC.")],
    to: Agency,
    title: Annotated[str, typer.Argument(help="What is asked for.")],
    reference: Annotated[str, typer.Option("--reference", help="Its reference.")] = "",
    on: Day = None,
    as_json: asking.Json = False,
) -> None:
    """Note a legal instrument of your agency to another; --on is its deadline."""
    said = {"code": code, "to": to, "title": title, "reference": reference, "due_on": on}
    _tell(asking.through("operation.instrument", asker, id=id, **said), as_json)


@commands.command("step")
@asking.as_officer
def step(
    asker: Reader,
    id: Which,
    instrument: Annotated[str, typer.Argument(help="The id of the instrument.")],
    state: Annotated[str, typer.Argument(help="sent, received, granted, refused, executed or withdrawn.")],
    on: Day = None,
    as_json: asking.Json = False,
) -> None:
    """Say to which state an instrument came; --on is the day, today if left out."""
    _tell(asking.through("operation.step", asker, id=id, instrument=instrument, state=state, on=on), as_json)


@commands.command("close")
@asking.as_officer
def close(
    asker: Reader,
    id: Which,
    outcome: Annotated[str, typer.Option("--outcome", help="What came of it.")],
    lesson: Annotated[str, typer.Option("--lesson", help="The lesson, in a few words.")],
    happened: Annotated[str, typer.Option("--happened", help="What happened.")],
    advice: Annotated[str, typer.Option("--advice", help="What to do next time.")],
    as_json: asking.Json = False,
) -> None:
    """Close an operation; the lesson becomes a record of its own."""
    told = {"outcome": outcome, "lesson": lesson, "happened": happened, "advice": advice}
    _tell(asking.through("operation.close", asker, id=id, **told), as_json)


def _tell(board: Any, as_json: bool) -> None:
    if as_json:
        output.document(board)
        return
    output.line(f"{board.title} ({board.id}), led by {board.lead}: {board.stage}")
    if board.action_on:
        output.value("Action day", str(board.action_on), "")
    for each in board.partners:
        output.value("Partner", f"{each.agency}: {each.state}", each.said)
    for each in board.tasks:
        until = f" until {each.due_on}" if each.due_on else ""
        state = "done" if each.done_at else "LATE" if each.late else "open"
        output.value("Task", f"{each.title} ({each.agency}{until}): {state}", each.id)
    for each in board.decisions:
        output.value("Decided", each.text, f"{each.by}, {each.agency}, {each.at:%Y-%m-%d %H:%M} UTC")
    for each in board.pool:
        output.value("In the pool", each.title, f"{each.record}, {each.agency}")
    for each in board.targets:
        output.value("Works on", f"{each.type} {each.value}", f"{each.id}, {each.agency}")
    for each in board.instruments:
        until = f" until {each.due_on}" if each.due_on else ""
        state = f"{each.steps[-1].state}{', LATE' if each.late else ''}"
        output.value(each.code, f"{each.title} ({each.issuer} to {each.receiver}{until}): {state}", each.id)
    if board.outcome:
        output.value("Outcome", board.outcome, "")


def _tell_layer(layer: Any, as_json: bool) -> None:
    if as_json:
        output.document(layer)
        return
    for each in layer.rows:
        output.value("Kept", each.text or each.title, " ".join(filter(None, (each.id, each.record))))
