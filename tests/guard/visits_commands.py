"""How each command is visited; those whose officer comes in person read sign-in name, password and code."""

import json
from collections.abc import Mapping

from tests.guard.asked import DAYS, INTAKES, LOOKED, NEW_MAPPING, PASTED, QUESTIONS, Visit, pack_of, table_of, tempting
from tests.guard.visitor import Answer, Visitor
from tests.worlds import agencies, exchange
from tests.worlds.guarded_acts import HANDLE, HIDDEN_ROWS, ROWS, WALLET
from tests.worlds.guarded_people import OWN_GROUP

from bowstreet.vocabulary.readers import Role


def _answered(line: str) -> Visit:
    """Return the visit of a command that asks for password and code."""
    return lambda v: _in_person(v, line)


def _in_person(v: Visitor, line: str) -> Answer:
    """Run a command whose officer types what it asks for: sign-in name where the line has none, password, code."""
    login, code = (v.person.login, v.person.code(v.moment())) if v.person else ("nobody", "000000")
    asked = [agencies.PASSWORD, code] if "{login}" in line else [login, agencies.PASSWORD, code]
    return v.command(line.format(login=login), input="".join(f"{each}\n" for each in asked))


def _command_find(v: Visitor) -> None:
    words = v.pick.choice((*QUESTIONS, v.ids["hidden"]))
    more = v.pick.choice(
        (
            "",
            " --selector",
            " --limit 1",
            " --kind vendor_account",
            " --json",
            " --near",
            " --near --json",
            f" --near --as-of {v.pick.choice(DAYS)}",
            f" --as-of {v.pick.choice(DAYS)}",
        )
    )
    v.command(f"find {quote_word(words)}{more}")


def _ingest(v: Visitor) -> Answer:
    """Hand a table in; a prosecutor records no sellers, so a prosecutor's has no rows."""
    rows = () if v.role is Role.PROSECUTOR else v.pick.choice((ROWS, HIDDEN_ROWS, HIDDEN_ROWS[-1:]))
    (v.folder() / "table.csv").write_bytes(table_of(rows))
    return v.command(f"ingest {v.folder() / 'table.csv'} --json")


def _check(v: Visitor) -> Answer:
    (v.folder() / "pasted.txt").write_text(v.pick.choice(PASTED))
    return v.command(f"check {v.folder() / 'pasted.txt'}{v.pick.choice(('', ' --json'))} --reason asked")


def _undo(v: Visitor) -> Answer:
    """Take back an intake of one's own; the table is one that nothing else here has."""
    rows = () if v.role is Role.PROSECUTOR else (("lampreeve", "2025-04-12"),)
    (v.folder() / "fresh.csv").write_bytes(table_of(rows))
    made = v.command(f"ingest {v.folder() / 'fresh.csv'} --json")
    told = made.body.split(b"\x00")[0]
    return v.command(f"intake undo {json.loads(told)['act'] if told.startswith(b'{') else v.ids['own_intake']}")


def _import(v: Visitor) -> Answer:
    """Import a TagPack of the wallet that the hidden seller has."""
    (v.folder() / "pack.yaml").write_bytes(pack_of(WALLET))
    return v.command(f"import {v.folder() / 'pack.yaml'}{v.pick.choice(('', ' --look', ' --json'))}")


def _looked(v: Visitor) -> str:
    """Return an intake of one's own that was looked through."""
    (v.folder() / "pack.yaml").write_bytes(exchange.pack(2))
    told = v.command(f"import {v.folder() / 'pack.yaml'} --look --json").body.split(b"\x00")[0]
    return str(json.loads(told)["act"] if told.startswith(b"{") else v.ids["own_looked"])


def _new_mapping(v: Visitor) -> Answer:
    (v.folder() / "mapping.toml").write_text(NEW_MAPPING)
    return v.command(f"mapping new second_sellers {v.folder() / 'mapping.toml'}")


def _demonstration(v: Visitor) -> Answer:
    (v.folder() / "demonstration-keys").mkdir()
    (v.folder() / "demonstration-keys" / "finished").touch()
    return v.command("demo --prepare")


def _standing(v: Visitor) -> Answer:
    (v.folder() / "standing.json").write_text("{}")
    return _in_person(v, f"standing set {v.folder() / 'standing.json'}")


def _export(v: Visitor) -> Answer:
    (v.folder() / "ledger.jsonl").unlink(missing_ok=True)
    return v.command(f"ledger export -o {v.folder() / 'ledger.jsonl'} --reason 'asked by the authority'")


def _exported(v: Visitor) -> None:
    """Give the ledger away, and hear every byte of it."""
    if _export(v).status == 0:
        v.opened(v.folder() / "ledger.jsonl")
        v.command(f"ledger verify {v.folder() / 'ledger.jsonl'} --json")


def quote_word(text: str) -> str:
    """Return a text as one word of a command line."""
    return "'" + text.replace("'", "'\\''") + "'"


def _shown(name: str) -> Visit:
    return lambda v: v.command(f"{name} {tempting(v)}{v.pick.choice(('', ' --json'))}")


_AGENCY = "agency add west --name 'Agency west' --country FR --contact w@example.org --supervisor w.lead"

COMMANDS: Mapping[str, tuple[Visit, ...]] = {
    "command run find": (lambda v: v.command(f"find {HANDLE}"), _command_find),
    "command run check": (_check,),
    "command run show": (lambda v: v.command(f"show {v.ids['own_seller']}"), _shown("show")),
    "command run history": (lambda v: v.command(f"history {v.ids['own_seller']}"), _shown("history")),
    "command run entity": (lambda v: v.command(f"entity {v.ids['own_seller']}"), _shown("entity")),
    "command run judge": (
        lambda v: v.command(f"judge {v.ids['own_note']} {v.ids['own_letter']} --verdict same --note {v.pick.random()}"),
        lambda v: v.command(f"judge {tempting(v)} {tempting(v)} --verdict same --note {v.pick.random()} --json"),
    ),
    "command run ingest": (_ingest,),
    "command run import": (_import,),
    "command run intake accept": (
        lambda v: v.command(f"intake accept {_looked(v)}"),
        lambda v: v.command(f"intake accept {v.ids[v.pick.choice(LOOKED)]} --json"),
    ),
    "command run intake decline": (
        lambda v: v.command(f"intake decline {_looked(v)}"),
        lambda v: v.command(f"intake decline {v.ids[v.pick.choice(LOOKED)]} --json"),
    ),
    "command run intake undo": (
        _undo, lambda v: v.command(f"intake undo {v.ids[v.pick.choice(INTAKES)]} --preview --json"),
    ),
    "command run mapping list": (lambda v: v.command("mapping list"),),
    "command run mapping show": (lambda v: v.command("mapping show harbour_sellers"),),
    "command run mapping new": (_new_mapping,),
    "command run ledger verify": (lambda v: v.command("ledger verify"),),
    "command run ledger export": (_export, _exported, _exported),
    "command run officer add": (_answered("officer add kim.fen --name 'Kim Fen' --role analyst"),),
    "command run officer list": (lambda v: v.command("officer list"),),
    "command run officer enrol-anew": (_answered("officer enrol-anew n.colleague"),),
    "command run officer unlock": (_answered("officer unlock n.colleague"),),
    "command run officer role": (_answered("officer role n.colleague investigator"),),
    "command run officer end": (_answered("officer end n.colleague"),),
    "command run token list": (lambda v: v.command("token list"), lambda v: v.command("token list --json")),
    "command run token revoke": (
        lambda v: v.command(f"token revoke {v.ids['token']}"), lambda v: v.command(f"token revoke {v.ids['hidden']}"),
    ),
    "command run standing show": (lambda v: v.command("standing show"),),
    "command run standing set": (_standing,),
    "command run group list": (lambda v: v.command("group list"), lambda v: v.command("group list --json")),
    "command run group new": (_answered("group new new-team --name 'New team' --since 2026-03-01"),),
    "command run group add": (_answered(f"group add {OWN_GROUP} south --since 2026-03-01"),),
    "command run group end": (_answered(f"group end {OWN_GROUP} east --until 2026-03-01"),),
    "command run agency list": (lambda v: v.command("agency list"),),
    "command run agency enrol": (lambda v: v.command("agency enrol bourse --login b.second --name 'Wil Hay'"),),
    "command run agency enrol-anew": (lambda v: v.command("agency enrol-anew e.lead"),),
    "command run agency suspend": (lambda v: v.command("agency suspend east"),),
    "command run agency resume": (lambda v: v.command("agency resume east"),),
    "command run login": (_answered("login {login}"),),
    "command run token new": (_answered("token new {login} --label 'from the command line'"),),
    "command run agency add": (lambda v: v.command(f"{_AGENCY} --supervisor-name 'Wil Hay'"),),
    "command run init": (lambda v: v.command("init"),),
    "command run serve": (lambda v: v.command("serve"),),
    "command run work": (lambda v: v.command("work --once"),),
    "command run demo": (_demonstration,),
    "command run doctor": (lambda v: v.command("doctor"),),
}  # fmt: skip
"""By the name of a row of the inventory; the first is the plain visit."""
