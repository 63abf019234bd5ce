"""The commands of writing: records by form, drafts, and changes that wait for a second officer."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import agreeing, asking, output, starting
from bowstreet.vocabulary.readers import Reader

records = typer.Typer(help="Records by form: new ones, edits, envelopes.", no_args_is_help=True)
drafts = typer.Typer(help="What you have written and not recorded.", no_args_is_help=True)
changes = typer.Typer(help="Changes that wait for a second officer.", no_args_is_help=True)

RecordId = Annotated[str, typer.Argument(help="The record's id, or the last eight signs of it.")]
ChangeId = Annotated[str, typer.Argument(help="The change's id, from 'change list'.")]
Page = Annotated[str, typer.Argument(help="The draft's page, from 'draft list'.")]
KindCode = Annotated[str, typer.Argument(help="The kind, as 'record kinds' names it.")]
Form = Annotated[Path, typer.Argument(help="A JSON file with 'body', and what else the form holds.")]
Over = Annotated[str, typer.Option("--draft", help="The draft that is over with it.")]


@records.command("kinds")
@asking.as_officer
def kinds(asker: Reader, as_json: asking.Json = False) -> None:
    """List the kinds of record that you may record."""
    found = asking.through("kinds", asker)
    if as_json:
        output.document(found)
        return
    for each in found.kinds:
        output.line(f"{each.code:<18} {each.label}")


@records.command("form")
@asking.as_officer
def form(
    asker: Reader,
    id: RecordId,
    draft: Annotated[str, typer.Option("--draft", help="A draft of it to go on with, from 'draft list'.")] = "",
) -> None:
    """Print the form of a record as JSON: its body, and the version it is begun from; 'record edit' takes it back."""
    sheet = asking.through("record.form", asker, id=id, draft=draft)
    output.document({"begun": sheet.begun, "body": sheet.body})


@records.command("new")
@asking.as_officer
def new(
    asker: Reader,
    kind: KindCode,
    file: Form,
    draft: Over = "",
    as_json: asking.Json = False,
) -> None:
    """Record what a form holds ('body', 'envelope'), or propose it where a second officer is wanted."""
    said = _read(file, "body", "envelope")
    _saved(asking.through("record.save_new", asker, kind=kind, **said, **_ending(draft)), as_json)


@records.command("edit")
@asking.as_officer
def edit(
    asker: Reader,
    id: RecordId,
    file: Form,
    draft: Over = "",
    as_json: asking.Json = False,
) -> None:
    """Save another body of a record ('begun', 'body', as 'record form' prints them), or propose it."""
    said = _read(file, "begun", "body")
    _saved(asking.through("record.edit", asker, id=id, **said, **_ending(draft)), as_json)


@records.command("mark")
@asking.as_officer
def mark(
    asker: Reader,
    id: RecordId,
    file: Annotated[Path, typer.Argument(help="A JSON file of what changes in the envelope.")],
    as_json: asking.Json = False,
) -> None:
    """Change the envelope of a record, or propose it where a second officer is wanted."""
    said = starting.object_in(file, "envelope")
    _saved(asking.through("record.re_mark", asker, id=id, changes=said), as_json)


@drafts.command("list")
@asking.as_officer
def list_drafts(asker: Reader, as_json: asking.Json = False) -> None:
    """List your drafts, the newest first."""
    found = asking.through("drafts", asker)
    if as_json:
        output.document(found)
        return
    for each in found.drafts:
        of = f"record {each.record[-8:]}, version {each.begun}" if each.record else "new"
        output.line(f"{each.page}  {each.at:%Y-%m-%d %H:%M} UTC  {each.kind:<16} {each.title}  ({of})")


@drafts.command("keep")
@asking.as_officer
def keep(
    asker: Reader,
    kind: KindCode,
    file: Form,
    id: Annotated[str, typer.Option("--id", help="The record that it edits.")] = "",
    page: Annotated[str, typer.Option("--page", help="The draft that it goes on with.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Keep what a form holds, for you alone; nothing of it is checked."""
    from bowstreet.holdings.ledger import chance

    said = _read(file, "body", "envelope", "begun")
    at = page or f"c{chance.secret(12)}"
    kept = asking.through("draft.keep", asker, kind=kind, id=id, page=at, seq=_sending(), **said)
    output.document(kept) if as_json else output.line(f"Kept as draft {kept.kept.page}.")


@drafts.command("discard", context_settings={"ignore_unknown_options": True})
@asking.as_officer
def discard(asker: Reader, page: Page, as_json: asking.Json = False) -> None:
    """Throw a draft of yours away; the name of a page may begin with a dash."""
    gone = asking.through("draft.discard", asker, page=page)
    output.document(gone) if as_json else output.line(f"The draft {gone.page} is gone.")


@changes.command("list")
@asking.as_officer
def list_changes(asker: Reader, as_json: asking.Json = False) -> None:
    """List the changes of your agency that wait, and yours that were decided on."""
    found = asking.through("changes", asker)
    if as_json:
        output.document(found)
        return
    for each in (*found.waiting, *found.settled):
        mine, state = "yours" if each.own else each.author, "outdated" if each.stale else each.state
        output.line(f"{each.id}  {each.at:%Y-%m-%d %H:%M} UTC  {state:<9} {each.sort:<9} {each.title}  ({mine})")


@changes.command("show")
@asking.as_officer
def show_change(asker: Reader, id: ChangeId, as_json: asking.Json = False) -> None:
    """Show a change as a difference."""
    found = asking.through("change", asker, id=id)
    if as_json:
        output.document(found)
        return
    row = found.row
    output.line(f"{row.title}  ({row.kind_label}, {row.sort}, {row.state}), by {row.author}")
    for each in found.files:
        output.line(f"  {each.number:>3}  {each.name}  {each.label}, {each.size:,} bytes, SHA-256 {each.sha256}")
    for each in () if found.files else found.differences:
        output.line(f"  {each.label:<18} {' | '.join(each.before) or '-'} -> {' | '.join(each.mine) or '-'}")
    for each in found.marks:
        output.line(f"  {each.name:<18} {', '.join(each.before) or '-'} -> {', '.join(each.after) or '-'}")
    for said in filter(None, (found.why, found.reason)):
        output.line(f"  {said}")
    if found.stale:
        output.complaint(f"{found.outdated} It cannot be approved; it can be declined, or taken back by its author.")
    elif found.not_yours:
        output.complaint(found.not_yours)


@changes.command("approve")
@asking.as_officer
def approve(asker: Reader, id: ChangeId, as_json: asking.Json = False) -> None:
    """Approve a change that somebody else of your agency proposed."""
    _decided(asking.through("change.approve", asker, id=id), as_json)


@changes.command("decline")
@asking.as_officer
def decline(
    asker: Reader,
    id: ChangeId,
    why: Annotated[str, typer.Option("--why", help="Why; its author reads it.")],
    as_json: asking.Json = False,
) -> None:
    """Decline a change that somebody else of your agency proposed."""
    _decided(asking.through("change.decline", asker, id=id, reason=why), as_json)


@changes.command("take-back")
@asking.as_officer
def take_back(asker: Reader, id: ChangeId, as_json: asking.Json = False) -> None:
    """Take a change of your own back."""
    _decided(asking.through("change.take_back", asker, id=id), as_json)


def _read(file: Path, *names: str) -> dict[str, Any]:
    """Return what a form in a file says; every name that is not asked for is named."""
    said = starting.object_in(file, "form")
    if unknown := sorted(said.keys() - set(names)):
        raise starting.NoSuchFile(f"The form in {file} holds {', '.join(names)} and no {json.dumps(unknown[0])}.")
    return said


def _ending(draft: str) -> dict[str, Any]:
    """Return the fields that say which draft is over with what is saved."""
    return {"page": draft, "seq": _sending()} if draft else {}


def _sending() -> int:
    """Return a number for this sending that is larger than that of an earlier one."""
    return int(asking.now().timestamp())


def _saved(saved: Any, as_json: bool) -> None:
    if as_json:
        output.document(saved)
    elif saved.waits:
        output.line(f"{saved.id}  proposed: it waits for a second officer of your agency.")
    else:
        output.line(f"{saved.id}  saved as version {saved.version}.")


def _decided(made: Any, as_json: bool) -> None:
    output.document(made) if as_json else output.line(f"{made.id}  {made.state}  {made.record}".rstrip())


@records.command("releases")
@asking.as_officer
def releases(asker: Reader, id: RecordId, as_json: asking.Json = False) -> None:
    """Show where a record went under agreements, with receipts, recalls and their answers."""
    _went(asking.through("record.releases", asker, id=id), as_json)


@records.command("recall")
@asking.as_officer
def recall(
    asker: Reader,
    id: RecordId,
    why: Annotated[str, typer.Option("--why", help="The sentence that each receiver reads.")],
    as_json: asking.Json = False,
) -> None:
    """Recall a record from everybody who got it, under whichever agreement."""
    _went(asking.through("record.recall", asker, id=id, reason=why), as_json)


def _went(found: Any, as_json: bool) -> None:
    if as_json:
        output.document(found)
        return
    for each in found.releases:
        output.line(f"{agreeing.released_line(each.row)}  under {each.title}")
    if not found.releases:
        output.line("It went to nobody under an agreement.")
