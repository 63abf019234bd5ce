"""The command ``bowstreet``."""

import sys

import typer

from bowstreet.interfaces.cli import (
    agencies,
    agreeing,
    asking,
    asking_experts,
    blinding,
    checking,
    content,
    correcting,
    covering,
    deconflicting,
    delegating,
    demonstrating,
    following_leads,
    giving_out,
    judging,
    ledger,
    machine,
    meeting_peers,
    operating,
    people,
    planning,
    reading,
    reading_notices,
    requesting,
    taking_back,
    taking_in,
    watching_behaviours,
    weighing_tools,
    working_on,
    writing,
)

app = typer.Typer(
    name="bowstreet",
    help="The common repository for policing the dark web.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for each in (content, checking, judging, taking_in, giving_out, people, machine, demonstrating, working_on):
    app.registered_commands += each.commands.registered_commands
app.add_typer(taking_in.mappings, name="mapping")
app.add_typer(taking_back.commands, name="intake")
app.add_typer(agencies.agencies, name="agency")
app.add_typer(deconflicting.commands, name="ticket")
app.add_typer(planning.commands, name="plan")
app.add_typer(reading_notices.commands, name="notice")
app.add_typer(requesting.commands, name="request")
app.add_typer(correcting.commands, name="correction")
app.add_typer(delegating.commands, name="delegation")
app.add_typer(covering.commands, name="persona")
app.add_typer(agreeing.commands, name="agreement")
app.add_typer(meeting_peers.commands, name="node")
app.add_typer(blinding.commands, name="blind")
app.add_typer(agencies.standing, name="standing")
app.add_typer(agencies.groups, name="group")
app.add_typer(people.officers, name="officer")
app.add_typer(people.tokens, name="token")
app.add_typer(writing.records, name="record")
app.add_typer(writing.drafts, name="draft")
app.add_typer(writing.changes, name="change")
app.add_typer(reading.commands, name="library")
app.add_typer(watching_behaviours.commands, name="behaviour")
app.add_typer(weighing_tools.commands, name="tool")
app.add_typer(asking_experts.commands, name="expert")
app.add_typer(working_on.foci, name="focus")
app.add_typer(following_leads.commands, name="lead")
app.add_typer(operating.commands, name="operation")
app.add_typer(ledger.commands, name="ledger")


def run() -> None:
    """Run the command line; Ctrl-C ends it without a trace wherever it stands."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(asking.STOPPED)


if __name__ == "__main__":
    run()
