"""The command ``bowstreet``."""

import typer

from bowstreet.interfaces.cli import content, demonstrating, machine, people, taking_in

app = typer.Typer(
    name="bowstreet",
    help="The common repository for policing the dark web.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for each in (content, taking_in, people, machine, demonstrating):
    app.registered_commands += each.commands.registered_commands
app.add_typer(taking_in.mappings, name="mapping")
app.add_typer(people.agencies, name="agency")
app.add_typer(people.officers, name="officer")
app.add_typer(people.tokens, name="token")
app.add_typer(machine.ledger, name="ledger")


def run() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    run()
