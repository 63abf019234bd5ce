"""The commands of notices: what you are told, and what of it you have read."""

from typing import Annotated, Any

import typer

from bowstreet.casework.notices.answers import SORTS
from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Notices: what happened, when, and where it stands.", no_args_is_help=True)


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    unread: Annotated[bool, typer.Option("--unread", help="Without those that you have read.")] = False,
    sort: Annotated[str, typer.Option("--sort", help=f"Of one sort: {', '.join(SORTS)}.")] = "",
    after: Annotated[int, typer.Option("--after", help="So many are passed over.")] = 0,
    as_json: asking.Json = False,
) -> None:
    """List your notices, one a line, unread ones first."""
    found = asking.through("notice.list", asker, which="unread" if unread else "all", sort=sort, after=after)
    if as_json:
        output.document(found)
        return
    for each in found.notices:
        mark = " " if each.read else "*"
        output.line(f"{mark} {each.id}  {each.at:%Y-%m-%d %H:%M} UTC  {each.sort:<17} {each.reference}")
    output.complaint(f"{found.unread:,} unread, {found.total:,} in all.")


@commands.command("read")
@asking.as_officer
def read(
    asker: Reader, id: Annotated[str, typer.Argument(help="The notice's id.")], as_json: asking.Json = False
) -> None:
    """Mark a notice read, and say where it stands."""
    found = asking.through("notice.read", asker, id=id)
    if as_json:
        output.document(found)
    else:
        output.line(found.address)


@commands.command("read-all")
@asking.as_officer
def read_all(asker: Reader) -> None:
    """Mark all your notices read."""
    found = asking.through("notice.read_all", asker)
    output.line(f"{found.total:,} are read.")


@commands.command("settings")
@asking.as_officer
def settings(asker: Reader, as_json: asking.Json = False) -> None:
    """Say how you are told, one sort a line."""
    _tell(asking.through("notice.settings", asker), as_json)


@commands.command("set")
@asking.as_officer
def set_(
    asker: Reader,
    without: Annotated[list[str] | None, typer.Option("--without", help="A sort not in the inbox; repeated.")] = None,
    daily: Annotated[list[str] | None, typer.Option("--daily", help="A sort mailed each day; repeated.")] = None,
    weekly: Annotated[list[str] | None, typer.Option("--weekly", help="A sort mailed each week; repeated.")] = None,
    address: Annotated[str, typer.Option("--address", help="Where mail goes.")] = "",
    hooked: Annotated[list[str] | None, typer.Option("--hooked", help="A sort told by the hook; repeated.")] = None,
    hook: Annotated[str, typer.Option("--hook", help="The address that a web-hook calls.")] = "",
    secret: Annotated[
        str, typer.Option("--secret", envvar="BOWSTREET_HOOK_SECRET", help="What signs it; better not as a word here.")
    ] = "",
    as_json: asking.Json = False,
) -> None:
    """Say how you are told; what you leave out is in the inbox, not mailed, and not told by a web-hook."""
    inbox = [each for each in SORTS if each not in (without or ())]
    _tell(
        asking.through(
            "notice.set", asker, inbox=inbox, daily=daily or (), weekly=weekly or (), address=address,
            hooked=hooked or (), hook=hook, secret=secret,
        ),
        as_json,
    )  # fmt: skip


def _tell(found: Any, as_json: bool) -> None:
    if as_json:
        output.document(found)
        return
    for each in found.sorts:
        output.line(
            f"{each.sort:<17} {'inbox' if each.inbox else '-':<6} {each.mail:<7} {'hook' if each.hook else '-'}"
        )
    if not found.works:
        output.complaint("This node sends no mail: its operator has named no mail server.")
    if found.hook_off:
        output.complaint("The web-hook failed too often and is off; set it again.")
