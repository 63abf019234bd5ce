"""The commands on whole intakes: accept or decline what a first look found, undo."""

from pathlib import Path
from typing import Annotated

import typer

from bowstreet.casework.intake.answers import Undoing
from bowstreet.interfaces.cli import asking, output, starting, taking_in
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(
    help="Whole intakes: accept or decline one that was looked through, take one back.", no_args_is_help=True
)


@commands.command()
@asking.as_officer
def accept(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id of the intake, as 'import --look' told it.")],
    as_document: Annotated[
        bool, typer.Option("--as-document", help="Where a thing carries a whole envelope of ours, that counts.")
    ] = False,
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs.")] = None,
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="A field of the records, as wallet.labels; several times.")
    ] = None,
    as_json: asking.Json = False,
) -> None:
    """Admit what a first look found: the intake is read whole, and told like any other."""
    sent = starting.object_in(envelope, "envelope") if envelope else {}
    made = asking.through(
        "intake.accept", asker, id=id, as_document=as_document, envelope=sent, left_out=tuple(leave_out or ())
    )
    taking_in.tell_end(asker, made.id, (), as_json)


@commands.command()
@asking.as_officer
def decline(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id of the intake, as 'import --look' told it.")],
    as_json: asking.Json = False,
) -> None:
    """Decline what a first look found: nothing of it is admitted, what the look found goes, the files stay."""
    made = asking.through("intake.decline", asker, id=id)
    output.document(made) if as_json else output.line(made.sentence)


@commands.command()
@asking.as_officer
def undo(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id of the intake, as 'ingest' told it.")],
    preview: Annotated[bool, typer.Option("--preview", help="Say what would go, and change nothing.")] = False,
    as_json: asking.Json = False,
) -> None:
    """Take an intake back: its records, rows and links go, what it added elsewhere is taken out, the files stay."""
    from bowstreet.casework.intake import working

    told = asking.through("intake.undo.preview", asker, id=id)
    if not as_json:
        _print(told)
    if preview:
        if as_json:
            output.document(told)
        if told.reasons:
            asking.refuse(" ".join(told.reasons))
        return
    made = asking.through("intake.undo", asker, id=id)
    working.run_intake(made.id, on_progress=lambda state, rows: None)
    ended = asking.through("intake", asker, id=id)
    output.document(ended) if as_json else output.line(ended.sentence)


def _print(told: Undoing) -> None:
    for kind, number in told.kinds:
        output.line(f"{number:>10,}  {kind}")
    output.line(f"{told.amended:>10,}  records known before are changed back")
    output.line(f"{told.links:>10,}  links")
    output.line(f"{told.rows:>10,}  observations")
    output.line(f"{told.files:>10,}  files stay in quarantine")
