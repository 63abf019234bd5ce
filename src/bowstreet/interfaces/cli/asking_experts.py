"""The commands of the expert directory: who may be asked, who fits a record, questions and answers."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Experts: who agreed to be asked, and what they are asked.", no_args_is_help=True)

Who = Annotated[str, typer.Argument(help="The id of the expert's record.")]
Say = Annotated[str, typer.Option("--say", help="A sentence that the other side reads.")]
How = Annotated[str, typer.Option("--availability", help="now, limited or away.")]
_AVAILABLE = {"now": "available", "limited": "limited", "away": "away", "": "availability not stated"}


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    q: Annotated[str, typer.Argument(metavar="[WORDS]", help="Words of the entry.")] = "",
    language: Annotated[str, typer.Option("--language", help="Who speaks it, as in an entry: nl, de.")] = "",
    country: Annotated[str, typer.Option("--country", help="Who works there: two letters.")] = "",
    availability: How = "",
    verified: Annotated[bool, typer.Option("--verified", help="Without those verified over 180 days ago.")] = False,
    as_json: asking.Json = False,
) -> None:
    """List experts, one a line, by name."""
    found = asking.through(
        "expert.list", asker, q=q, language=language, country=country, availability=availability, verified=verified
    )
    if as_json:
        output.document(found)
        return
    for each in found.experts:
        _line(each)
    output.complaint(f"{found.total:,} found.")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Who, as_json: asking.Json = False) -> None:
    """Show an expert."""
    _tell(asking.through("expert", asker, id=id), as_json)


@commands.command("join")
@asking.as_officer
def join(
    asker: Reader,
    competence: Annotated[list[str], typer.Option("--competence", help="What you can help with; may be repeated.")],
    language: Annotated[list[str] | None, typer.Option("--language", help="May be repeated.")] = None,
    country: Annotated[list[str] | None, typer.Option("--country", help="Where you work; may be repeated.")] = None,
    function: Annotated[str, typer.Option("--function")] = "",
    unit: Annotated[str, typer.Option("--unit")] = "",
    email: Annotated[list[str] | None, typer.Option("--email", help="May be repeated.")] = None,
    phone: Annotated[list[str] | None, typer.Option("--phone", help="May be repeated.")] = None,
    summary: Annotated[str, typer.Option("--summary")] = "",
    availability: How = "now",
    consent: Annotated[bool, typer.Option("--consent", help="You agree to be listed and asked.")] = False,
    named: Annotated[bool, typer.Option("--named", help="Name and addresses go to other agencies too.")] = False,
    as_json: asking.Json = False,
) -> None:
    """List yourself as an expert; wants --consent, which `expert leave` withdraws."""
    _tell(
        asking.through(
            "expert.join", asker, competences=competence, languages=language or (), jurisdictions=country or (),
            function=function, unit=unit, emails=email or (), phones=phone or (), summary=summary,
            availability=availability, consent=consent, named=named,
        ),
        as_json,
    )  # fmt: skip


@commands.command("verify")
@asking.as_officer
def verify(asker: Reader, id: Who, availability: How = "now", as_json: asking.Json = False) -> None:
    """Say that an entry still holds, and how available its expert is."""
    _tell(asking.through("expert.verify", asker, id=id, availability=availability), as_json)


@commands.command("leave")
@asking.as_officer
def leave(asker: Reader, id: Who) -> None:
    """Withdraw the consent to be listed."""
    asking.through("expert.leave", asker, id=id)
    output.line("Listed no more.")


@commands.command("for")
@asking.as_officer
def for_(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id of a record.")],
    language: Annotated[str, typer.Option("--language", help="Who speaks it.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Say who can help with a record, each with every reason for the place."""
    found = asking.through("expert.for", asker, id=id, language=language)
    if as_json:
        output.document(found)
        return
    for each in found.experts:
        _line(each.expert)
        for reason in each.reasons:
            output.line(f"    {reason.sentence}")
    output.complaint(f"Method {found.method}.")


@commands.command("ask")
@asking.as_officer
def ask(
    asker: Reader,
    id: Who,
    record: Annotated[str, typer.Argument(help="The record in question.")],
    said: Say,
    as_json: asking.Json = False,
) -> None:
    """Ask an expert about a record; wants a case or a sentence (--case, --reason)."""
    _question(asking.through("expert.ask", asker, id=id, record=record, said=said), as_json)


@commands.command("questions")
@asking.as_officer
def questions(
    asker: Reader,
    which: Annotated[str, typer.Option("--which", help="told or asked.")] = "told",
    as_json: asking.Json = False,
) -> None:
    """List the questions told to you, or asked by your agency, the newest first."""
    found = asking.through("question.list", asker, which=which)
    if as_json:
        output.document(found)
        return
    for each in found.questions:
        _question(each, as_json=False)
    output.complaint(f"{found.waiting:,} wait for your answer.")


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The id of the question.")],
    answer: Annotated[str, typer.Argument(help="helps or cannot.")],
    said: Say = "",
    as_json: asking.Json = False,
) -> None:
    """Answer a question: you can help, or cannot and say why."""
    _question(asking.through("question.answer", asker, id=id, answer=answer, said=said), as_json)


def _line(each: Any) -> None:
    late = ", to be asked again" if each.stale else ""
    output.line(
        f"{each.id}  {each.title}, {each.docket.owner.name}: {'; '.join(each.competences)}"
        f" ({_AVAILABLE[each.availability]}, verified {each.verified_on}{late})"
    )


def _tell(each: Any, as_json: bool) -> None:
    if as_json:
        output.document(each)
        return
    _line(each)
    for label, values in (("Languages", each.languages), ("Works in", each.jurisdictions), ("E-mail", each.emails),
                          ("Telephone", each.phones)):  # fmt: skip
        if values:
            output.value(label, ", ".join(values), "")


def _question(each: Any, as_json: bool) -> None:
    if as_json:
        output.document(each)
        return
    who = each.expert.title if each.expert else each.to.name
    output.line(f"{each.id}  {each.at:%Y-%m-%d %H:%M} UTC  {each.officer}, {each.agency.name} to {who}: {each.said}")
    if each.answer:
        output.line(f"    {'can help' if each.answer == 'helps' else 'cannot help'}. {each.replied}".rstrip())
