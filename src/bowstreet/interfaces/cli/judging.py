"""The commands on what several records say of one thing: entity, judge."""

from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer()


@commands.command()
@asking.as_officer
def entity(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id, or short id, of one of its records.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it stood at the end of this day.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Show what judgements join around a record: its records, their statements, where they are disputed."""
    found = asking.through("entity", asker, id=id, as_of=as_of)
    if as_json:
        output.document(found)
        return
    for each in found.records:
        output.line(f"{each.id}  {each.docket.owner.slug:<14} {each.docket.particulars.grade}  {each.title}")
    for field in found.fields:
        for one in field.stated:
            differs = "  differs" if field.disagree else ""
            output.line(f"  {field.label:<18} {one.value.shown}  [{one.value.grade} {one.owner.slug}]{differs}")
    for each in found.judgements:
        past = "" if each.stands else "  (a later one stands)"
        output.line(f"{each.at:%Y-%m-%d}  {each.owner.slug:<14} {each.verdict:<9} {each.left.short} {each.right.short}"
                    f"  {each.note}{past}")  # fmt: skip
    for each in found.disputes:
        output.complaint(f"Disputed: {each.different.owner.name} holds {each.different.left.short} and "
                         f"{each.different.right.short} different.")  # fmt: skip
    if found.capped:
        output.complaint("More records are joined than are shown.")


@commands.command()
@asking.as_officer
def judge(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id, or short id, of a record.")],
    other: Annotated[str, typer.Argument(help="The id of the record that it is judged against, or its short id.")],
    verdict: Annotated[Verdict, typer.Option("--verdict", help="What they are.")],
    note: Annotated[str, typer.Option("--note", help="What the judgement rests on.")] = "",
    evidence: Annotated[list[str] | None, typer.Option("--evidence", help="A line; may be given again.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Judge two records: one thing, not one thing, or nobody can say; your agency's last word on them stands."""
    made = asking.through(
        "record.judge", asker, id=id, other=other, verdict=verdict, note=note, evidence=tuple(evidence or ())
    )
    if as_json:
        output.document(made)
        return
    output.line(f"Judged {verdict.value}. To take it back, judge the pair unsure.")
