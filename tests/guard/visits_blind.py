"""How the commands of blind matching are visited: in a key of three, made once, whose other members hold nothing."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
from django.conf import settings
from tests.guard.asked import Visit
from tests.guard.visitor import Answer, Visitor
from tests.worlds import blind
from tests.worlds.guarded_acts import WALLET

from bowstreet.casework.deconfliction.blind import keeping, papers, serving, tags
from bowstreet.casework.deconfliction.blind.index import NOTHING
from bowstreet.casework.deconfliction.blind.papers import Evaluated, Evaluation, Matching, Question
from bowstreet.casework.deconfliction.blind.parties import element, packed
from bowstreet.casework.sharing import egress
from bowstreet.casework.sharing.egress import Place
from bowstreet.vocabulary.selector_types import SelectorType

ADDRESS = "https://n.example/"
WHY = "--reason 'to know whether others work on it'"


@cache
def _members(agency: str) -> tuple[tempfile.TemporaryDirectory[str], blind.Circle, list[Path]]:
    """Make a circle once, with a key in force and one of the next epoch that all have accepted."""
    place = tempfile.TemporaryDirectory(prefix="bowstreet-blind-")
    names = sorted((agency, "mill", "quay"))
    made = blind.circle(Path(place.name), names, types=[each.value for each in SelectorType])
    deals = made.deal(2, types=[each.value for each in SelectorType])
    made.accept(deals)
    written = []
    for name, paper in ((f"{n}-{at}", each) for at, some in enumerate((made.cards(), deals))
                        for n, each in zip(names, some, strict=True)):  # fmt: skip
        written.append(Path(place.name) / name)
        written[-1].write_bytes(packed(paper))
    own = made.members[agency].folder
    own.keep_card(made.cards()[names.index(agency)])
    return place, made, written


def _post(agency: str) -> Callable[..., egress.Answer]:
    """Return what answers for all members: with their shares, and that nothing is held."""
    _, made, _ = _members(agency)

    def post(_: str, where: Place, path: str, *, body: bytes, **__: Any) -> egress.Answer:
        question = msgspec.json.decode(body, type=Question)
        evaluator = made.members[where.host.partition(".")[0]].evaluator
        assert evaluator is not None
        if path == papers.MATCH:
            told = {type: [NOTHING] * len(texts) for type, texts in question.asked.items()}
            return egress.Answer(200, {}, packed(Matching("desk", told)))
        found = {}
        for type, texts in question.asked.items():
            public = element(evaluator.group.keys[type].shares[evaluator.agency])
            after, proof = tags.evaluate(evaluator.secrets[type], public, [element(each) for each in texts])
            found[type] = Evaluated([each.hex() for each in after], proof.hex())
        return egress.Answer(200, {}, packed(Evaluation(found)))

    return post


def _agency(v: Visitor) -> str:
    return v.person.agency if v.person else "north"


def _run(v: Visitor, line: str, *, ready: bool = True, without: Sequence[str] = ()) -> Answer:
    """Run a command; ``ready``: with a key in the agency's folder, but for the files named."""
    agency = _agency(v)
    _, made, _ = _members(agency)
    folder = Path(settings.STATE) / "blind" / agency
    if ready and not folder.exists():
        shutil.copytree(made.members[agency].folder.path, folder)
    for each in without:
        (folder / each).unlink(missing_ok=True)
    (v.folder() / "passphrase").write_text(f"{blind.PASSPHRASE}\n")
    (v.folder() / "identifiers.txt").write_text(f"{WALLET}\nphone:+31205550142\n")
    with ExitStack() as held:
        held.enter_context(mock.patch.object(keeping, "COST", blind.LIGHT))
        held.enter_context(mock.patch.object(egress, "ask", _post(agency)))
        held.enter_context(mock.patch.object(serving, "listen", lambda *_, **__: None))
        held.enter_context(mock.patch.object(serving, "serve", lambda *_: None))
        return v.command(f"blind {line}")


def _papers(v: Visitor, count: int) -> str:
    return " ".join(map(str, _members(_agency(v))[2][:count]))


def _phrase(v: Visitor) -> str:
    return f"--passphrase {v.folder() / 'passphrase'}"


def _fresh(v: Visitor, name: str) -> str:
    (v.folder() / name).unlink(missing_ok=True)
    return str(v.folder() / name)


def _accept(v: Visitor) -> Answer:
    return _run(v, f"key accept {_papers(v, 6)} {_phrase(v)}", without=("share-2", "group-2.json"))


def _index(v: Visitor) -> None:
    _run(v, f"index {v.folder() / 'identifiers.txt'} --silent {_phrase(v)} {WHY} --json")
    _run(v, f"index {v.folder() / 'identifiers.txt'} --drop")
    _run(v, "key show --json")


BLIND: Mapping[str, tuple[Visit, ...]] = {
    "command run blind key card": (
        lambda v: _run(v, f"key card --address {ADDRESS} -o {_fresh(v, 'own.card')} {_phrase(v)}", ready=False),
    ),
    "command run blind key deal": (
        lambda v: _run(v, f"key deal {_papers(v, 3)} --threshold 2 -o {_fresh(v, 'own.deal')} {_phrase(v)}"),
    ),
    "command run blind key accept": (_accept,),
    "command run blind key show": (lambda v: _run(v, "key show"),),
    "command run blind rotate": (lambda v: _run(v, "rotate 2"),),
    "command run blind index": (
        lambda v: _run(v, f"index {v.folder() / 'identifiers.txt'} {_phrase(v)} {WHY}"), _index,
    ),
    "command run blind match": (
        lambda v: _run(v, f"match {v.folder() / 'identifiers.txt'} {_phrase(v)} {WHY}"),
        lambda v: _run(v, f"match {v.folder() / 'identifiers.txt'} {_phrase(v)} {WHY} --json"),
    ),
    "command run blind told": (lambda v: _run(v, "told"), lambda v: _run(v, "told --json")),
    "command run blind serve": (lambda v: _run(v, f"serve {_phrase(v)}"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
