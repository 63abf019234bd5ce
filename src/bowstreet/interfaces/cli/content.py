"""The commands that read records: find, show, history."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer()


@commands.command()
@asking.as_officer
def find(
    asker: Reader,
    text: Annotated[
        str, typer.Argument(help="Words, a phrase or a selector in any spelling; nothing: the newest.")
    ] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind; may be given again.")] = None,
    selector: Annotated[bool, typer.Option("--selector", help="Only what has exactly this selector.")] = False,
    near: Annotated[bool, typer.Option("--near", help="Also what has a handle written like the one typed.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last page said to go on.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As records stood at the end of this day.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Find records, one a line."""
    page = asking.through(
        "find", asker, q=text, kind=tuple(kind or ()), limit=limit, cursor=cursor, selector=selector, as_of=as_of
    )
    results = [_result(hit) for hit in page.hits]
    if page.notice:
        output.complaint(page.notice)
    alike = _near(asker, q=text, kind=tuple(kind or ()), limit=min(limit, 100), as_of=as_of) if near else None
    if as_json:
        more = {} if alike is None else {"near": alike}
        output.document({"results": results, "next": page.next, **more})
        return
    for each in results:
        output.line(_line(each, each["title"]))
    if not results:
        output.complaint("Nothing found that you may see under this purpose.")
    if page.next:
        output.complaint(f"There is more: --cursor {page.next}")
    for each in alike or ():
        output.line(_line(each, f"{each['title']}  ({each['written']}: {each['why']})"))
    if alike == []:
        output.complaint("No handle that you may see is written like it.")


def _near(asker: Reader, **asked: Any) -> list[dict[str, str]]:
    """Return what has a handle written like the one typed, each with the handle and why it stands there."""
    page = asking.through("find.near", asker, **asked)
    if page.notice:
        output.complaint(page.notice)
    return [{**_result(each.hit), "written": each.written, "why": each.reason} for each in page.hits]


def _line(each: dict[str, str], said: str) -> str:
    return f"{each['id']}  {each['kind']:<16} {each['owner']:<14} {each['grade']}  {each['handling']:<6} {said}"


def _result(hit: Any) -> dict[str, str]:
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": "".join(each.text for each in hit.title),
        "owner": hit.docket.owner.slug,
        "grade": str(hit.docket.particulars.grade),
        "handling": "+".join(sorted(hit.docket.terms.handling)),
    }


@commands.command()
@asking.as_officer
def show(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The record's id, or the last eight signs of it.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it stood at the end of this day.")] = None,
    version: Annotated[int | None, typer.Option("--version", min=1, help="The version of this number.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Show a record: its envelope, its values with grade and source, its links."""
    record = asking.through("record", asker, id=id, as_of=as_of, version=version)
    if as_json:
        output.document(record)
        return
    terms = record.docket.terms
    output.line(f"{record.title}  ({record.kind_label}, record {record.short}, version {record.version})")
    given = f" · given by {terms.given_by}" if terms.given_by else ""
    output.line(f"{record.docket.owner.name}{given} · {'+'.join(sorted(terms.handling))} · TLP:{terms.tlp} · "
                f"grade {record.docket.particulars.grade} · review {record.docket.particulars.review_on}")  # fmt: skip
    if record.last_seen:
        output.line(f"  {'Seen':<18} {record.first_seen} to {record.last_seen}")
    for value in record.values:
        output.value(value.label, value.shown, f"[{value.grade} {value.basis}] {value.source}".rstrip())
    for name in record.masked:
        output.line(f"  {name:<18} closed under this purpose")
    for link in record.links:
        output.line(f"  {link.label:<18} {link.other_title} ({link.other})")
    if record.not_shown:
        output.line(f"Not shown for a past day: {', '.join(record.not_shown)}.")


@commands.command()
@asking.as_officer
def history(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The record's id, or the last eight signs of it.")],
    as_json: asking.Json = False,
) -> None:
    """List the versions of a record, each with what it changed."""
    found = asking.through("record.history", asker, id=id)
    if as_json:
        output.document(found)
        return
    for version in found.versions:
        output.line(f"{version.number:>4}  {version.at:%Y-%m-%d %H:%M} UTC  {version.by}  {version.what}")
        for each in version.changes:
            said = " -> ".join(value for value in (each.before, each.after) if value) or "closed under this purpose"
            output.line(f"      {each.sort:<8} {each.label}: {said}")
        if version.envelope:
            output.line(f"      envelope {', '.join(version.envelope)}")
    for judged in found.judgements:
        past = "" if judged.stands else "  (a later one stands)"
        output.line(f"      {judged.at:%Y-%m-%d %H:%M} UTC  {judged.owner.slug} judged {judged.left.short} and "
                    f"{judged.right.short} {judged.verdict}: {judged.note}{past}")  # fmt: skip
        for line in judged.evidence:
            output.line(f"      {'evidence':<8} {line}")
    for made in found.links:
        output.line(f"      {made.at:%Y-%m-%d %H:%M} UTC  {made.link.owner.slug} linked: {made.link.label} "
                    f"{made.link.other_title} ({made.link.other})")  # fmt: skip
