"""The operator's commands: init, serve, work and doctor."""

import signal
import threading
from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output, serving, starting
from bowstreet.interfaces.cli.examining import examine
from bowstreet.interfaces.doors import places

commands = typer.Typer()


@commands.command()
@asking.answering
def init() -> None:
    """Make an empty repository with its keys; there is no default password."""
    starting.start(new=True)
    starting.build_tables()
    from bowstreet.holdings.agencies import queries

    if queries.cards():
        output.line(f"The repository in {places.state()} is up to date; what it holds is as it was.")
    else:
        output.line(f"An empty repository stands in {places.state()}. Next: bowstreet agency add.")


@commands.command()
@asking.answering
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    processes: Annotated[int, typer.Option("--processes", min=1, max=16)] = 2,
    no_workers: Annotated[bool, typer.Option("--no-workers")] = False,
) -> None:
    """Serve the pages and the API on loopback, with the ledger's appender and the workers."""
    starting.start()
    serving.serve(port=port, processes=processes, workers=not no_workers)


@commands.command()
@asking.answering
def work(once: Annotated[bool, typer.Option("--once", help="Until nothing is left to do.")] = False) -> None:
    """Run what waits: imports, the ledger's checkpoints, and those who follow it."""
    starting.start()
    from bowstreet.interfaces.cli import working

    if once:
        working.until_idle()
        return
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    working.go_on(stop)


@commands.command()
@asking.answering
def doctor(
    thorough: Annotated[bool, typer.Option("--thorough", help="Read every original and compare its hash.")] = False,
    as_json: asking.Json = False,
) -> None:
    """Say what is wrong with this node and how to mend it."""
    findings = examine(thorough=thorough)
    if as_json:
        output.document({"findings": findings})
    for finding in () if as_json else findings:
        output.line(
            f"{'ok   ' if finding.well else 'WRONG'}  {finding.what}{'' if finding.well else ': ' + finding.mend}"
        )
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)
